namespace ContainerTools.Engine.Stacks;

/// <summary>
/// Brings what a compose file may write in several ways into one: pairs as mappings, short syntax as long syntax, command lines as
/// lists. Then files can be merged, and converted.
/// </summary>
/// <param name="folder">What paths are relative to: the folder of the first file.</param>
/// <param name="lookup">Gives a variable of this process or of a <c>.env</c> file.</param>
/// <param name="warn">Is told what is left out.</param>
internal sealed class ComposeNormal(string folder, Func<string, string?> lookup, Action<string> warn)
{
    public ComposeMap Apply(ComposeMap file) => file.With((section, value) => value is ComposeMap map
        ? section switch
        {
            "services" => map.With((_, service) => service is ComposeMap one ? Service(one) : service),
            "networks" or "volumes" or "secrets" or "configs" => map.With((_, item) => item is ComposeMap one ? one.With((key, node) => key == "labels" ? Pairs(node, "labels") : node) : item),
            _ => value,
        }
        : value);

    private ComposeMap Service(ComposeMap service)
    {
        var normal = service.With((key, node) => node is ComposeScalar { Value: null } ? node : key switch
        {
            "labels" or "sysctls" => Pairs(node, key),
            "environment" => Environment(node),
            "extra_hosts" => Hosts(node),
            "command" or "entrypoint" => Words(node, key),
            "dns" or "dns_search" or "cap_add" or "cap_drop" => List(node, key),
            "healthcheck" => node.Map(key).With((name, test) => name == "test" ? Test(test) : test),
            "deploy" => node.Map(key).With((name, labels) => name == "labels" ? Pairs(labels, name) : labels),
            "networks" => node is ComposeList list ? Map(list.Place, list.Items.Select(item => (item.Text("a network"), (ComposeNode)new ComposeScalar(item.Place, null), item.Place))) : node,
            "ports" => Each(node, key, Port),
            "volumes" => Each(node, key, Volume),
            "secrets" or "configs" => Each(node, key, item => [item is ComposeScalar ? Map(item.Place, [("source", item, item.Place)]) : item.Map(key)]),
            _ => node,
        });
        return normal["env_file"] is { } files ? WithFiles(normal, files) : normal;
    }

    /// <summary>The variables of files, behind those that the service itself sets.</summary>
    private ComposeMap WithFiles(ComposeMap service, ComposeNode files)
    {
        var variables = new Dictionary<string, ComposeNode>(StringComparer.Ordinal);
        foreach (var file in files is ComposeList list ? list.Items : [files])
        {
            var name = file is ComposeMap entry ? entry["path"]?.Text("env_file.path") ?? throw file.Place.Refuse("An env_file has no path.") : file.Text("env_file");
            var path = Path.GetFullPath(name, folder);
            if (file is ComposeMap optional && optional["required"]?.Flag("env_file.required") == false && !File.Exists(path)) continue;
            try
            {
                foreach (var pair in EnvironmentFile.Read(path, lookup)) variables[pair.Split('=', 2)[0]] = new ComposeScalar(file.Place, pair.Split('=', 2)[1]);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
            {
                throw file.Place.Refuse($"The file of variables '{name}' cannot be used: {e.Message}");
            }
        }
        foreach (var (name, value) in service["environment"]?.Map("environment").Items ?? new Dictionary<string, ComposeNode>()) variables[name] = value;
        var items = new Dictionary<string, ComposeNode>(service.Items, StringComparer.Ordinal) { ["environment"] = new ComposeMap(files.Place, variables) };
        return service with { Items = items };
    }

    /// <summary>Variables: one without a value gets that of this process, and is left out where there is none.</summary>
    private ComposeMap Environment(ComposeNode node)
    {
        var pairs = node is ComposeList list
            ? Map(list.Place, list.Items.Select(item => item.Text("environment").Split('=', 2) is var words && words.Length == 2
                ? (words[0], (ComposeNode)new ComposeScalar(item.Place, words[1]), item.Place)
                : (words[0], new ComposeScalar(item.Place, null), item.Place)))
            : node.Map("environment");
        var given = pairs.Items.Select(pair => (pair.Key, Value: pair.Value is ComposeScalar { Value: null } unset ? unset with { Value = lookup(pair.Key) } : pair.Value));
        return pairs with { Items = given.Where(pair => pair.Value is not ComposeScalar { Value: null }).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal) };
    }

    private static ComposeMap Pairs(ComposeNode node, string what) => node is ComposeList list
        ? Map(list.Place, list.Items.Select(item => item.Text(what).Split('=', 2) is var words ? (words[0], (ComposeNode)new ComposeScalar(item.Place, words.Length == 2 ? words[1] : ""), item.Place) : default))
        : node.Map(what).With((_, value) => value is ComposeScalar { Value: null } nothing ? nothing with { Value = "" } : value);

    /// <summary>Lines of the hosts file, each <c>name:address</c>.</summary>
    private static ComposeList Hosts(ComposeNode node) => node switch
    {
        ComposeMap map => new ComposeList(map.Place, [.. map.Items.SelectMany(pair => pair.Value.Texts("extra_hosts").Select(address => (ComposeNode)new ComposeScalar(pair.Value.Place, $"{pair.Key}={address}")))]),
        ComposeList list => list,
        _ => throw node.Place.Refuse("extra_hosts is neither a mapping nor a list."),
    };

    private static ComposeList Words(ComposeNode node, string what) => node is ComposeList list
        ? list
        : new ComposeList(node.Place, [.. node.Parse(node.Text(what), ShellWords.Split).Select(word => (ComposeNode)new ComposeScalar(node.Place, word))]);

    private static ComposeList List(ComposeNode node, string what) => node as ComposeList ?? new ComposeList(node.Place, [new ComposeScalar(node.Place, node.Text(what))]);

    private static ComposeList Test(ComposeNode node) => node as ComposeList
        ?? new ComposeList(node.Place, [new ComposeScalar(node.Place, "CMD-SHELL"), new ComposeScalar(node.Place, node.Text("healthcheck.test"))]);

    private static ComposeList Each(ComposeNode node, string what, Func<ComposeNode, IEnumerable<ComposeNode>> convert) =>
        node is ComposeList list ? list with { Items = [.. list.Items.SelectMany(convert)] } : throw node.Place.Refuse($"{what} is not a list.");

    private IEnumerable<ComposeNode> Port(ComposeNode node)
    {
        if (node is ComposeMap map)
        {
            yield return map;
            yield break;
        }
        foreach (var port in node.Parse(node.Text("a port"), PortMapping.Parse))
        {
            if (port.HostIP is not null) warn($"{node.Place.File}, line {node.Place.Line}: a service listens at all addresses of its nodes, so {port.HostIP} of '{node.Text("a port")}' is ignored.");
            if (port.HostPortEnd is not null) throw node.Place.Refuse("A service has no range of ports to choose from.");
            var items = new List<(string, ComposeNode, ComposePlace)> { ("mode", Scalar("ingress"), node.Place), ("target", Scalar(port.ContainerPort.Invariant()), node.Place), ("protocol", Scalar(port.Protocol), node.Place) };
            if (port.HostPort is { } published and not 0) items.Add(("published", Scalar(published.Invariant()), node.Place));
            yield return Map(node.Place, items);
        }

        ComposeScalar Scalar(string text) => new(node.Place, text);
    }

    private IEnumerable<ComposeNode> Volume(ComposeNode node)
    {
        if (node is ComposeMap map)
        {
            yield return map["type"]?.Text("type") == "bind" && map["source"] is { } path ? map.With((key, value) => key == "source" ? new ComposeScalar(path.Place, Absolute(path.Text("source"))) : value) : map;
            yield break;
        }
        var text = node.Text("a volume");
        if (text.StartsWith("~/", StringComparison.Ordinal)) text = System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile) + text[1..];
        var volume = node.Parse(text, given => VolumeMapping.Parse(given, folder));
        var items = new List<(string, ComposeNode, ComposePlace)> { ("type", Scalar(volume.Type), node.Place), ("target", Scalar(volume.Target), node.Place) };
        if (volume.Source is not null) items.Add(("source", Scalar(volume.Source), node.Place));
        foreach (var option in volume.Options?.Split(',') ?? [])
        {
            if (option == "ro") items.Add(("read_only", Scalar("true"), node.Place));
            else if (option == "nocopy") items.Add(("volume", Map(node.Place, [("nocopy", Scalar("true"), node.Place)]), node.Place));
            else if (option.TrimStart('r') is "shared" or "slave" or "private") items.Add(("bind", Map(node.Place, [("propagation", Scalar(option), node.Place)]), node.Place));
        }
        yield return Map(node.Place, items);

        ComposeScalar Scalar(string value) => new(node.Place, value);
    }

    private string Absolute(string path) => path.StartsWith("~/", StringComparison.Ordinal)
        ? System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile) + path[1..]
        : path.StartsWith('.') ? Path.GetFullPath(path, folder) : path;

    private static ComposeMap Map(ComposePlace place, IEnumerable<(string Key, ComposeNode Value, ComposePlace Place)> items)
    {
        var (values, keys) = (new Dictionary<string, ComposeNode>(StringComparer.Ordinal), new Dictionary<string, ComposePlace>(StringComparer.Ordinal));
        foreach (var (key, value, where) in items) (values[key], keys[key]) = (value, where);
        return new ComposeMap(place, values) { Keys = keys };
    }
}
