namespace ContainerTools.Engine.Contexts;

/// <summary>A context as docker's store has it.</summary>
internal sealed record StoredContext
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>The address of its engine, as it was written.</summary>
    public required string Host { get; init; }

    /// <summary>Whether the engine's certificate is not to be verified.</summary>
    public bool SkipTlsVerify { get; init; }

    /// <summary>The folder of its description.</summary>
    public required string MetadataFolder { get; init; }

    /// <summary>The folder of its certificates; <see langword="null"/> where there is none.</summary>
    public string? TlsFolder { get; init; }

    /// <summary>Whether the engine is spoken to over TLS, where it is one that is reached over TCP.</summary>
    public bool UsesTls => TlsFolder is not null || SkipTlsVerify;
}
