using System.ComponentModel;
using System.Management.Automation;
using System.Text.Json;

namespace ContainerTools;

/// <summary>A secret of a swarm. Its value is not here: only the tasks that use it can read it.</summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerSecret
{
    private const int ShortLength = 12;

    private PSObject? raw;

    /// <summary>Its id, 25 characters.</summary>
    public string Id { get; init; } = "";

    /// <summary>The first twelve characters of the id.</summary>
    public string ShortId => Id.Length > ShortLength ? Id[..ShortLength] : Id;

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The driver that brings its value; <see langword="null"/> where the swarm keeps it.</summary>
    public string? Driver { get; init; }

    /// <summary>The driver that fills in what is between braces, such as <c>golang</c>.</summary>
    public string? TemplatingDriver { get; init; }

    /// <summary>The stack that it belongs to, from its label.</summary>
    public string? Stack { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When its labels were changed last.</summary>
    public DateTimeOffset? Updated { get; init; }

    /// <summary>The number of the last change, as the managers count.</summary>
    public long? Version { get; init; }

    /// <summary>The context that the engine which was asked was named by; <see langword="null"/> if none was.</summary>
    public string? Context { get; init; }

    /// <summary>The engine that was asked, as a URI: objects go back to it.</summary>
    public string? EngineHost { get; init; }

    /// <summary>The engine's answer, untouched, as an object to walk through; only with <c>-Detailed</c>.</summary>
    public PSObject? Raw => raw ??= RawJson is { } json ? JsonConversion.ToPSObject(json) : null;

    internal JsonElement? RawJson { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
