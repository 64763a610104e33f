namespace ContainerTools;

/// <summary>A named way to an engine, as docker keeps it: its address and what reaching it takes.</summary>
public sealed class ContainerContext
{
    /// <summary>The name. <c>default</c> stands for what docker's environment variables say.</summary>
    public required string Name { get; init; }

    /// <summary>What a person wrote about it; <see langword="null"/> where nobody did.</summary>
    public string? Description { get; init; }

    /// <summary>The engine's address.</summary>
    public required string EngineHost { get; init; }

    /// <summary>Whether cmdlets of this session use it where nothing else names an engine.</summary>
    public bool IsCurrent { get; init; }

    /// <summary>Why it is the current one; <see langword="null"/> where it is not.</summary>
    public ContainerEndpointSource? Source { get; init; }

    /// <summary>Whether there are certificates for it, so that its engine, where it is reached over TCP, is spoken to over TLS.</summary>
    public bool HasTLS { get; init; }

    /// <summary>Whether its engine is spoken to over TLS without a look at who answers.</summary>
    public bool SkipTLSVerify { get; init; }

    /// <summary>The folder that describes it; <see langword="null"/> for <c>default</c>, which no folder describes.</summary>
    public string? MetadataPath { get; init; }

    /// <summary>The folder of its certificates; <see langword="null"/> where there is none.</summary>
    public string? TLSPath { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
