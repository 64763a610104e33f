using ContainerTools.Engine.Contexts;

namespace ContainerTools.Engine;

/// <summary>docker's own folder: <c>config.json</c> and the store of contexts, read as the CLI reads them.</summary>
internal sealed class DockerConfiguration
{
    private readonly JsonElement config;

    private DockerConfiguration(string folder, JsonElement config) => (Folder, this.config) = (folder, config);

    /// <summary>The folder, whether it is there or not.</summary>
    public string Folder { get; }

    /// <summary>The configuration file, whether it is there or not.</summary>
    public string FilePath => FileIn(Folder);

    /// <summary>The store of contexts.</summary>
    public ContextStore Contexts => new(Folder);

    public string? CurrentContext => config.TextOrNull("currentContext");

    /// <summary>Headers for every request, from <c>HttpHeaders</c>.</summary>
    public IReadOnlyDictionary<string, string> HttpHeaders => config.Dictionary("HttpHeaders");

    /// <summary>Proxy settings for new containers: those of this engine, else <c>default</c>.</summary>
    public JsonElement Proxies(string engineHost)
    {
        var proxies = config.Child("proxies");
        var own = proxies.Child(engineHost);
        return own.ValueKind == JsonValueKind.Object ? own : proxies.Child("default");
    }

    /// <summary>The credentials that the file itself holds, by registry.</summary>
    public JsonElement Auths => config.Child("auths");

    /// <summary>The helper that keeps the credentials of all registries, from <c>credsStore</c>.</summary>
    public string? CredentialsStore => config.TextOrNull("credsStore");

    /// <summary>The helpers of single registries, from <c>credHelpers</c>. An empty name means the file itself.</summary>
    public IReadOnlyDictionary<string, string> CredentialHelpers => config.Dictionary("credHelpers");

    /// <summary>The keys that detach from a terminal, from <c>detachKeys</c>.</summary>
    public string? DetachKeys => config.TextOrNull("detachKeys");

    /// <summary>Filters for every removal of unused things, from <c>pruneFilters</c>: <c>label=…</c>, <c>label!=…</c>, <c>until=…</c>.</summary>
    public IReadOnlyList<string> PruneFilters => config.Texts("pruneFilters");

    /// <summary>Reads the folder that <c>DOCKER_CONFIG</c> names, else <c>~/.docker</c>. Neither has to exist.</summary>
    /// <exception cref="EngineException">The file is there and is not JSON, or cannot be read.</exception>
    public static DockerConfiguration Read(Func<string, string?> environment)
    {
        var folder = environment("DOCKER_CONFIG") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");
        var file = FileIn(folder);
        return new DockerConfiguration(folder, ReadJson(file));
    }

    private static string FileIn(string folder) => Path.Combine(folder, "config.json");

    /// <summary>Reads a file, which does not have to be there, not even at the end of a link.</summary>
    private static JsonElement ReadJson(string file)
    {
        try
        {
            var bytes = File.ReadAllBytes(file);
            // A file without a byte is one that has no settings yet.
            if (bytes.Length == 0) return default;
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowTrailingCommas = true });
            return document.RootElement.Clone();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return default;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new EngineException("ConfigurationUnreadable", ErrorCategory.ReadError, file,
                $"docker's configuration file '{file}' cannot be read: {e.Message}", e);
        }
    }
}
