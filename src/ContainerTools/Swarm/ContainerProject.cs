using System.ComponentModel;

namespace ContainerTools;

/// <summary>A compose project on one engine: the containers that one compose file made, by their labels.</summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerProject
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>How many containers it has.</summary>
    public int Containers { get; init; }

    /// <summary>How many of them run.</summary>
    public int RunningContainers { get; init; }

    /// <summary>The names of its services.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>The compose files that it was made of.</summary>
    public IReadOnlyList<string> ConfigFiles { get; init; } = [];

    /// <summary>The folder that it was made in.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The context that the engine which was asked was named by; <see langword="null"/> if none was.</summary>
    public string? Context { get; init; }

    /// <summary>The engine that was asked, as a URI: objects go back to it.</summary>
    public string? EngineHost { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
