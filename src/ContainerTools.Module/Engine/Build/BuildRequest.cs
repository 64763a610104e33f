using System.Globalization;
using System.Text.Json.Nodes;
using ContainerTools.Engine.Build.Session;

namespace ContainerTools.Engine.Build;

/// <summary>What is to be built and how.</summary>
internal sealed record BuildRequest
{
    /// <summary>What is sent; <see langword="null"/> where the engine fetches it from <see cref="Remote"/>.</summary>
    public BuildContext? Context { get; init; }

    /// <summary>A git repository or a URL that the engine fetches by itself.</summary>
    public string? Remote { get; init; }

    /// <summary>The Dockerfile's path within what the engine fetches.</summary>
    public string? RemoteDockerfile { get; init; }

    public ContainerImageBuilder Builder { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Build arguments; <see langword="null"/> for one that is named and has no value.</summary>
    public IReadOnlyDictionary<string, string?> Arguments { get; init; } = new Dictionary<string, string?>();

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public string? Target { get; init; }

    public bool NoCache { get; init; }

    public bool Pull { get; init; }

    public string? Platform { get; init; }

    public string? Network { get; init; }

    public IReadOnlyList<string> CacheFrom { get; init; } = [];

    /// <summary>Lines for the steps' hosts file: <c>name:address</c>.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The bytes of the steps' <c>/dev/shm</c>; <see langword="null"/> for the engine's default.</summary>
    public long? ShmSize { get; init; }

    public IReadOnlyList<Ulimit> Ulimits { get; init; } = [];

    /// <summary>What its steps may mount of this computer.</summary>
    public BuildMounts Mounts { get; init; } = BuildMounts.None;

    /// <summary>
    /// Whether the engine has to be able to ask for what steps mount. It asks for what is optional too, and fails where there is
    /// nobody to ask.
    /// </summary>
    public bool NeedsSession => Mounts.Any || (!IsClassic && Context?.Dockerfile.SessionMounts(Target).Any() == true);

    public bool IsClassic => Builder == ContainerImageBuilder.Classic;

    /// <summary>The build arguments that have a value.</summary>
    public Dictionary<string, string> KnownArguments => Arguments.Where(a => a.Value is not null).ToDictionary(a => a.Key, a => a.Value!, StringComparer.Ordinal);

    /// <param name="session">The session that the engine may ask in.</param>
    public Query ToQuery(string? session = null)
    {
        var query = new Query()
            .Add("version", IsClassic ? "1" : "2")
            .Add("dockerfile", Context?.DockerfileName ?? RemoteDockerfile)
            .Add("remote", Remote)
            .AddAll("t", Tags)
            .Add("target", Target)
            .Add("platform", Platform)
            .Add("networkmode", Network)
            .Add("session", session)
            .AddAll("extrahosts", Hosts)
            .Add("shmsize", ShmSize?.ToString(CultureInfo.InvariantCulture))
            // A failed step's container would stay behind.
            .Add("rm", true)
            .Add("forcerm", true);
        if (!IsClassic) query.Add("buildid", Guid.NewGuid().ToString("N"));
        if (NoCache) query.Add("nocache", true);
        // BuildKit would ask the client for the registry's credentials: what it needs has been pulled before.
        if (Pull && (IsClassic || Context is null)) query.Add("pull", true);
        if (Arguments.Count > 0) query.Add("buildargs", Json(Arguments));
        if (Labels.Count > 0) query.Add("labels", Json(Labels));
        if (CacheFrom.Count > 0) query.Add("cachefrom", JsonSerializer.Serialize(CacheFrom));
        if (Ulimits.Count > 0) query.Add("ulimits", JsonSerializer.Serialize(Ulimits.Select(limit => new { limit.Name, limit.Soft, limit.Hard })));
        return query;
    }

    private static string Json<T>(IEnumerable<KeyValuePair<string, T>> pairs)
    {
        var json = new JsonObject();
        foreach (var (key, value) in pairs) json[key] = JsonValue.Create(value);
        return json.ToJsonString();
    }
}
