using System.Net;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Engine.Waiting;

/// <summary>Where a container's port is reached from here.</summary>
internal sealed record PortAddress(string Host, int Port, bool IsPublished)
{
    public override string ToString() => $"{Host}:{Port.Invariant()}";

    /// <summary>
    /// The published address; else the host's own, for a container on its network; else the container's, which only an engine on
    /// this machine, and only Linux, lets be reached.
    /// </summary>
    /// <exception cref="EngineException">It is not reached from here.</exception>
    public static PortAddress Of(ContainerTarget target, ContainerLook look, int port)
    {
        var isLocal = target.Endpoint.Host.Scheme is "unix" or "npipe";
        var published = ContainerMapping.PublishedPorts(look.Json, target.Endpoint).Where(p => p.Port == port && p.Protocol == "tcp").ToList();
        if (published.Find(p => isLocal || !IsLoopback(p.HostIP)) is { HostPort: { } outside } found) return new PortAddress(found.Uri!.IdnHost, outside, IsPublished: true);
        if (published.Count > 0)
        {
            throw Unreachable(target, port, $"publishes port {port.Invariant()} only on {published[0].HostIP} of {target.Endpoint.Host.Host}, which is not reached from here. Publish it on another address");
        }
        if (look.Json.Child("HostConfig").Text("NetworkMode") == "host") return new PortAddress(isLocal ? "localhost" : target.Endpoint.Host.IdnHost, port, IsPublished: false);
        if (isLocal && OperatingSystem.IsLinux() && look.Container.Networks.Select(n => n.IPAddress ?? n.IPv6Address).FirstOrDefault(a => a is not null) is { } own) return new PortAddress(own, port, IsPublished: false);
        throw Unreachable(target, port, $"does not publish port {port.Invariant()}, and its own address is not reached from here. Publish it (New-Container -Publish)");
    }

    private static bool IsLoopback(string? address) => IPAddress.TryParse(address, out var parsed) && IPAddress.IsLoopback(parsed);

    private static EngineException Unreachable(ContainerTarget target, int port, string why) =>
        new("PortUnreachable", ErrorCategory.InvalidOperation, port, $"{target.Caption} {why}, or wait for a line of its log (-LogPattern) or for its health.");
}
