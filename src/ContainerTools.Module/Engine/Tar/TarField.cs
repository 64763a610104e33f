using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace ContainerTools.Engine.Tar;

/// <summary>The fields of a tar header, as every dialect writes them.</summary>
internal static class TarField
{
    /// <summary>Text up to the first zero byte.</summary>
    public static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return TarText.Decode(end < 0 ? field : field[..end]);
    }

    /// <summary>A number in octal digits between blanks and zero bytes, or in binary where the first bit is set.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> field, out long number)
    {
        number = 0;
        if ((field[0] & 0x80) != 0) return TryBinary(field, out number);
        var digits = field.Trim(" \0"u8);
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7' || number > long.MaxValue >> 3) return false;
            number = (number << 3) | (long)(digit - '0');
        }
        return true;
    }

    /// <exception cref="InvalidDataException">It is not a number.</exception>
    public static long Number(ReadOnlySpan<byte> field, string what) =>
        TryNumber(field, out var number) ? number : throw new InvalidDataException($"the {what} of an entry is not a number");

    /// <summary>A count of bytes that can be rounded up to whole blocks.</summary>
    /// <exception cref="InvalidDataException">It is not a number, negative or absurd.</exception>
    public static long Size(ReadOnlySpan<byte> field) => Size(Number(field, "size"));

    /// <inheritdoc cref="Size(ReadOnlySpan{byte})" />
    public static long Size(long size) =>
        size is >= 0 and <= long.MaxValue - TarStreamReader.BlockSize ? size : throw new InvalidDataException($"an entry claims a size of {size} bytes");

    /// <summary>Old tars summed signed bytes, all others unsigned ones; the field itself counts as blanks.</summary>
    public static bool IsChecksum(ReadOnlySpan<byte> header, long expected)
    {
        long unsigned = 0, signed = 0;
        for (var i = 0; i < header.Length; i++)
        {
            var value = i is >= 148 and < 156 ? (byte)' ' : header[i];
            unsigned += value;
            signed += (sbyte)value;
        }
        return expected == unsigned || expected == signed;
    }

    /// <summary>A decimal number of a pax record; of a fraction only the whole part.</summary>
    public static bool TryDecimal(ReadOnlySpan<byte> text, out long number)
    {
        var dot = text.IndexOf((byte)'.');
        return long.TryParse(Encoding.ASCII.GetString(dot < 0 ? text : text[..dot]), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    private static bool TryBinary(ReadOnlySpan<byte> field, out long number)
    {
        // Two's complement over the whole field, less the marking bit: the leading bytes may only repeat the sign.
        Span<byte> copy = stackalloc byte[field.Length];
        field.CopyTo(copy);
        var negative = (copy[0] & 0x40) != 0;
        copy[0] = (byte)(negative ? copy[0] | 0x80 : copy[0] & 0x7F);
        number = 0;
        if (copy.Length < sizeof(long)) return false;
        var head = copy[..^sizeof(long)];
        number = BinaryPrimitives.ReadInt64BigEndian(copy[^sizeof(long)..]);
        return !head.ContainsAnyExcept(negative ? (byte)0xFF : (byte)0) && number < 0 == negative;
    }
}
