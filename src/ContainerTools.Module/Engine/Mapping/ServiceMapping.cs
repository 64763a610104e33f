namespace ContainerTools.Engine.Mapping;

/// <summary>The engine's answers as our services.</summary>
internal static class ServiceMapping
{
    private const double Billion = 1e9;

    /// <summary>Maps an item of a list; <paramref name="keepRaw"/> keeps it for <see cref="ContainerService.Raw"/>.</summary>
    /// <param name="networkName">Gives a network's name by its id.</param>
    public static ContainerService From(JsonElement json, EngineEndpoint engine, Func<string, string> networkName, bool keepRaw)
    {
        var (spec, status) = (json.Child("Spec"), json.Child("ServiceStatus"));
        var (task, mode, labels) = (spec.Child("TaskTemplate"), spec.Child("Mode"), spec.Dictionary("Labels"));
        var (container, placement) = (task.Child("ContainerSpec"), task.Child("Placement"));
        var (limits, reservations) = (task.Child("Resources").Child("Limits"), task.Child("Resources").Child("Reservations"));
        var (image, digest) = Image(container.Text("Image"));
        var update = json.Child("UpdateStatus");
        var networks = task.Child("Networks").ValueKind == JsonValueKind.Array ? task.Child("Networks") : spec.Child("Networks");
        return new ContainerService
        {
            Id = json.Text("ID"),
            Name = spec.Text("Name"),
            Image = image,
            ImageDigest = digest,
            Mode = Mode(mode),
            Replicas = mode.Child("Replicated").Integer("Replicas") ?? mode.Child("ReplicatedJob").Integer("TotalCompletions"),
            RunningTasks = status.Integer("RunningTasks"),
            DesiredTasks = status.Integer("DesiredTasks"),
            CompletedTasks = status.Integer("CompletedTasks"),
            Ports = Ports(json.Child("Endpoint")),
            Networks = [.. networks.Items().Select(network => networkName(network.Text("Target")))],
            Secrets = [.. container.Child("Secrets").Items().Select(secret => secret.Text("SecretName"))],
            Configs = [.. container.Child("Configs").Items().Select(config => config.Text("ConfigName"))],
            Labels = labels,
            ContainerLabels = container.Dictionary("Labels"),
            Command = container.Texts("Command"),
            Arguments = container.Texts("Args"),
            Environment = Environment(container.Texts("Env")),
            Mounts = [.. container.Child("Mounts").Items().Select(mount => $"type={mount.Text("Type")},source={mount.Text("Source")},target={mount.Text("Target")}{(mount.Flag("ReadOnly") == true ? ",readonly" : "")}")],
            Constraints = placement.Texts("Constraints"),
            PlacementPreferences = [.. placement.Child("Preferences").Items().Select(preference => "spread=" + preference.Child("Spread").Text("SpreadDescriptor"))],
            LimitCpu = limits.Limit("NanoCPUs") / Billion,
            LimitMemory = limits.Limit("MemoryBytes"),
            ReserveCpu = reservations.Limit("NanoCPUs") / Billion,
            ReserveMemory = reservations.Limit("MemoryBytes"),
            RestartCondition = task.Child("RestartPolicy").TextOrNull("Condition"),
            EndpointMode = spec.Child("EndpointSpec").TextOrNull("Mode"),
            Update = update.TextOrNull("State") is { } state
                ? new ContainerServiceUpdate { State = state, Started = update.Time("StartedAt"), Completed = update.Time("CompletedAt"), Message = update.TextOrNull("Message") }
                : null,
            HasPreviousSpec = json.Child("PreviousSpec").ValueKind == JsonValueKind.Object,
            Stack = labels.GetValueOrDefault(StackLabels.Namespace),
            Created = json.Time("CreatedAt"),
            Updated = json.Time("UpdatedAt"),
            Version = json.Child("Version").Number("Index"),
            Context = engine.Context,
            EngineHost = engine.HostText,
            RawJson = keepRaw ? json : null,
        };
    }

    /// <summary>The image as it was named, and the digest that it was pinned to.</summary>
    public static (string Name, string? Digest) Image(string text) =>
        text.IndexOf('@', StringComparison.Ordinal) is var cut and > 0 ? (text[..cut], text[(cut + 1)..]) : (text, null);

    /// <summary>The ports of a service's endpoint, or of a task.</summary>
    public static IReadOnlyList<ContainerServicePort> Ports(JsonElement json) =>
    [
        .. json.Child("Ports").Items().Select(port => new ContainerServicePort
        {
            PublishedPort = (int?)port.Limit("PublishedPort"),
            TargetPort = port.Integer("TargetPort") ?? 0,
            Protocol = port.Text("Protocol"),
            PublishMode = port.Text("PublishMode"),
        }),
    ];

    private static ContainerServiceMode Mode(JsonElement mode) =>
        Enum.GetValues<ContainerServiceMode>().FirstOrDefault(value => mode.Child(value.ToString()).ValueKind == JsonValueKind.Object);

    private static Dictionary<string, string> Environment(IEnumerable<string> variables)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in variables)
        {
            var cut = variable.IndexOf('=', StringComparison.Ordinal);
            result[cut < 0 ? variable : variable[..cut]] = cut < 0 ? "" : variable[(cut + 1)..];
        }
        return result;
    }
}
