using System.Text;
using System.Text.Json.Nodes;
using ContainerTools.Engine.Mapping;
using Docker.DotNet;

namespace ContainerTools.Engine.Stacks;

/// <summary>What is to be done so that a stack is what its file says.</summary>
internal sealed class StackPlan(EngineConnection engine, StackName stack, StackFile file)
{
    private readonly List<StackChange> changes = [];
    private readonly List<string> warnings = [];
    private Dictionary<string, string> networkIds = [];

    public IReadOnlyList<StackChange> Changes => changes;

    /// <summary>What was found out on the way.</summary>
    public IReadOnlyList<string> Warnings => warnings;

    /// <summary>Whether nodes are handed this user's credentials for registries.</summary>
    public bool WithRegistryAuth { get; init; }

    /// <summary>When registries are asked for the digests of images.</summary>
    public ContainerImageResolution Resolve { get; init; }

    /// <summary>Compares what is there with what should be.</summary>
    /// <param name="prune">Whether services that the file does not have any more are removed.</param>
    public async Task MakeAsync(bool prune, CancellationToken token)
    {
        var ours = new Query().Add(new FilterMap().Add("label", [$"{StackLabels.Namespace}={stack.Name}"]));
        var (networks, ownNetworks) = (SwarmNetworks.ListAsync(engine, null, token), SwarmNetworks.ListAsync(engine, ours, token));
        var (secrets, configs, services) = (engine.GetAsync("secrets", null, token), engine.GetAsync("configs", null, token), engine.GetAsync("services", ours, token));
        var known = (await networks.ConfigureAwait(false)).Items().Where(network => network.Text("Scope") == "swarm").ToList();
        networkIds = known.GroupBy(network => network.Text("Name")).ToDictionary(same => same.Key, same => same.First().Text("Id"), StringComparer.Ordinal);
        var specs = ComposeSchema.Items(file.File, "services").Select(service => StackServiceSpec.From(stack, service.Name, service.Node!, file.File)).ToList();

        // An engine may still list a network that the managers have forgotten, but not with its labels.
        PlanNetworks((await ownNetworks.ConfigureAwait(false)).Items().Select(network => network.Text("Name")).ToHashSet(StringComparer.Ordinal));
        PlanContents(SwarmKind.Secret, "secrets", await secrets.ConfigureAwait(false));
        PlanContents(SwarmKind.Config, "configs", await configs.ConfigureAwait(false));
        var there = (await services.ConfigureAwait(false)).Items().ToDictionary(service => SwarmKind.Service.NameOf(service), StringComparer.Ordinal);
        var ids = Ids(await secrets.ConfigureAwait(false), SwarmKind.Secret).Concat(Ids(await configs.ConfigureAwait(false), SwarmKind.Config)).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        var pinning = specs.GroupBy(Image).ToDictionary(same => same.Key, same => PinAsync(same.Key, same.Any(spec => IsChanged(spec, there)), token), StringComparer.Ordinal);
        foreach (var spec in specs)
        {
            var pinned = await pinning[Image(spec)].ConfigureAwait(false);
            PlanService(spec, pinned, there.GetValueOrDefault((string)spec["Name"]!), ids);
        }
        if (!prune) return;
        foreach (var (name, service) in there)
        {
            if (specs.Exists(spec => (string)spec["Name"]! == name)) continue;
            Add(0, Errors.Subject.Service, name, "Remove", async stop => await engine.DoAsync(HttpMethod.Delete, SwarmKind.Service.PathOf(service.Text("ID")), null, stop).ConfigureAwait(false));
        }
    }

    private void PlanNetworks(HashSet<string> there)
    {
        var own = StackParts.Networks(stack, file.File, out var external);
        foreach (var (name, request) in own)
        {
            if (!there.Contains(name)) Add(1, Errors.Subject.Network, name, "Create", stop => SendAsync("networks/create", null, request, [], stop));
        }
        foreach (var (name, place) in external)
        {
            if (!networkIds.ContainsKey(name) && name is not ("host" or "none" or "bridge")) throw place.Refuse($"The network '{name}' is external, and there is none of that name in this swarm. New-ContainerNetwork {name} -Driver overlay makes it.");
        }
    }

    private void PlanContents(SwarmKind kind, string section, JsonElement listed)
    {
        foreach (var (name, spec) in StackParts.Contents(stack, file.File, section, file.Folder, file.Lookup))
        {
            var known = listed.Items().FirstOrDefault(item => kind.NameOf(item) == name);
            if (known.ValueKind != JsonValueKind.Object)
            {
                Add(2, kind.Subject, name, "Create", stop => SendAsync($"{kind.Path}/create", null, spec, [], stop));
                continue;
            }
            // The managers refuse other content; that of a secret only they can compare.
            var hasOtherLabels = SpecComparison.Normal(spec["Labels"]) != SpecComparison.Normal(JsonNode.Parse(known.Child("Spec").Child("Labels") is { ValueKind: JsonValueKind.Object } labels ? labels.GetRawText() : "{}"));
            Add(2, kind.Subject, name, hasOtherLabels ? "Update" : null, async stop =>
            {
                try
                {
                    await SendAsync(kind.PathOf(known.Text("ID")) + "/update", Version(known), spec, [], stop).ConfigureAwait(false);
                }
                catch (DockerApiException e) when (Errors.EngineMessage(e.ResponseBody).Contains("only updates to Labels", StringComparison.Ordinal))
                {
                    throw new EngineException($"{kind.Subject}Changed", ErrorCategory.InvalidOperation, name, $"The {kind.Word} '{name}' is there with other content, and content cannot be changed. Give it another name in the file.", e);
                }
            });
        }
    }

    private void PlanService(JsonObject spec, Pinned pinned, JsonElement known, Dictionary<string, string> ids)
    {
        var name = (string)spec["Name"]!;
        var task = spec.Part("TaskTemplate");
        var container = task.Part("ContainerSpec");
        if (known.ValueKind != JsonValueKind.Object)
        {
            pinned.ApplyTo(task);
            Add(3, Errors.Subject.Service, name, "Create", async stop =>
            {
                await IdentifyAsync(spec, stop).ConfigureAwait(false);
                await SendAsync("services/create", null, spec, await HeadersAsync(spec, stop).ConfigureAwait(false), stop).ConfigureAwait(false);
            });
            return;
        }
        var before = JsonNode.Parse(known.Child("Spec").GetRawText())!.AsObject();
        var beforeTask = before.Part("TaskTemplate");
        if (pinned.Image is not null) pinned.ApplyTo(task);
        else if (!IsOtherImage(spec, known))
        {
            // What a registry said at the last deployment still holds: the tasks need not be replaced.
            container["Image"] = beforeTask["ContainerSpec"]?["Image"]?.DeepClone();
            if (beforeTask["Placement"]?["Platforms"] is { } platforms) task.Part("Placement")["Platforms"] = platforms.DeepClone();
        }
        task["ForceUpdate"] = beforeTask["ForceUpdate"]?.DeepClone() ?? 0;
        if (SpecComparison.IsSame(spec, before, networkIds, ids)) return;
        Add(3, Errors.Subject.Service, name, "Update", async stop =>
        {
            await IdentifyAsync(spec, stop).ConfigureAwait(false);
            var query = Version(known);
            if (!WithRegistryAuth) query.Add("registryAuthFrom", "spec");
            await SendAsync(SwarmKind.Service.PathOf(known.Text("ID")) + "/update", query, spec, await HeadersAsync(spec, stop).ConfigureAwait(false), stop).ConfigureAwait(false);
        });
    }

    /// <summary>Puts the ids of secrets, configs and networks into a specification, when all of them are there.</summary>
    private async Task IdentifyAsync(JsonObject spec, CancellationToken token)
    {
        var container = spec.Part("TaskTemplate").Part("ContainerSpec");
        foreach (var (list, kind) in new[] { ("Secrets", SwarmKind.Secret), ("Configs", SwarmKind.Config) })
        {
            foreach (var item in container[list] as JsonArray ?? [])
            {
                item![$"{kind.Subject}ID"] = await SwarmNames.IdAsync(engine, kind, (string)item[$"{kind.Subject}Name"]!, token).ConfigureAwait(false);
            }
        }
        if (container["Privileges"]?["CredentialSpec"] is JsonObject account && (string?)account["Config"] is { } name)
        {
            var id = await SwarmNames.IdAsync(engine, SwarmKind.Config, name, token).ConfigureAwait(false);
            account["Config"] = id;
            (container["Configs"] as JsonArray ?? []).Add(new JsonObject { ["ConfigID"] = id, ["ConfigName"] = name, ["Runtime"] = new JsonObject() });
        }
    }

    private async Task<Pinned> PinAsync(string image, bool isChanged, CancellationToken token)
    {
        if (Resolve == ContainerImageResolution.Never || (Resolve == ContainerImageResolution.Changed && !isChanged)) return new Pinned(null, null);
        var task = new JsonObject { ["ContainerSpec"] = new JsonObject { ["Image"] = image } };
        var warning = await ServiceImage.PinAsync(engine, task, await CredentialsAsync(image, token).ConfigureAwait(false), token).ConfigureAwait(false);
        if (warning is not null) lock (warnings) warnings.Add(warning);
        return (string)task["ContainerSpec"]!["Image"]! == image ? new Pinned(null, null) : new Pinned((string)task["ContainerSpec"]!["Image"]!, task["Placement"]?["Platforms"]);
    }

    private async Task<IReadOnlyList<KeyValuePair<string, string>>> HeadersAsync(JsonObject spec, CancellationToken token) =>
        WithRegistryAuth ? [await CredentialsAsync(Image(spec), token).ConfigureAwait(false)] : [];

    private static Task<KeyValuePair<string, string>> CredentialsAsync(string image, CancellationToken token) =>
        RegistryCredentials.HeaderAsync(ImageReference.TryParse(image, out var reference) ? reference : ImageReference.Parse("unknown"), token);

    private async Task SendAsync(string path, Query? query, JsonObject request, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken token)
    {
        using var response = await engine.SendAsync(HttpMethod.Post, path, query, EngineConnection.Json(Encoding.UTF8.GetBytes(request.ToJsonString())), headers, token).ConfigureAwait(false);
    }

    private void Add(int phase, Errors.Subject kind, string name, string? action, Func<CancellationToken, Task> run) => changes.Add(new StackChange(phase, kind, name, action, async token =>
    {
        await run(token).ConfigureAwait(false);
        return [];
    }));

    private static bool IsChanged(JsonObject spec, Dictionary<string, JsonElement> there) => !there.TryGetValue((string)spec["Name"]!, out var known) || IsOtherImage(spec, known);

    private static bool IsOtherImage(JsonObject spec, JsonElement known) => known.Child("Spec").Dictionary("Labels").GetValueOrDefault(StackLabels.Image) != Image(spec);

    private static string Image(JsonObject spec) => (string)spec["Labels"]![StackLabels.Image]!;

    private static Query Version(JsonElement known) => new Query().Add("version", known.Child("Version").Number("Index")?.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static IEnumerable<KeyValuePair<string, string>> Ids(JsonElement listed, SwarmKind kind) => listed.Items().Select(item => KeyValuePair.Create($"{kind.Subject}:{kind.NameOf(item)}", item.Text("ID")));

    /// <summary>What a registry said of an image; nothing where it was not asked, or did not answer.</summary>
    private sealed record Pinned(string? Image, JsonNode? Platforms)
    {
        public void ApplyTo(JsonObject task)
        {
            if (Image is null) return;
            task.Part("ContainerSpec")["Image"] = Image;
            if (Platforms is not null) task.Part("Placement")["Platforms"] = Platforms.DeepClone();
        }
    }
}
