namespace ContainerTools;

/// <summary>A port that a service publishes.</summary>
public sealed class ContainerServicePort
{
    /// <summary>The port of the nodes; <see langword="null"/> until the swarm has chosen one.</summary>
    public int? PublishedPort { get; init; }

    /// <summary>The port of the containers.</summary>
    public int TargetPort { get; init; }

    /// <summary><c>tcp</c>, <c>udp</c> or <c>sctp</c>.</summary>
    public string Protocol { get; init; } = "";

    /// <summary><c>ingress</c>: every node listens and hands on; <c>host</c>: only nodes with a task listen.</summary>
    public string PublishMode { get; init; } = "";

    /// <inheritdoc />
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(PublishMode == "host" ? "host:" : "")}{PublishedPort}->{TargetPort}/{Protocol}");
}
