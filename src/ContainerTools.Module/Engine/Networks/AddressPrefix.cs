using System.Globalization;
using System.Net;

namespace ContainerTools.Engine;

/// <summary>A network of addresses as <c>10.1.0.0/16</c> or <c>fd00::/64</c>.</summary>
internal sealed class AddressPrefix
{
    private readonly byte[] bytes;
    private readonly int length;

    private AddressPrefix(string text, byte[] bytes, int length) => (Text, this.bytes, this.length) = (text, bytes, length);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <exception cref="FormatException">It is none.</exception>
    public static AddressPrefix Parse(string text)
    {
        var cut = text.IndexOf('/', StringComparison.Ordinal);
        return cut > 0 && Bytes(text[..cut]) is { } bytes
            && int.TryParse(text.AsSpan(cut + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= bytes.Length * 8
            ? new AddressPrefix(text, bytes, length)
            : throw new FormatException($"'{text}' is not a network of addresses. Expected an address and the length of its prefix, such as 10.1.0.0/16 or fd00::/64.");
    }

    /// <summary>Whether an address lies in it.</summary>
    /// <exception cref="FormatException">It is no address.</exception>
    public bool Contains(string address) => Contains(Bytes(address) ?? throw new FormatException($"'{address}' is not an IP address."));

    /// <summary>Whether another one begins in it.</summary>
    public bool Contains(AddressPrefix other) => Contains(other.bytes);

    private bool Contains(byte[] address)
    {
        if (address.Length != bytes.Length) return false;
        for (var bit = 0; bit < length; bit++)
        {
            var mask = 0x80 >> (bit % 8);
            if ((address[bit / 8] & mask) != (bytes[bit / 8] & mask)) return false;
        }
        return true;
    }

    private static byte[]? Bytes(string address) => IPText.IsAddress(address) ? IPAddress.Parse(address).GetAddressBytes() : null;
}
