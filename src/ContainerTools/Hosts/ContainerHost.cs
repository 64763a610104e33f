using System.ComponentModel;

namespace ContainerTools;

/// <summary>A container engine and the machine that it runs on: what <c>docker info</c> and <c>docker version</c> tell.</summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerHost
{
    /// <summary>The machine's host name.</summary>
    public required string Name { get; init; }

    /// <summary>The engine's own id.</summary>
    public string? Id { get; init; }

    /// <summary>The context that the engine was named by; <see langword="null"/> if none was.</summary>
    public string? Context { get; init; }

    /// <summary>The engine's address.</summary>
    public required string EngineHost { get; init; }

    /// <summary>Where that address was named.</summary>
    public ContainerEndpointSource Source { get; init; }

    /// <summary>The engine's version, with the additions of its packager: <c>28.5.2+dfsg4</c>.</summary>
    public required string ServerVersion { get; init; }

    /// <summary>The product's name, where it has one, such as <c>Docker Engine - Community</c>.</summary>
    public string? Platform { get; init; }

    /// <summary>The newest API version that the engine speaks.</summary>
    public Version? ApiVersion { get; init; }

    /// <summary>The oldest API version that the engine speaks.</summary>
    public Version? MinimumApiVersion { get; init; }

    /// <summary>The versions of the engine's parts, such as <c>containerd</c> and <c>runc</c>.</summary>
    public IReadOnlyDictionary<string, string> Components { get; init; } = new Dictionary<string, string>();

    /// <summary>The commit that the engine was built from.</summary>
    public string? GitCommit { get; init; }

    /// <summary>The Go version that the engine was built with.</summary>
    public string? GoVersion { get; init; }

    /// <summary>When the engine was built.</summary>
    public DateTimeOffset? BuildTime { get; init; }

    /// <summary>The machine's operating system, as a person calls it.</summary>
    public string? OperatingSystem { get; init; }

    /// <summary>That system's version.</summary>
    public string? OSVersion { get; init; }

    /// <summary>The operating system of its containers, <c>linux</c> or <c>windows</c>.</summary>
    public string? OSType { get; init; }

    /// <summary>The machine's architecture, such as <c>x86_64</c> or <c>aarch64</c>.</summary>
    public string? Architecture { get; init; }

    /// <summary>The kernel's version.</summary>
    public string? KernelVersion { get; init; }

    /// <summary>The number of processors.</summary>
    public int? ProcessorCount { get; init; }

    /// <summary>Bytes of memory.</summary>
    public long? Memory { get; init; }

    /// <summary>The machine's clock when it was asked.</summary>
    public DateTimeOffset? SystemTime { get; init; }

    /// <summary>The number of containers in any state.</summary>
    public int? Containers { get; init; }

    /// <summary>The number of running containers, as the engine counts them: a paused one runs too.</summary>
    public int? ContainersRunning { get; init; }

    /// <summary>The number of paused containers.</summary>
    public int? ContainersPaused { get; init; }

    /// <summary>The number of containers that do not run.</summary>
    public int? ContainersStopped { get; init; }

    /// <summary>The number of images.</summary>
    public int? Images { get; init; }

    /// <summary>The driver that stores images and containers.</summary>
    public string? StorageDriver { get; init; }

    /// <summary>What that driver tells of itself.</summary>
    public IReadOnlyDictionary<string, string> StorageDriverStatus { get; init; } = new Dictionary<string, string>();

    /// <summary>The folder on the machine that holds the engine's data.</summary>
    public string? RootDirectory { get; init; }

    /// <summary>The log driver of containers that name none.</summary>
    public string? LoggingDriver { get; init; }

    /// <summary>Who manages control groups, <c>systemd</c> or <c>cgroupfs</c>.</summary>
    public string? CgroupDriver { get; init; }

    /// <summary>The version of control groups, <c>1</c> or <c>2</c>.</summary>
    public string? CgroupVersion { get; init; }

    /// <summary>The runtime of containers that name none.</summary>
    public string? DefaultRuntime { get; init; }

    /// <summary>The runtimes that containers can name.</summary>
    public IReadOnlyList<string> Runtimes { get; init; } = [];

    /// <summary>The isolation of Windows containers that name none.</summary>
    public string? Isolation { get; init; }

    /// <summary>Volume drivers.</summary>
    public IReadOnlyList<string> VolumePlugins { get; init; } = [];

    /// <summary>Network drivers.</summary>
    public IReadOnlyList<string> NetworkPlugins { get; init; } = [];

    /// <summary>Log drivers.</summary>
    public IReadOnlyList<string> LogPlugins { get; init; } = [];

    /// <summary>Plug-ins that may refuse requests.</summary>
    public IReadOnlyList<string> AuthorizationPlugins { get; init; } = [];

    /// <summary>Security features in force, such as <c>name=seccomp,profile=builtin</c> or <c>name=rootless</c>.</summary>
    public IReadOnlyList<string> SecurityOptions { get; init; } = [];

    /// <summary>The registry that images without one in their name come from.</summary>
    public string? IndexServer { get; init; }

    /// <summary>Mirrors of that registry.</summary>
    public IReadOnlyList<string> RegistryMirrors { get; init; } = [];

    /// <summary>Networks and registries that may be spoken to without verified TLS.</summary>
    public IReadOnlyList<string> InsecureRegistries { get; init; } = [];

    /// <summary>The proxy for HTTP; the engine hides a password in it.</summary>
    public string? HttpProxy { get; init; }

    /// <summary>The proxy for HTTPS; the engine hides a password in it.</summary>
    public string? HttpsProxy { get; init; }

    /// <summary>What is reached without a proxy.</summary>
    public string? NoProxy { get; init; }

    /// <summary>The engine's labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Its part in a swarm: <c>inactive</c>, <c>pending</c>, <c>active</c>, <c>error</c> or <c>locked</c>.</summary>
    public string? SwarmState { get; init; }

    /// <summary>Its id as a node of a swarm.</summary>
    public string? SwarmNodeId { get; init; }

    /// <summary>Whether it manages a swarm.</summary>
    public bool? IsSwarmManager { get; init; }

    /// <summary>Whether containers go on while the engine is restarted.</summary>
    public bool? LiveRestore { get; init; }

    /// <summary>Whether the engine's experimental features are on.</summary>
    public bool? IsExperimental { get; init; }

    /// <summary>Whether the engine writes a debugging log.</summary>
    public bool? IsDebug { get; init; }

    /// <summary>What the engine finds wrong with its machine, such as a missing limit on swap.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() => Name;
}
