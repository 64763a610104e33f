using System.Globalization;

namespace ContainerTools;

/// <summary>A port of a container, and where the host offers it.</summary>
public sealed class ContainerPort
{
    private Uri? uri;

    /// <summary>The container's name.</summary>
    public string? ContainerName { get; init; }

    /// <summary>The container's id, 64 hexadecimal digits.</summary>
    public string? ContainerId { get; init; }

    /// <summary>The host's address that it is published on, or <see langword="null"/> where it is only exposed.</summary>
    public string? HostIP { get; init; }

    /// <summary>The host's port, or <see langword="null"/> where it is only exposed.</summary>
    public int? HostPort { get; init; }

    /// <summary>The port inside the container.</summary>
    public required int Port { get; init; }

    /// <summary><c>tcp</c>, <c>udp</c> or <c>sctp</c>.</summary>
    public string Protocol { get; init; } = "tcp";

    /// <summary>Where a client on this machine or, for a remote engine, on the network reaches it over HTTP; only for published TCP ports.</summary>
    public Uri? Uri
    {
        get => uri ??= Reach is not null && HostPort is { } port ? new UriBuilder("http", Reach, port).Uri : null;
        init => uri = value;
    }

    /// <summary>The context that the container's engine was named by, if any.</summary>
    public string? Context { get; init; }

    /// <summary>The engine that the container is on.</summary>
    public string? EngineHost { get; init; }

    /// <summary>The host in <see cref="Uri"/>, which is made when it is asked for: lists are long.</summary>
    internal string? Reach { get; init; }

    /// <summary>docker's way to write it: <c>0.0.0.0:8080->80/tcp</c>.</summary>
    /// <returns>The mapping as <c>docker ps</c> prints it.</returns>
    public override string ToString()
    {
        var inside = string.Create(CultureInfo.InvariantCulture, $"{Port}/{Protocol}");
        if (HostPort is not { } outside) return inside;
        var address = HostIP is { } ip && ip.Contains(':', StringComparison.Ordinal) ? $"[{ip}]" : HostIP;
        return string.Create(CultureInfo.InvariantCulture, $"{address}:{outside}->{inside}");
    }
}
