using System.Globalization;
using System.Text.RegularExpressions;

namespace ContainerTools;

/// <summary>Sizes in bytes in docker's syntax: <c>512m</c>, <c>1.5 GiB</c>, <c>64kb</c>.</summary>
public static partial class ByteSize
{
    internal const string Syntax = "a number of bytes with an optional unit b, k, m, g, t or p (each 1024 times the one before; kb and kib are the same), for example 512m or 1.5g";
    private const string Units = "kmgtp";

    /// <summary>
    /// Reads a size. Units are powers of 1024 whether written <c>m</c>, <c>mb</c> or <c>mib</c>, in either case; a fraction of
    /// a byte is cut off (go-units' RAMInBytes). PowerShell's <c>512MB</c> is the same number.
    /// </summary>
    /// <param name="text">The size.</param>
    /// <returns>The size in bytes.</returns>
    /// <exception cref="FormatException">The text is no size, is negative, or does not fit into 64 bits.</exception>
    public static long Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var match = Pattern().Match(text);
        if (!match.Success) throw Malformed.Text(text, "a size", Syntax);
        try
        {
            var number = decimal.Parse(match.Groups["number"].ValueSpan, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture);
            var unit = match.Groups["unit"].Value;
            var power = unit.Length == 0 ? 0 : Units.IndexOf(unit, StringComparison.OrdinalIgnoreCase) + 1;
            return (long)(number * (1L << (10 * power)));
        }
        catch (OverflowException)
        {
            throw Malformed.Text(text, "a size", Syntax, "it is more than 9223372036854775807 bytes");
        }
    }

    [GeneratedRegex(@"^\+?(?<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?)\x20?(?:(?<unit>[kmgtp])(?:i?b)?|b)?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
