using System.Globalization;

namespace ContainerTools;

/// <summary>A port or a range of ports with its protocol: <c>80</c>, <c>8000-8010/udp</c>.</summary>
internal static class PortRange
{
    internal static (int First, int Last, string Protocol) Parse(string text, Func<string, FormatException> refuse, int lowest)
    {
        var cut = text.IndexOf('/', StringComparison.Ordinal);
        var protocol = cut < 0 || cut == text.Length - 1 ? "tcp" : text[(cut + 1)..].ToLowerInvariant();
        if (protocol is not ("tcp" or "udp" or "sctp")) throw refuse($"'{protocol}' is not tcp, udp or sctp");
        var (first, last) = ParseNumbers(cut < 0 ? text : text[..cut], refuse, lowest);
        return (first, last, protocol);
    }

    internal static (int First, int Last) ParseNumbers(string text, Func<string, FormatException> refuse, int lowest)
    {
        var cut = text.IndexOf('-', StringComparison.Ordinal);
        var first = Number(cut < 0 ? text : text[..cut]);
        var last = cut < 0 ? first : Number(text[(cut + 1)..]);
        return last >= first ? (first, last) : throw refuse($"the range '{text}' ends before it begins");

        int Number(string digits)
        {
            if (digits.Length == 0) throw refuse("a port is missing");
            return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port >= lowest && port <= ushort.MaxValue
                ? port
                : throw refuse($"'{digits}' is not a port from {lowest} to 65535");
        }
    }
}
