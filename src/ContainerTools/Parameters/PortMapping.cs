using System.Globalization;

namespace ContainerTools;

/// <summary>A port of a container that is published on the host (<c>docker run --publish</c>).</summary>
public sealed class PortMapping
{
    internal const string Kind = "a port mapping";
    internal const string Syntax = "[[host address:]host port:]container port[/tcp|udp|sctp], for example 8080:80, 127.0.0.1:5353:53/udp or 8000-8009:80, or @{HostPort=8080; ContainerPort=80}";

    private PortMapping() { }

    /// <summary>The address of the host to listen on, or <see langword="null"/> for all of them.</summary>
    public string? HostIP { get; private init; }

    /// <summary>The port of the host, or <see langword="null"/> for one that the engine chooses; so does 0.</summary>
    public int? HostPort { get; private init; }

    /// <summary>The last port of a range from which the engine chooses one, or <see langword="null"/> where <see cref="HostPort"/> is the port.</summary>
    public int? HostPortEnd { get; private init; }

    /// <summary>The port of the container.</summary>
    public int ContainerPort { get; private init; }

    /// <summary><c>tcp</c>, <c>udp</c> or <c>sctp</c>.</summary>
    public string Protocol { get; private init; } = "tcp";

    /// <summary>Reads docker's short form or its long form (<c>target=80,published=8080,protocol=tcp</c>).</summary>
    /// <param name="text">The mapping. A range of container ports needs a range of host ports of the same length, or none.</param>
    /// <returns>One mapping for each container port.</returns>
    /// <exception cref="FormatException">The text is no port mapping.</exception>
    public static IReadOnlyList<PortMapping> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains('=', StringComparison.Ordinal) ? FromFields(text) : FromShort(text);
    }

    internal static IReadOnlyList<PortMapping> FromProperties(PropertyBag properties)
    {
        var target = properties.Text("target", "ContainerPort");
        var published = properties.Text("published", "HostPort");
        var last = properties.Text("HostPortEnd");
        var protocol = properties.Text("protocol");
        var address = properties.Text("HostIP");
        // Where a service publishes its port: without a meaning for a container, docker drops it too.
        if (properties.Text("mode") is { } mode and not ("host" or "ingress")) throw Refuse(mode, "a mode is host or ingress");
        properties.Complete(Kind);
        if (target is null) throw new FormatException($"A port mapping has no container port. Expected {Syntax}.");
        if (address?.Contains(':', StringComparison.Ordinal) == true && !address.StartsWith('[')) address = $"[{address}]";
        return FromShort(
            $"{(address is null ? "" : address + ":")}{published}{(last is null ? "" : "-" + last)}"
            + $"{(published is null && address is null ? "" : ":")}{target}{(protocol is null ? "" : "/" + protocol)}");
    }

    /// <summary>Writes docker's short form.</summary>
    /// <returns>For example <c>127.0.0.1:8080:80/tcp</c>; text that <see cref="Parse"/> reads back.</returns>
    public override string ToString()
    {
        var address = HostIP is null ? "" : HostIP.Contains(':', StringComparison.Ordinal) ? $"[{HostIP}]:" : $"{HostIP}:";
        var host = HostPort is null && HostIP is null ? "" : $"{HostPortText()}:";
        return string.Create(CultureInfo.InvariantCulture, $"{address}{host}{ContainerPort}/{Protocol}");
    }

    /// <summary>The port of the host as the engine takes it: empty, a number, or a range.</summary>
    internal string HostPortText() => string.Create(CultureInfo.InvariantCulture, $"{HostPort}{(HostPortEnd is null ? "" : "-")}{HostPortEnd}");

    private static IReadOnlyList<PortMapping> FromFields(string text)
    {
        var fields = text.Split(',').Select(field =>
        {
            var cut = field.IndexOf('=', StringComparison.Ordinal);
            return cut > 0 ? KeyValuePair.Create(field[..cut], field[(cut + 1)..]) : throw Refuse(text, $"'{field}' is not of the form name=value");
        });
        return FromProperties(PropertyBag.FromFields(fields));
    }

    private static PortMapping[] FromShort(string text)
    {
        // The address may have colons itself: the two last parts are the ports.
        var parts = text.Split(':');
        var address = string.Join(':', parts[..Math.Max(0, parts.Length - 2)]);
        var container = PortRange.Parse(parts[^1], reason => Refuse(text, reason), lowest: 1);
        var host = parts.Length > 1 && parts[^2].Length > 0 ? PortRange.ParseNumbers(parts[^2], reason => Refuse(text, reason), lowest: 0) : ((int First, int Last)?)null;

        if (address.StartsWith('[') && address.EndsWith(']')) address = IPText.IsV6(address[1..^1]) ? address[1..^1] : throw Refuse(text, $"'{address}' is not an IPv6 address");
        if (address.Length > 0 && !IPText.IsAddress(address)) throw Refuse(text, $"'{address}' is not an IP address");
        if (parts.Length > 2 && address.Length == 0) throw Refuse(text, "the host address is empty");

        var isRange = container.Last > container.First;
        if (isRange && host is { } range && range.Last - range.First != container.Last - container.First)
        {
            throw Refuse(text, "the range of host ports and the range of container ports differ in length");
        }
        return Enumerable.Range(0, container.Last - container.First + 1).Select(index => new PortMapping
        {
            HostIP = address.Length == 0 ? null : address,
            HostPort = host?.First + index,
            HostPortEnd = !isRange && host is { } choice && choice.Last > choice.First ? choice.Last : null,
            ContainerPort = container.First + index,
            Protocol = container.Protocol,
        }).ToArray();
    }

    private static FormatException Refuse(string text, string reason) => Malformed.Text(text, Kind, Syntax, reason);
}
