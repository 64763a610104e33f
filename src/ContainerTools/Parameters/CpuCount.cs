using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace ContainerTools;

/// <summary>A number of processors (<c>docker run --cpus</c>), counted in billionths as the engine does.</summary>
public static partial class CpuCount
{
    internal const string Kind = "a number of processors";
    internal const string Syntax = "a number with at most nine decimals or a fraction, for example 1.5 or 3/2";
    private const int BillionExponent = 9;

    /// <summary>Reads a decimal number or a fraction, exactly.</summary>
    /// <param name="text">The number of processors; 0 is without a limit.</param>
    /// <returns>Billionths of a processor (the engine's <c>NanoCpus</c>).</returns>
    /// <exception cref="FormatException">The text is no such number, is not a whole number of billionths, or is too large.</exception>
    public static long Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var match = Pattern().Match(text);
        if (!match.Success || text.Length > 60) throw Malformed.Text(text, Kind, Syntax);
        var (numerator, denominator) = match.Groups["over"].Success ? Fraction(match) : Decimal(match);
        if (denominator.IsZero) throw Malformed.Text(text, Kind, Syntax, "it divides by zero");
        var count = BigInteger.DivRem(numerator * BigInteger.Pow(10, BillionExponent), denominator, out var remainder);
        if (!remainder.IsZero) throw Malformed.Text(text, Kind, Syntax, "it is too precise");
        return count <= long.MaxValue ? (long)count : throw Malformed.Text(text, Kind, Syntax, "it is too large");
    }

    private static (BigInteger, BigInteger) Fraction(Match match) => (Number(match.Groups["whole"].Value), Number(match.Groups["over"].Value));

    private static (BigInteger, BigInteger) Decimal(Match match)
    {
        var decimals = match.Groups["decimals"].Value;
        var exponent = (match.Groups["exponent"] is { Success: true } group ? int.Parse(group.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0) - decimals.Length;
        var digits = Number(match.Groups["whole"].Value + decimals);
        return exponent >= 0 ? (digits * BigInteger.Pow(10, exponent), BigInteger.One) : (digits, BigInteger.Pow(10, -exponent));
    }

    private static BigInteger Number(string digits) => BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\+?(?:(?<whole>[0-9]+)/(?<over>[0-9]+)|(?=\.?[0-9])(?<whole>[0-9]*)(?:\.(?<decimals>[0-9]*))?(?:e(?<exponent>[+-]?[0-9]{1,2}))?)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
