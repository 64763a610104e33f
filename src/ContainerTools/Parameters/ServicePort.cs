using System.Globalization;

namespace ContainerTools;

/// <summary>A port that a service is to publish (<c>docker service create --publish</c>).</summary>
public sealed class ServicePort
{
    internal const string Kind = "a port of a service";
    internal const string Syntax = "[published port:]target port[/tcp|udp|sctp], for example 8080:80, or published=8080,target=80,protocol=tcp,mode=host, or @{PublishedPort=8080; TargetPort=80; Mode='host'}";

    private ServicePort() { }

    /// <summary>The port of the nodes, or <see langword="null"/> for one that the swarm chooses.</summary>
    public int? PublishedPort { get; private init; }

    /// <summary>The port of the containers.</summary>
    public int TargetPort { get; private init; }

    /// <summary><c>tcp</c>, <c>udp</c> or <c>sctp</c>.</summary>
    public string Protocol { get; private init; } = "tcp";

    /// <summary><c>ingress</c>: every node listens and hands on; <c>host</c>: only nodes with a task listen.</summary>
    public string Mode { get; private init; } = "ingress";

    /// <summary>Reads docker's short form or its long form.</summary>
    /// <param name="text">The port. A range of target ports needs a range of published ports of the same length, or none.</param>
    /// <returns>One for each target port.</returns>
    /// <exception cref="FormatException">The text is no port of a service.</exception>
    public static IReadOnlyList<ServicePort> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Contains('=', StringComparison.Ordinal)) return From(PortMapping.Parse(text), "ingress", text);
        return FromProperties(PropertyBag.FromFields(Csv.Read(text, reason => Malformed.Text(text, Kind, Syntax, reason)).Select(field =>
        {
            var cut = field.IndexOf('=', StringComparison.Ordinal);
            return cut > 0 ? KeyValuePair.Create(field[..cut].Trim().ToLowerInvariant(), field[(cut + 1)..].Trim()) : throw Malformed.Text(text, Kind, Syntax, $"'{field}' is not of the form key=value");
        })));
    }

    internal static IReadOnlyList<ServicePort> FromProperties(PropertyBag properties)
    {
        var target = properties.Text("target", "TargetPort") ?? throw new FormatException($"A port of a service has no target port. Expected {Syntax}.");
        var published = properties.Text("published", "PublishedPort");
        var protocol = properties.Text("protocol", "Protocol");
        var mode = properties.Text("mode", "Mode", "PublishMode")?.ToLowerInvariant() ?? "ingress";
        properties.Complete(Kind);
        if (mode is not ("ingress" or "host")) throw Malformed.Text(mode, "a publish mode", "ingress or host");
        return From(PortMapping.Parse($"{(published is null ? "" : published + ":")}{target}{(protocol is null ? "" : "/" + protocol)}"), mode, target);
    }

    /// <summary>Writes docker's long form.</summary>
    /// <returns>For example <c>published=8080,target=80,protocol=tcp,mode=ingress</c>; text that <see cref="Parse"/> reads back.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(PublishedPort is null ? "" : $"published={PublishedPort},")}target={TargetPort},protocol={Protocol},mode={Mode}");

    private static ServicePort[] From(IReadOnlyList<PortMapping> mappings, string mode, string text) =>
    [
        .. mappings.Select(mapping => mapping.HostIP is null && mapping.HostPortEnd is null
            ? new ServicePort { PublishedPort = mapping.HostPort is 0 ? null : mapping.HostPort, TargetPort = mapping.ContainerPort, Protocol = mapping.Protocol, Mode = mode }
            : throw Malformed.Text(text, Kind, Syntax, mapping.HostIP is null ? "a service has no range to choose from" : "a service listens at all addresses of its nodes")),
    ];
}
