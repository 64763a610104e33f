using System.ComponentModel;
using System.Management.Automation;
using System.Text.Json;

namespace ContainerTools;

/// <summary>
/// An image, from a list or read in full: <c>-Detailed</c> fills more of the same type. What is not known is
/// <see langword="null"/>.
/// </summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerImage
{
    private PSObject? raw;

    /// <summary>The full id, with its algorithm: <c>sha256:</c> and 64 hexadecimal digits.</summary>
    public string Id { get; init; } = "";

    /// <summary>The first 12 digits of the id, as docker prints it.</summary>
    public string ShortId => Digits.Length > 12 ? Digits[..12] : Digits;

    /// <summary>
    /// What a person would call it: its first tag with its repository, else its first digest with its repository, else its
    /// short id.
    /// </summary>
    public string Name => RepoTags.Count > 0 ? RepoTags[0] : RepoDigests.Count > 0 ? RepoDigests[0] : ShortId;

    /// <summary>The repository of <see cref="Name"/>; <see langword="null"/> for an image without one.</summary>
    public string? Repository => RepoTags.Count > 0 ? RepoTags[0][..TagStart(RepoTags[0])]
        : RepoDigests.Count > 0 ? RepoDigests[0][..RepoDigests[0].IndexOf('@', StringComparison.Ordinal)]
        : null;

    /// <summary>The tag of <see cref="Name"/>; <see langword="null"/> for an image without one.</summary>
    public string? Tag => RepoTags.Count > 0 ? RepoTags[0][(TagStart(RepoTags[0]) + 1)..] : null;

    /// <summary>All its tags with their repositories: <c>nginx:1.25</c>.</summary>
    public IReadOnlyList<string> RepoTags { get; init; } = [];

    /// <summary>The digests that registries know it by: <c>nginx@sha256:…</c>.</summary>
    public IReadOnlyList<string> RepoDigests { get; init; } = [];

    /// <summary>Bytes of all its layers, unpacked.</summary>
    public long? Size { get; init; }

    /// <summary>When it was made; <see langword="null"/> where its maker did not say.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether no tag names it.</summary>
    public bool Dangling => RepoTags.Count == 0;

    /// <summary>How many containers were made from it; <see langword="null"/> where the engine does not count them.</summary>
    public int? Containers { get; init; }

    /// <summary>The image that it was built on, where the engine still knows it.</summary>
    public string? ParentId { get; init; }

    /// <summary>The processor that it is for, in Go's words: <c>amd64</c>, <c>arm64</c>.</summary>
    public string? Architecture { get; init; }

    /// <summary>The variant of the processor: <c>v8</c>.</summary>
    public string? Variant { get; init; }

    /// <summary>The operating system that it is for: <c>linux</c>, <c>windows</c>.</summary>
    public string? Os { get; init; }

    /// <summary>The version of the operating system; Windows images have it.</summary>
    public string? OsVersion { get; init; }

    /// <summary>Who made it.</summary>
    public string? Author { get; init; }

    /// <summary>What its maker wrote about it.</summary>
    public string? Comment { get; init; }

    /// <summary>The arguments that a container gets when none are given.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>The program that a container runs.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>Its environment variables.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>The user that its program runs as; empty means root.</summary>
    public string? User { get; init; }

    /// <summary>The folder that its program starts in.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The ports that it says it listens on: <c>80/tcp</c>.</summary>
    public IReadOnlyList<string>? ExposedPorts { get; init; }

    /// <summary>The paths that become volumes in every container.</summary>
    public IReadOnlyList<string>? Volumes { get; init; }

    /// <summary>The signal that asks its program to end.</summary>
    public string? StopSignal { get; init; }

    /// <summary>The digests of its layers' unpacked content, the lowest first.</summary>
    public IReadOnlyList<string>? Layers { get; init; }

    /// <summary>The file system driver that holds its layers.</summary>
    public string? Driver { get; init; }

    /// <summary>When a tag of it was last set on this engine.</summary>
    public DateTimeOffset? LastTagged { get; init; }

    /// <summary>The steps that made it; only from <c>Build-ContainerImage</c>.</summary>
    public IReadOnlyList<ContainerBuildStep>? BuildSteps { get; internal set; }

    /// <summary>The context that its engine was named by; <see langword="null"/> if none was.</summary>
    public string? Context { get; init; }

    /// <summary>The engine that it is on, as a URI.</summary>
    public string? EngineHost { get; init; }

    /// <summary>The engine's inspect answer, untouched, as an object to walk through; only with <c>-Detailed</c>.</summary>
    public PSObject? Raw => raw ??= RawJson is { } json ? JsonConversion.ToPSObject(json) : null;

    internal JsonElement? RawJson { get; init; }

    private string Digits => Id[(Id.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <inheritdoc />
    public override string ToString() => Name;

    // A registry's port has a colon too: the tag's is the last.
    private static int TagStart(string reference) => reference.LastIndexOf(':');
}
