namespace ContainerTools.Engine.Mapping;

/// <summary>The engine's answers as our tasks.</summary>
internal static class TaskMapping
{
    /// <summary>Maps an item of a list or an inspect answer; <paramref name="keepRaw"/> keeps it for <see cref="ContainerTask.Raw"/>.</summary>
    public static ContainerTask From(JsonElement json, EngineEndpoint engine, SwarmDirectory names, bool keepRaw)
    {
        var (spec, status) = (json.Child("Spec"), json.Child("Status"));
        var container = status.Child("ContainerStatus");
        var state = status.Word<ContainerTaskState>("State");
        var labels = spec.Child("ContainerSpec").Dictionary("Labels");
        var service = names.Service(json.Text("ServiceID"));
        return new ContainerTask
        {
            Id = json.Text("ID"),
            Name = names.TaskName(json),
            Slot = (int?)json.Limit("Slot"),
            Service = service,
            ServiceId = json.Text("ServiceID"),
            Node = json.TextOrNull("NodeID") is { } node ? names.Node(node) : null,
            NodeId = json.TextOrNull("NodeID"),
            Image = ServiceMapping.Image(spec.Child("ContainerSpec").Text("Image")).Name,
            DesiredState = json.Word<ContainerTaskState>("DesiredState"),
            State = state,
            StateSince = status.Time("Timestamp"),
            Message = status.TextOrNull("Message"),
            Error = status.TextOrNull("Err"),
            ExitCode = state is ContainerTaskState.Complete or ContainerTaskState.Failed or ContainerTaskState.Shutdown ? container.Integer("ExitCode") : null,
            ContainerId = container.TextOrNull("ContainerID"),
            ProcessId = container.Limit("PID"),
            Ports = ServiceMapping.Ports(status.Child("PortStatus")),
            Labels = labels,
            Stack = labels.GetValueOrDefault(StackLabels.Namespace),
            Created = json.Time("CreatedAt"),
            Updated = json.Time("UpdatedAt"),
            Context = engine.Context,
            EngineHost = engine.HostText,
            RawJson = keepRaw ? json : null,
        };
    }
}
