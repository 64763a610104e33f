using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ContainerTools.Engine;

/// <summary>
/// Times as the engine writes them: RFC 3339 with up to nine digits of a second's fraction. .NET keeps seven (ticks of
/// 100 ns); what is finer is cut off.
/// </summary>
internal static class Timestamp
{
    private const int SecondsLength = 19; // 2006-01-02T15:04:05

    public static bool TryParse(string text, out DateTimeOffset time)
    {
        Span<byte> bytes = stackalloc byte[64];
        time = default;
        return text.Length <= bytes.Length && TryParse(bytes[..Encoding.UTF8.GetBytes(text, bytes)], out time);
    }

    /// <summary>Reads a whole time. Log lines bring one each, so this allocates nothing.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length < SecondsLength + 1 || text[4] != '-' || text[7] != '-' || (text[10] | 0x20) != 't' || text[13] != ':' || text[16] != ':'
            || !Digits(text[..4], out var year) || !Digits(text[5..7], out var month) || !Digits(text[8..10], out var day)
            || !Digits(text[11..13], out var hour) || !Digits(text[14..16], out var minute) || !Digits(text[17..19], out var second)
            || year is < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }
        var rest = text[SecondsLength..];
        if (!Fraction(ref rest, out var ticks) || !Zone(rest, out var zone)) return false;
        time = new DateTimeOffset(new DateTime(year, month, day, hour, minute, second).AddTicks(ticks), zone);
        return true;
    }

    /// <summary>Writes a time as the engine's <c>since</c> and <c>until</c> take it: seconds, a dot and nine digits of nanoseconds.</summary>
    public static string ToUnix(DateTimeOffset time)
    {
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        var (seconds, fraction) = (Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var left), left);
        if (fraction < 0) (seconds, fraction) = (seconds - 1, fraction + TimeSpan.TicksPerSecond);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds}.{fraction * 100:d9}");
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int number) => Utf8Parser.TryParse(text, out number, out var used) && used == text.Length && number >= 0;

    private static bool Fraction(ref ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text[0] != '.') return true;
        var unit = TimeSpan.TicksPerSecond / 10;
        var i = 1;
        for (; i < text.Length && text[i] is >= (byte)'0' and <= (byte)'9'; i++, unit /= 10) ticks += (text[i] - '0') * unit;
        text = text[i..];
        return i > 1 && text.Length > 0;
    }

    private static bool Zone(ReadOnlySpan<byte> text, out TimeSpan zone)
    {
        zone = TimeSpan.Zero;
        if (text.Length == 1) return (text[0] | 0x20) == 'z';
        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':'
            || !Digits(text[1..3], out var hours) || !Digits(text[4..6], out var minutes) || hours > 14 || minutes > 59)
        {
            return false;
        }
        zone = new TimeSpan(hours, minutes, 0);
        if (text[0] == '-') zone = -zone;
        return zone.Duration() <= TimeSpan.FromHours(14);
    }
}
