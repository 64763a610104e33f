using ContainerTools.Engine.Contexts;

namespace ContainerTools.Engine;

/// <summary>That an engine is spoken to over TLS, who says so, and where its certificates lie.</summary>
/// <param name="Reason">Who says so, for messages.</param>
/// <param name="Folder">The folder of the certificates; <see langword="null"/> where there is none.</param>
/// <param name="SkipVerification">Whether any certificate of the engine is taken for good.</param>
internal sealed record EndpointTls(string Reason, string? Folder, bool SkipVerification)
{
    private static readonly string[] Variables = ["DOCKER_TLS_VERIFY", "DOCKER_TLS"];

    /// <summary>Whether any of the files is there.</summary>
    public bool HasFiles => Folder is not null && TlsMaterial.FileNames.Any(name => File.Exists(Path.Combine(Folder, name)));

    public static EndpointTls? OfContext(StoredContext context) =>
        context.UsesTls ? new($"the context '{context.Name}' {(context.TlsFolder is null ? "says so" : "has certificates")}", context.TlsFolder, context.SkipTlsVerify) : null;

    /// <summary>What docker's variables say. Any value turns it on, "0" too: that is docker's rule.</summary>
    public static EndpointTls? OfEnvironment(Func<string, string?> environment, DockerConfiguration configuration)
    {
        if (Array.Find(Variables, name => environment(name) is { Length: > 0 }) is not { } variable) return null;
        var folder = environment("DOCKER_CERT_PATH") is { Length: > 0 } named ? named : configuration.Folder;
        return new($"the environment variable {variable} is set", folder, SkipVerification: false);
    }
}
