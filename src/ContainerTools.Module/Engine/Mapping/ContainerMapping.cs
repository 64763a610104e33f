using System.Globalization;

namespace ContainerTools.Engine.Mapping;

/// <summary>The engine's list and inspect answers as our containers.</summary>
internal static class ContainerMapping
{
    public const string ProjectLabel = "com.docker.compose.project";

    public static Container FromList(JsonElement json, EngineEndpoint engine)
    {
        var id = json.Identity("Id");
        var labels = json.Dictionary("Labels");
        var names = json.Texts("Names");
        // A linked container has further names, "/other/alias": its own has one slash.
        var name = (names.Find(n => n.LastIndexOf('/') <= 0) ?? names.FirstOrDefault() ?? id).TrimStart('/');
        var status = json.TextOrNull("Status");
        return new Container
        {
            Id = id,
            Name = name,
            Image = json.Text("Image"),
            ImageId = json.TextOrNull("ImageID"),
            Command = json.Text("Command"),
            State = StateOf(json, "State"),
            Status = status,
            Health = json.Child("Health").TextOrNull("Status") is not null ? json.Child("Health").Word<ContainerHealth>("Status") : HealthOf(status),
            Created = json.UnixTime("Created"),
            Ports = Sorted([.. json.Child("Ports").Items().Select(p => Port(p, id, name, engine))]),
            Labels = labels,
            Networks = Networks(json),
            Mounts = Mounts(json),
            Project = labels.GetValueOrDefault(ProjectLabel),
            Size = WritableSize(json),
            SizeRootFileSystem = Measured(json, "SizeRootFs"),
            Context = engine.Context,
            EngineHost = engine.HostText,
        };
    }

    /// <summary>The engine's word for a state; podman has finer ones besides.</summary>
    private static ContainerState StateOf(JsonElement json, string name) => json.TextOrNull(name) switch
    {
        "initialized" or "configured" => ContainerState.Created,
        "stopping" => ContainerState.Running,
        "stopped" => ContainerState.Exited,
        _ => json.Word<ContainerState>(name),
    };

    /// <summary>Maps an inspect answer; <paramref name="keepRaw"/> keeps it for <see cref="Container.Raw"/>.</summary>
    public static Container FromInspect(JsonElement json, EngineEndpoint engine, bool keepRaw = false, string? status = null)
    {
        var id = json.Identity("Id");
        var name = json.Text("Name").TrimStart('/');
        var (state, config, host) = (json.Child("State"), json.Child("Config"), json.Child("HostConfig"));
        var labels = config.Dictionary("Labels");
        var phase = StateOf(state, "Status");
        var restart = host.Child("RestartPolicy");
        return new Container
        {
            Id = id,
            Name = name,
            Image = config.Text("Image"),
            ImageId = json.TextOrNull("Image"),
            Command = string.Join(' ', new[] { json.Text("Path") }.Concat(json.Texts("Args"))).Trim(),
            CommandLine = [json.Text("Path"), .. json.Texts("Args")],
            State = phase,
            Status = status,
            Health = state.Child("Health").Word<ContainerHealth>("Status"),
            HealthFailingStreak = state.Child("Health").Integer("FailingStreak"),
            HealthLog = state.Child("Health").ValueKind == JsonValueKind.Object ? [.. state.Child("Health").Child("Log").Items().Select(Probe)] : null,
            Created = json.Time("Created"),
            StartedAt = state.Time("StartedAt"),
            FinishedAt = state.Time("FinishedAt"),
            ExitCode = phase is ContainerState.Exited or ContainerState.Dead or ContainerState.Restarting ? state.Integer("ExitCode") : null,
            OutOfMemoryKilled = state.Flag("OOMKilled"),
            Error = state.TextOrNull("Error"),
            ProcessId = state.Limit("Pid") is { } pid ? (int)pid : null,
            Ports = Ports(json, id, name, engine),
            Labels = labels,
            Networks = Networks(json),
            Mounts = Mounts(json),
            Project = labels.GetValueOrDefault(ProjectLabel),
            Size = WritableSize(json),
            SizeRootFileSystem = Measured(json, "SizeRootFs"),
            Environment = EnvironmentOf(config),
            User = config.Text("User"),
            WorkingDirectory = config.Text("WorkingDir"),
            HostName = config.TextOrNull("Hostname"),
            Tty = config.Flag("Tty"),
            OpenStdin = config.Flag("OpenStdin"),
            MemoryLimit = host.Limit("Memory"),
            CpuLimit = host.Limit("NanoCpus") is { } nano ? nano / 1e9 : null,
            PidsLimit = host.Number("PidsLimit") is { } pids and > 0 ? pids : null,
            RestartPolicy = restart.TextOrNull("Name") is { } policy
                ? restart.Limit("MaximumRetryCount") is { } count ? string.Create(CultureInfo.InvariantCulture, $"{policy}:{count}") : policy
                : "no",
            RestartCount = json.Integer("RestartCount"),
            Driver = json.TextOrNull("Driver"),
            LogDriver = host.Child("LogConfig").TextOrNull("Type"),
            Context = engine.Context,
            EngineHost = engine.HostText,
            RawJson = keepRaw ? json : null,
        };
    }

    /// <summary>Where an inspect answer says that the container's ports are reached now: nowhere, while it does not run.</summary>
    public static ContainerPort[] PublishedPorts(JsonElement json, EngineEndpoint engine) =>
        [.. Ports(json.Child("NetworkSettings").Child("Ports").Properties(), json.Text("Id"), json.Text("Name").TrimStart('/'), engine).Where(p => p.HostPort is not null)];

    /// <summary>Ports of an inspect answer; a container that does not run has its wishes only.</summary>
    private static ContainerPort[] Ports(JsonElement json, string id, string name, EngineEndpoint engine)
    {
        var now = Ports(json.Child("NetworkSettings").Child("Ports").Properties(), id, name, engine);
        return now.Length > 0 ? now : Ports(json.Child("HostConfig").Child("PortBindings").Properties(), id, name, engine);
    }

    /// <summary>Reads <c>{"80/tcp":[{"HostIp":…,"HostPort":…}] or null}</c>.</summary>
    private static ContainerPort[] Ports(IEnumerable<JsonProperty> ports, string id, string name, EngineEndpoint engine)
    {
        var result = new List<ContainerPort>();
        foreach (var port in ports)
        {
            var parts = port.Name.Split('/');
            if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var inside)) continue;
            var protocol = parts.Length > 1 ? parts[1] : "tcp";
            var bindings = port.Value.Items().ToList();
            if (bindings.Count == 0) result.Add(MakePort(inside, protocol, null, null, id, name, engine));
            foreach (var binding in bindings)
            {
                var outside = int.TryParse(binding.Text("HostPort"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : (int?)null;
                result.Add(MakePort(inside, protocol, binding.TextOrNull("HostIp") ?? (outside is null ? null : "0.0.0.0"), outside, id, name, engine));
            }
        }
        return Sorted([.. result]);
    }

    private static ContainerPort[] Sorted(ContainerPort[] ports) => ports.Length < 2 ? ports : [.. ports.OrderBy(p => p.Port).ThenBy(p => p.Protocol, StringComparer.Ordinal)];

    /// <summary>A list leaves out a size of 0; that it measured is told by the other size.</summary>
    private static long? WritableSize(JsonElement json) => json.Number("SizeRw") is null && Measured(json, "SizeRootFs") is not null ? 0 : Measured(json, "SizeRw");

    /// <summary>A size, which is -1 where it could not be measured, as that of a container that is being removed.</summary>
    private static long? Measured(JsonElement json, string name) => json.Number(name) is >= 0 and var size ? size : null;

    /// <summary>The health that is told in the text "Up 2 minutes (healthy)", for engines before API 1.52.</summary>
    public static ContainerHealth HealthOf(string? status) => status switch
    {
        not null when status.EndsWith("(healthy)", StringComparison.Ordinal) => ContainerHealth.Healthy,
        not null when status.EndsWith("(unhealthy)", StringComparison.Ordinal) => ContainerHealth.Unhealthy,
        not null when status.EndsWith("(health: starting)", StringComparison.Ordinal) => ContainerHealth.Starting,
        _ => ContainerHealth.None,
    };

    private static ContainerPort Port(JsonElement json, string id, string name, EngineEndpoint engine) =>
        MakePort(json.Integer("PrivatePort") ?? 0, json.TextOrNull("Type") ?? "tcp", json.TextOrNull("IP"), json.Integer("PublicPort"), id, name, engine);

    private static ContainerPort MakePort(int inside, string protocol, string? address, int? outside, string id, string name, EngineEndpoint engine) => new()
    {
        ContainerId = id,
        ContainerName = name,
        Port = inside,
        Protocol = protocol,
        HostIP = outside is null ? null : address,
        HostPort = outside,
        Reach = outside is not null && protocol == "tcp" ? Reach(address, engine) : null,
        Context = engine.Context,
        EngineHost = engine.HostText,
    };

    /// <summary>A port that is open on every address is reached at the engine's own.</summary>
    private static string Reach(string? address, EngineEndpoint engine) =>
        address is not (null or "" or "0.0.0.0" or "::") ? address
        : engine.Host.Scheme is "unix" or "npipe" ? "localhost"
        : engine.Host.Host;

    private static ContainerNetworkEndpoint[] Networks(JsonElement json) =>
        [.. json.Child("NetworkSettings").Child("Networks").Properties().Select(network => new ContainerNetworkEndpoint
        {
            Network = network.Name,
            NetworkId = network.Value.TextOrNull("NetworkID"),
            IPAddress = network.Value.TextOrNull("IPAddress"),
            PrefixLength = network.Value.Limit("IPPrefixLen") is { } length ? (int)length : null,
            Gateway = network.Value.TextOrNull("Gateway"),
            IPv6Address = network.Value.TextOrNull("GlobalIPv6Address"),
            MacAddress = network.Value.TextOrNull("MacAddress"),
            Aliases = network.Value.Texts("Aliases"),
        })];

    private static ContainerMountPoint[] Mounts(JsonElement json) =>
        [.. json.Child("Mounts").Items().Select(mount => new ContainerMountPoint
        {
            Type = mount.Text("Type"),
            Name = mount.TextOrNull("Name"),
            Source = mount.TextOrNull("Source"),
            Destination = mount.Text("Destination"),
            Driver = mount.TextOrNull("Driver"),
            Mode = mount.TextOrNull("Mode"),
            ReadWrite = mount.Flag("RW") ?? false,
            Propagation = mount.TextOrNull("Propagation"),
        })];

    public static Dictionary<string, string> EnvironmentOf(JsonElement config)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in config.Texts("Env"))
        {
            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            if (cut > 0) result[pair[..cut]] = pair[(cut + 1)..];
        }
        return result;
    }

    private static ContainerHealthProbe Probe(JsonElement json) => new()
    {
        Started = json.Time("Start"),
        Finished = json.Time("End"),
        ExitCode = json.Integer("ExitCode"),
        Output = json.Text("Output"),
    };
}
