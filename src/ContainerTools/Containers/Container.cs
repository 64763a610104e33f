using System.ComponentModel;
using System.Management.Automation;
using System.Text.Json;

namespace ContainerTools;

/// <summary>
/// A container. A list answer fills the first part; <c>-Detailed</c>, and every cmdlet that returns a single container,
/// fills the rest. What is unknown is <see langword="null"/>.
/// </summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class Container
{
    private PSObject? raw;

    /// <summary>Its id, 64 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>The first 12 digits of the id, as docker prints it.</summary>
    public string ShortId => Id.Length > 12 ? Id[..12] : Id;

    /// <summary>Its name, without docker's leading slash.</summary>
    public required string Name { get; init; }

    /// <summary>The image, as the container was told it.</summary>
    public string Image { get; init; } = "";

    /// <summary>The image's id, with its algorithm: <c>sha256:…</c>.</summary>
    public string? ImageId { get; init; }

    /// <summary>The program and its arguments, as one text for reading. <see cref="CommandLine"/> has them apart.</summary>
    public string Command { get; init; } = "";

    /// <summary>What it is doing.</summary>
    public ContainerState State { get; init; }

    /// <summary>The engine's own words for people: <c>Up 2 minutes (healthy)</c>.</summary>
    public string? Status { get; init; }

    /// <summary>What its health check says; <see cref="ContainerHealth.None"/> without one.</summary>
    public ContainerHealth Health { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>Its ports, published and exposed.</summary>
    public IReadOnlyList<ContainerPort> Ports { get; init; } = [];

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The networks it is on.</summary>
    public IReadOnlyList<ContainerNetworkEndpoint> Networks { get; init; } = [];

    /// <summary>What is mounted into it.</summary>
    public IReadOnlyList<ContainerMountPoint> Mounts { get; init; } = [];

    /// <summary>The compose project that it belongs to, from its label.</summary>
    public string? Project { get; init; }

    /// <summary>Bytes in its writable layer; only with <c>-Size</c>.</summary>
    public long? Size { get; init; }

    /// <summary>Bytes of its whole file system, image layers included; only with <c>-Size</c>.</summary>
    public long? SizeRootFileSystem { get; init; }

    /// <summary>When it was last started; <see langword="null"/> if never, or if a running container was only listed.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>
    /// When it last ended; <see langword="null"/> if it never did. Exited and dead containers always have it.
    /// Beware: <c>$null -lt (Get-Date)</c> is true in PowerShell.
    /// </summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The exit code of its last run; <see langword="null"/> while it runs or has never run.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Whether the kernel killed it for want of memory.</summary>
    public bool? OutOfMemoryKilled { get; init; }

    /// <summary>The engine's reason why it could not be started.</summary>
    public string? Error { get; init; }

    /// <summary>The process id of its main process on the engine's host.</summary>
    public int? ProcessId { get; init; }

    /// <summary>The program and its arguments.</summary>
    public IReadOnlyList<string>? CommandLine { get; init; }

    /// <summary>Its environment variables.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>The user that its program runs as; empty means the image's default.</summary>
    public string? User { get; init; }

    /// <summary>The folder that its program starts in.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The host name that it sees.</summary>
    public string? HostName { get; init; }

    /// <summary>Whether it has a terminal; its log then is one stream.</summary>
    public bool? Tty { get; init; }

    /// <summary>Whether its standard input is kept open.</summary>
    public bool? OpenStdin { get; init; }

    /// <summary>Bytes of memory it may use; <see langword="null"/> without a limit.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Processors it may use; <see langword="null"/> without a limit.</summary>
    public double? CpuLimit { get; init; }

    /// <summary>Processes it may have; <see langword="null"/> without a limit.</summary>
    public long? PidsLimit { get; init; }

    /// <summary>What the engine does when it ends, in docker's syntax: <c>no</c>, <c>on-failure:3</c>, …</summary>
    public string? RestartPolicy { get; init; }

    /// <summary>How often the engine has started it again.</summary>
    public int? RestartCount { get; init; }

    /// <summary>The file system driver of its layers.</summary>
    public string? Driver { get; init; }

    /// <summary>The log driver.</summary>
    public string? LogDriver { get; init; }

    /// <summary>How often in a row the health check has failed.</summary>
    public int? HealthFailingStreak { get; init; }

    /// <summary>The last runs of its health check, the newest last.</summary>
    public IReadOnlyList<ContainerHealthProbe>? HealthLog { get; init; }

    /// <summary>The context that its engine was named by; <see langword="null"/> if none was.</summary>
    public string? Context { get; init; }

    /// <summary>The engine that it is on, as a URI.</summary>
    public string? EngineHost { get; init; }

    /// <summary>The engine's inspect answer, untouched, as an object to walk through; only with <c>-Detailed</c>.</summary>
    public PSObject? Raw => raw ??= RawJson is { } json ? JsonConversion.ToPSObject(json) : null;

    internal JsonElement? RawJson { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
