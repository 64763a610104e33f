using System.Globalization;
using System.Text.RegularExpressions;

namespace ContainerTools;

/// <summary>Points in time in the forms that docker's <c>--since</c> and <c>--until</c> take.</summary>
public static partial class PointInTime
{
    internal const string Syntax = "a duration before now such as 10m or 1h30m, a date and time such as 2024-05-01, 2024-05-01T13:30 or 2024-05-01T13:30:00Z, or Unix seconds";
    private const string Kind = "a point in time";

    /// <summary>
    /// Reads a point in time: a Go duration before <paramref name="now"/> (a negative one lies in the future), a date with or
    /// without time, fraction and zone (RFC 3339 and its shortened forms; without a zone it is local time, at the offset of
    /// that day), or Unix seconds with a decimal fraction. What is finer than 100 ns is cut off, so that the result is never later than what
    /// was written.
    /// </summary>
    /// <param name="text">The point in time.</param>
    /// <param name="now">What durations are relative to.</param>
    /// <returns>The point in time, with the offset that was written or the local one; UTC for Unix seconds.</returns>
    /// <exception cref="FormatException">The text has none of these forms, or lies outside the years 1 to 9999.</exception>
    public static DateTimeOffset Parse(string text, DateTimeOffset now) => Parse(text, now, TimeZoneInfo.Local);

    internal static DateTimeOffset Parse(string text, DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            if (DatePattern().Match(text) is { Success: true } date) return FromDate(date, zone);
            if (UnixPattern().Match(text) is { Success: true } unix) return FromUnix(unix);
            return now - Duration.Parse(text);
        }
        catch (Exception failure) when (failure is ArgumentException or OverflowException or FormatException)
        {
            throw Malformed.Text(text, Kind, Syntax);
        }
    }

    private static DateTimeOffset FromDate(Match match, TimeZoneInfo zone)
    {
        var time = new DateTime(Part("year"), Part("month"), Part("day"), Part("hour"), Part("minute"), Part("second")).AddTicks(Ticks(match.Groups["fraction"].Value));
        var offset = match.Groups["zone"].Value switch
        {
            "" => zone.GetUtcOffset(time),
            "Z" or "z" => TimeSpan.Zero,
            var written => TimeSpan.ParseExact(written[1..], @"hh\:mm", CultureInfo.InvariantCulture) * (written[0] == '-' ? -1 : 1),
        };
        return new DateTimeOffset(time, offset);

        int Part(string name) => match.Groups[name] is { Success: true } group ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    private static DateTimeOffset FromUnix(Match match) =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(match.Groups["seconds"].ValueSpan, CultureInfo.InvariantCulture)).AddTicks(Ticks(match.Groups["fraction"].Value));

    private static long Ticks(string fraction) => fraction.Length == 0 ? 0 : long.Parse(fraction.PadRight(7, '0').AsSpan(0, 7), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})(?:[Tt\x20](?<hour>[0-9]{2})(?::(?<minute>[0-9]{2})(?::(?<second>[0-9]{2})(?:\.(?<fraction>[0-9]+))?)?)?)?(?<zone>[Zz]|[+-][0-9]{2}:[0-9]{2})?\z")]
    private static partial Regex DatePattern();

    [GeneratedRegex(@"^(?<seconds>[0-9]+)(?:\.(?<fraction>[0-9]+))?\z")]
    private static partial Regex UnixPattern();
}
