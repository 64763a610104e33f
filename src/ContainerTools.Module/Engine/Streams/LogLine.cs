namespace ContainerTools.Engine.Streams;

/// <summary>A line of a log.</summary>
/// <param name="Time">When the engine received its first bytes.</param>
/// <param name="Stream">Where it was written to.</param>
/// <param name="Message">Its text.</param>
/// <param name="Details">What the engine says of it, where that was asked for.</param>
internal readonly record struct LogLine(DateTimeOffset? Time, ContainerOutputStream Stream, string Message, Dictionary<string, string>? Details)
{
    /// <summary>The line as an entry of a container's log.</summary>
    public ContainerLogEntry Of(ContainerTarget container) => new()
    {
        Timestamp = Time,
        Stream = Stream,
        Message = Message,
        Details = Details,
        Container = container.Name,
        ContainerId = container.Id,
        Context = container.Endpoint.Context,
        EngineHost = container.Endpoint.HostText,
    };
}
