namespace ContainerTools.Engine.Mapping;

/// <summary>The engine's info and version answers as one description.</summary>
internal static class HostMapping
{
    public static ContainerHost From(JsonElement info, JsonElement version, EngineEndpoint endpoint)
    {
        var (plugins, registry, swarm) = (info.Child("Plugins"), info.Child("RegistryConfig"), info.Child("Swarm"));
        return new ContainerHost
        {
            Name = info.Text("Name"),
            Id = info.TextOrNull("ID"),
            Context = endpoint.Context,
            EngineHost = endpoint.HostText,
            Source = endpoint.Source,
            ServerVersion = info.TextOrNull("ServerVersion") ?? version.Text("Version"),
            Platform = version.Child("Platform").TextOrNull("Name"),
            ApiVersion = Number(version, "ApiVersion"),
            MinimumApiVersion = Number(version, "MinAPIVersion"),
            Components = Components(version),
            GitCommit = version.TextOrNull("GitCommit"),
            GoVersion = version.TextOrNull("GoVersion"),
            BuildTime = version.Time("BuildTime"),
            OperatingSystem = info.TextOrNull("OperatingSystem"),
            OSVersion = info.TextOrNull("OSVersion"),
            OSType = info.TextOrNull("OSType"),
            Architecture = info.TextOrNull("Architecture"),
            KernelVersion = info.TextOrNull("KernelVersion"),
            ProcessorCount = info.Integer("NCPU"),
            Memory = info.Limit("MemTotal"),
            SystemTime = info.Time("SystemTime"),
            Containers = info.Integer("Containers"),
            ContainersRunning = info.Integer("ContainersRunning"),
            ContainersPaused = info.Integer("ContainersPaused"),
            ContainersStopped = info.Integer("ContainersStopped"),
            Images = info.Integer("Images"),
            StorageDriver = info.TextOrNull("Driver"),
            StorageDriverStatus = Pairs(info.Child("DriverStatus")),
            RootDirectory = info.TextOrNull("DockerRootDir"),
            LoggingDriver = info.TextOrNull("LoggingDriver"),
            CgroupDriver = info.TextOrNull("CgroupDriver"),
            CgroupVersion = info.TextOrNull("CgroupVersion"),
            DefaultRuntime = info.TextOrNull("DefaultRuntime"),
            Runtimes = [.. info.Child("Runtimes").Properties().Select(p => p.Name)],
            Isolation = info.TextOrNull("Isolation"),
            VolumePlugins = plugins.Texts("Volume"),
            NetworkPlugins = plugins.Texts("Network"),
            LogPlugins = plugins.Texts("Log"),
            AuthorizationPlugins = plugins.Texts("Authorization"),
            SecurityOptions = info.Texts("SecurityOptions"),
            IndexServer = info.TextOrNull("IndexServerAddress"),
            RegistryMirrors = registry.Texts("Mirrors"),
            InsecureRegistries =
            [
                .. registry.Texts("InsecureRegistryCIDRs"),
                .. registry.Child("IndexConfigs").Properties().Where(i => i.Value.Flag("Secure") == false).Select(i => i.Name),
            ],
            HttpProxy = info.TextOrNull("HttpProxy"),
            HttpsProxy = info.TextOrNull("HttpsProxy"),
            NoProxy = info.TextOrNull("NoProxy"),
            Labels = Labels(info),
            SwarmState = swarm.TextOrNull("LocalNodeState"),
            SwarmNodeId = swarm.TextOrNull("NodeID"),
            IsSwarmManager = swarm.Flag("ControlAvailable"),
            LiveRestore = info.Flag("LiveRestoreEnabled"),
            IsExperimental = info.Flag("ExperimentalBuild"),
            IsDebug = info.Flag("Debug"),
            Warnings = info.Texts("Warnings"),
        };
    }

    private static Version? Number(JsonElement json, string name) => Version.TryParse(json.TextOrNull(name), out var number) ? number : null;

    private static Dictionary<string, string> Components(JsonElement version)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var component in version.Child("Components").Items()) result[component.Text("Name")] = component.Text("Version");
        return result;
    }

    /// <summary>The driver's status: a list of lists of two texts. What repeats (a sub-driver's lines do) is joined.</summary>
    private static Dictionary<string, string> Pairs(JsonElement json)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in json.Items())
        {
            if (pair.Items().Select(t => t.ToString()).ToArray() is not [var name, var value]) continue;
            result[name] = result.TryGetValue(name, out var before) ? $"{before}; {value}" : value;
        }
        return result;
    }

    private static Dictionary<string, string> Labels(JsonElement info)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var label in info.Texts("Labels"))
        {
            var cut = label.IndexOf('=', StringComparison.Ordinal);
            result[cut < 0 ? label : label[..cut]] = cut < 0 ? "" : label[(cut + 1)..];
        }
        return result;
    }
}
