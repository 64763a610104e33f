using System.Globalization;

namespace ContainerTools;

/// <summary>A port that a container listens on without publishing it (<c>docker run --expose</c>).</summary>
public sealed class ExposedPort
{
    internal const string Kind = "a port to expose";
    internal const string Syntax = "a port or a range with an optional protocol, for example 80, 53/udp or 8000-8010/tcp, or @{Port=53; Protocol='udp'}";

    private ExposedPort(int port, string protocol) => (Port, Protocol) = (port, protocol);

    /// <summary>The port of the container.</summary>
    public int Port { get; }

    /// <summary><c>tcp</c>, <c>udp</c> or <c>sctp</c>.</summary>
    public string Protocol { get; }

    /// <summary>Reads a port or a range of ports.</summary>
    /// <param name="text">For example <c>80</c>, <c>53/udp</c> or <c>8000-8010</c>; without a protocol it is <c>tcp</c>.</param>
    /// <returns>One for each port of the range.</returns>
    /// <exception cref="FormatException">The text is no port and no range.</exception>
    public static IReadOnlyList<ExposedPort> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var range = PortRange.Parse(text, reason => Malformed.Text(text, Kind, Syntax, reason), lowest: 1);
        return Enumerable.Range(range.First, range.Last - range.First + 1).Select(port => new ExposedPort(port, range.Protocol)).ToArray();
    }

    internal static IReadOnlyList<ExposedPort> FromProperties(PropertyBag properties)
    {
        var port = properties.Text("Port", "ContainerPort");
        var protocol = properties.Text("Protocol");
        properties.Complete(Kind);
        if (port is null) throw new FormatException($"A port to expose has no port. Expected {Syntax}.");
        return Parse(protocol is null ? port : $"{port}/{protocol}");
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Port}/{Protocol}");
}
