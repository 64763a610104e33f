using System.Globalization;
using System.Text.RegularExpressions;

namespace ContainerTools;

/// <summary>Durations in Go's syntax, which docker takes: <c>300ms</c>, <c>1h30m</c>, <c>1.5h</c>.</summary>
public static partial class Duration
{
    internal const string Syntax = "numbers with the units h, m, s, ms, us and ns, for example 10s, 1h30m or 250ms";
    private const string Kind = "a duration";

    /// <summary>
    /// Reads a duration. Units are <c>ns</c>, <c>us</c> (or <c>µs</c>), <c>ms</c>, <c>s</c>, <c>m</c> and <c>h</c>; only
    /// <c>0</c> needs none. A <see cref="TimeSpan"/> counts in 100 ns: the sum is rounded to the nearest, half a step away from zero.
    /// </summary>
    /// <param name="text">The duration, with an optional sign.</param>
    /// <returns>The duration.</returns>
    /// <exception cref="FormatException">The text is no duration, or is longer than Go's 2^63 nanoseconds (292 years).</exception>
    public static TimeSpan Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text is "0" or "+0" or "-0") return TimeSpan.Zero;
        var match = Pattern().Match(text);
        if (!match.Success) throw Malformed.Text(text, Kind, Syntax);
        var nanoseconds = 0m;
        try
        {
            foreach (var (number, unit) in match.Groups["number"].Captures.Zip(match.Groups["unit"].Captures))
            {
                nanoseconds += decimal.Truncate(decimal.Parse(number.ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * Nanoseconds(unit.Value));
            }
            nanoseconds = text[0] == '-' ? -nanoseconds : nanoseconds;
            _ = decimal.ToInt64(nanoseconds);
        }
        catch (OverflowException)
        {
            throw Malformed.Text(text, Kind, Syntax, "it is longer than 292 years");
        }
        return new TimeSpan((long)Math.Round(nanoseconds / TimeSpan.NanosecondsPerTick, MidpointRounding.AwayFromZero));
    }

    /// <summary>Writes a duration in Go's syntax.</summary>
    /// <param name="value">The duration.</param>
    /// <returns>Text that <see cref="Parse"/> reads back exactly, such as <c>1h30m0s</c>, <c>1.5s</c> or <c>250ms</c>.</returns>
    public static string Format(TimeSpan value)
    {
        var ticks = Math.Abs((decimal)value.Ticks);
        var text = ticks switch
        {
            0 => "0s",
            < TimeSpan.TicksPerMicrosecond => $"{ticks * TimeSpan.NanosecondsPerTick:0}ns",
            < TimeSpan.TicksPerMillisecond => Part(ticks / TimeSpan.TicksPerMicrosecond, "us"),
            < TimeSpan.TicksPerSecond => Part(ticks / TimeSpan.TicksPerMillisecond, "ms"),
            _ => Clock(ticks),
        };
        return value < TimeSpan.Zero ? "-" + text : text;
    }

    /// <summary>What a parameter takes besides Go's syntax: a bare number is seconds, and .NET's <c>00:01:30</c>.</summary>
    internal static TimeSpan FromText(string text)
    {
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) return Parse(text + "s");
        return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var span) && text.Contains(':', StringComparison.Ordinal) ? span : Parse(text);
    }

    private static string Clock(decimal ticks)
    {
        var minutes = decimal.Truncate(ticks / TimeSpan.TicksPerMinute);
        var seconds = Part(ticks % TimeSpan.TicksPerMinute / TimeSpan.TicksPerSecond, "s");
        return (minutes switch { 0 => "", < 60 => $"{minutes:0}m", _ => $"{decimal.Truncate(minutes / 60):0}h{minutes % 60:0}m" }) + seconds;
    }

    private static string Part(decimal number, string unit) => number.ToString("0.#######", CultureInfo.InvariantCulture) + unit;

    private static long Nanoseconds(string unit) => unit switch
    {
        "ns" => 1,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        _ => 1_000,
    };

    // Both the micro sign and the Greek letter mu are in use.
    [GeneratedRegex(@"^[+-]?(?:(?<number>[0-9]+\.?[0-9]*|\.[0-9]+)(?<unit>ns|us|\u00B5s|\u03BCs|ms|s|m|h))+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
