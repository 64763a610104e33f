namespace ContainerTools;

/// <summary>The permission bits of a file in octal digits, as <c>chmod</c> takes them.</summary>
public static class FilePermission
{
    internal const string Kind = "a file's mode";
    internal const string Syntax = "one to four octal digits, for example 644 or 4755, or a value of System.IO.UnixFileMode";
    private const int Longest = 4;

    /// <summary>Reads octal digits.</summary>
    /// <param name="text">The digits; <c>0</c> and <c>0o</c> may be before them.</param>
    /// <returns>The permission bits, with set-user-id, set-group-id and sticky.</returns>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static UnixFileMode Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var digits = text.StartsWith("0o", StringComparison.Ordinal) ? text[2..] : text.TrimStart('0').PadLeft(1, '0');
        if (text.Length == 0 || digits.Length is 0 or > Longest || digits.Any(c => c is < '0' or > '7')) throw Malformed.Text(text, Kind, Syntax);
        return (UnixFileMode)Convert.ToInt32(digits, 8);
    }
}
