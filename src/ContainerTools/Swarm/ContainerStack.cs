using System.ComponentModel;

namespace ContainerTools;

/// <summary>A stack: the services, networks, secrets and configs that one compose file made.</summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerStack
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The names of its services.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>The names of its networks.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>The names of its secrets.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>The names of its configs.</summary>
    public IReadOnlyList<string> Configs { get; init; } = [];

    /// <summary>The context that the engine which was asked was named by; <see langword="null"/> if none was.</summary>
    public string? Context { get; init; }

    /// <summary>The engine that was asked, as a URI: objects go back to it.</summary>
    public string? EngineHost { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
