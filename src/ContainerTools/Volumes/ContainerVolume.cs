using System.ComponentModel;
using System.Management.Automation;
using System.Text.Json;

namespace ContainerTools;

/// <summary>A volume of an engine, with the containers that use it. What is unknown is <see langword="null"/>.</summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerVolume
{
    internal const string AnonymousLabel = "com.docker.volume.anonymous";
    private const int AnonymousNameLength = 64;

    private PSObject? raw;

    /// <summary>Its name, which is also what the engine knows it by: a volume has no id.</summary>
    public string Name { get; init; } = "";

    /// <summary>The driver: <c>local</c>, or a plugin's name.</summary>
    public string Driver { get; init; } = "";

    /// <summary>Where its content is on the engine's host; only the driver may change anything there.</summary>
    public string? Mountpoint { get; init; }

    /// <summary>How far it reaches: <c>local</c> or <c>global</c>.</summary>
    public string Scope { get; init; } = "";

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The driver's options that it was made with.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>When it was made; <see langword="null"/> where its driver does not say.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>The containers that mount it, running or not. While there is one the volume cannot be removed.</summary>
    public IReadOnlyList<ContainerVolumeUser> UsedBy { get; init; } = [];

    /// <summary>Bytes of its content; only with <c>-Size</c>, and only of drivers that can tell.</summary>
    public long? Size { get; init; }

    /// <summary>How many containers refer to it, as the engine counts them; only with <c>-Size</c>.</summary>
    public int? RefCount { get; init; }

    /// <summary>Whether the engine made up its name, for a container that asked for a volume without one.</summary>
    public bool Anonymous => Labels.ContainsKey(AnonymousLabel) || (Name.Length == AnonymousNameLength && Name.All(char.IsAsciiHexDigitLower));

    /// <summary>The compose project that it belongs to, from its label.</summary>
    public string? Project { get; init; }

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
