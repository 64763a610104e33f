using ContainerTools.Engine.Contexts;

namespace ContainerTools.Engine;

/// <summary>That an engine is spoken to over TLS, who says so, and where its certificates lie.</summary>
internal sealed class EndpointTls
{
    private static readonly string[] Variables = ["DOCKER_TLS_VERIFY", "DOCKER_TLS"];

    private readonly Lazy<TlsMaterial> material;

    public EndpointTls() => material = new Lazy<TlsMaterial>(Read);

    /// <summary>Who says so, for messages.</summary>
    public required string Reason { get; init; }

    /// <summary>Where the certificates come from, for messages.</summary>
    public required string Origin { get; init; }

    /// <summary>The folder of the certificates; <see langword="null"/> where there is none.</summary>
    public string? Folder { get; init; }

    /// <summary>Whether any certificate of the engine is taken for good.</summary>
    public bool SkipVerification { get; init; }

    /// <summary>Whether docker insists on a file of authorities.</summary>
    private bool NeedsAuthority { get; init; }

    /// <summary>Whether any of the files is there.</summary>
    public bool HasFiles => Folder is not null && TlsMaterial.FileNames.Any(name => File.Exists(Path.Combine(Folder, name)));

    /// <summary>The certificates, read when they are first needed: one engine's missing file is no failure of another.</summary>
    /// <exception cref="EngineException">One cannot be read, or one that must be there is not.</exception>
    public TlsMaterial Material => material.Value;

    public static EndpointTls? OfContext(StoredContext context) => !context.UsesTls ? null : new EndpointTls
    {
        Reason = $"the context '{context.Name}' {(context.TlsFolder is null ? "says so" : "has certificates")}",
        Origin = $"the context '{context.Name}'",
        Folder = context.TlsFolder,
        SkipVerification = context.SkipTlsVerify,
    };

    /// <summary>
    /// What docker's variables say. Any value turns it on, "0" too: that is docker's rule. Unlike docker, DOCKER_TLS alone does
    /// not do without the check of the engine's certificate.
    /// </summary>
    public static EndpointTls? OfEnvironment(Func<string, string?> environment, DockerConfiguration configuration)
    {
        if (Array.Find(Variables, name => environment(name) is { Length: > 0 }) is not { } variable) return null;
        var folder = environment("DOCKER_CERT_PATH") is { Length: > 0 } named ? named : configuration.Folder;
        return new EndpointTls { Reason = $"the environment variable {variable} is set", Origin = $"the folder '{folder}'", Folder = folder, NeedsAuthority = true };
    }

    /// <summary>An address that says by itself that it is reached over TLS.</summary>
    public static EndpointTls OfAddress(string host) => new() { Reason = "the address says so", Origin = $"the address {host}" };

    private TlsMaterial Read()
    {
        if (Folder is null) return new TlsMaterial { Origin = Origin };
        var found = TlsMaterial.FromFolder(Folder, Origin);
        return found.Authority is not null || !NeedsAuthority
            ? found
            : throw new EngineException("TlsFileNotFound", ErrorCategory.ObjectNotFound, null,
                $"TLS is used because {Reason}, and {Origin} has no file of authorities (ca.pem). DOCKER_CERT_PATH names the folder of ca.pem, cert.pem and key.pem.");
    }
}
