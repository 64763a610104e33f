using System.Net;
using System.Net.Sockets;

namespace ContainerTools;

/// <summary>
/// What counts as an IP address: dotted decimal with four parts and no leading zeros, or IPv6 without a zone. The framework's
/// own parser also takes <c>1</c> and <c>0x7f.1</c>.
/// </summary>
internal static class IPText
{
    internal static bool IsAddress(string text) => IsV4(text) || IsV6(text);

    internal static bool IsV4(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 4 && parts.All(part =>
            part.Length is > 0 and <= 3 && part.All(char.IsAsciiDigit) && (part.Length == 1 || part[0] != '0') && byte.TryParse(part, out _));
    }

    internal static bool IsV6(string text) =>
        text.Contains(':', StringComparison.Ordinal) && text.All(character => char.IsAsciiHexDigit(character) || character is ':' or '.')
        && IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;
}
