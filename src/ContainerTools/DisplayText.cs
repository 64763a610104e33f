using System.Globalization;
using System.Text;

namespace ContainerTools;

/// <summary>What the table views show instead of the exact values: only a view rounds, and only a view changes text.</summary>
public static class DisplayText
{
    private static readonly string[] DecimalUnits = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];
    private static readonly string[] BinaryUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary>A size in units of 1000 with three significant digits, as docker prints sizes of images and layers.</summary>
    /// <param name="bytes">The size in bytes; <see langword="null"/> gives an empty text.</param>
    /// <returns>Such as <c>4.26MB</c>.</returns>
    public static string Size(long? bytes) => Scale(bytes, 1000, DecimalUnits);

    /// <summary>A size in units of 1024 with four significant digits, as docker prints memory.</summary>
    /// <param name="bytes">The size in bytes; <see langword="null"/> gives an empty text.</param>
    /// <returns>Such as <c>35.5MiB</c>.</returns>
    public static string Memory(long? bytes) => Scale(bytes, 1024, BinaryUnits);

    /// <summary>How long ago something was, in its largest unit.</summary>
    /// <param name="time">The moment; <see langword="null"/> gives an empty text.</param>
    /// <returns>Such as <c>5 minutes ago</c>.</returns>
    public static string Age(DateTimeOffset? time)
    {
        if (time is not { } moment) return "";
        var age = DateTimeOffset.UtcNow - moment;
        if (age < TimeSpan.Zero) return moment.ToLocalTime().ToString("g", CultureInfo.CurrentCulture);
        return Span(age) + " ago";
    }

    /// <summary>A duration in its largest unit.</summary>
    /// <param name="span">The duration.</param>
    /// <returns>Such as <c>5 minutes</c>, and <c>Less than a second</c> as the engine writes it.</returns>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => "Less than a second",
        { TotalSeconds: < 120 } => Count(span.TotalSeconds, "second"),
        { TotalMinutes: < 120 } => Count(span.TotalMinutes, "minute"),
        { TotalHours: < 48 } => Count(span.TotalHours, "hour"),
        { TotalDays: < 14 } => Count(span.TotalDays, "day"),
        { TotalDays: < 60 } => Count(span.TotalDays / 7, "week"),
        { TotalDays: < 730 } => Count(span.TotalDays / 30, "month"),
        _ => Count(span.TotalDays / 365, "year"),
    };

    /// <summary>A file's kind and permissions, as <c>ls -l</c> prints them.</summary>
    /// <param name="type">What it is.</param>
    /// <param name="mode">Its permission bits; <see langword="null"/> gives an empty text.</param>
    /// <returns>Such as <c>-rwxr-xr-x</c>.</returns>
    public static string Mode(ContainerFileType type, int? mode)
    {
        if (mode is not { } bits) return "";
        var kind = type switch
        {
            ContainerFileType.Directory => 'd',
            ContainerFileType.SymbolicLink => 'l',
            ContainerFileType.CharacterDevice => 'c',
            ContainerFileType.BlockDevice => 'b',
            ContainerFileType.Fifo => 'p',
            _ => '-',
        };
        return string.Concat(kind.ToString(), Class(6, 0x800, 's'), Class(3, 0x400, 's'), Class(0, 0x200, 't'));

        string Class(int shift, int special, char letter) => string.Create(3, (bits >> shift, (bits & special) != 0, letter), static (text, state) =>
        {
            var (rights, isSpecial, mark) = state;
            text[0] = (rights & 4) != 0 ? 'r' : '-';
            text[1] = (rights & 2) != 0 ? 'w' : '-';
            text[2] = (isSpecial, (rights & 1) != 0) switch
            {
                (true, true) => mark,
                (true, false) => char.ToUpperInvariant(mark),
                (false, true) => 'x',
                _ => '-',
            };
        });
    }

    /// <summary>
    /// Text from a container, with what would move a terminal's cursor, change its title or turn its writing direction made
    /// visible instead. A tab becomes a space.
    /// </summary>
    /// <param name="text">The text; <see langword="null"/> gives an empty one.</param>
    /// <returns>The text on one line, with nothing that a terminal obeys.</returns>
    public static string Printable(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (!text.AsSpan().ContainsAnyInRange('\0', '\u001f') && !text.Any(IsUnsafe)) return text;
        var result = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            result.Append(character switch
            {
                '\t' => ' ',
                < ' ' => (char)('\u2400' + character),
                '\u007f' => '\u2421',
                _ when IsUnsafe(character) => '\ufffd',
                _ => character,
            });
        }
        return result.ToString();
    }

    private static bool IsUnsafe(char character) =>
        character is >= '\u007f' and <= '\u009f' or >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069' or '\u2028' or '\u2029';

    private static string Count(double number, string unit)
    {
        var whole = Math.Max(1, (long)number);
        return string.Create(CultureInfo.InvariantCulture, $"{whole} {unit}{(whole == 1 ? "" : "s")}");
    }

    private static string Scale(long? bytes, int step, string[] units)
    {
        if (bytes is not { } number) return "";
        var (value, unit) = ((double)number, 0);
        while (Math.Abs(value) >= step && unit < units.Length - 1) (value, unit) = (value / step, unit + 1);
        var digits = step == 1000 ? "G3" : "G4";
        // 999.6 kB has three digits as 1 MB, not as 1E+03 kB.
        if (step == 1000 && Math.Abs(value) >= 999.5 && unit < units.Length - 1) (value, unit) = (value / step, unit + 1);
        return value.ToString(digits, CultureInfo.InvariantCulture) + units[unit];
    }
}
