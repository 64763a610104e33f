using System.Globalization;
using System.Text;

namespace ContainerTools;

/// <summary>
/// Lets a parameter of type <see cref="Encoding"/> take the names that <c>Get-Content</c> takes, the name of any other encoding that
/// .NET knows, or the number of a code page.
/// </summary>
public sealed class TextEncodingTransformationAttribute : ParameterTransformationAttribute<Encoding>
{
    private protected override string Kind => "a text encoding";

    private protected override string Expected =>
        "ascii, ansi, bigendianunicode, bigendianutf32, oem, unicode, utf8, utf8BOM, utf8NoBOM, utf32, another name that .NET knows, or the number of a code page";

    private protected override IEnumerable<Encoding> FromText(string text, string directory) => [text.ToUpperInvariant() switch
    {
        "UTF8" or "UTF8NOBOM" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        "UTF8BOM" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
        "UNICODE" => Encoding.Unicode,
        "BIGENDIANUNICODE" => Encoding.BigEndianUnicode,
        "UTF32" => Encoding.UTF32,
        "BIGENDIANUTF32" => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        "ASCII" => Encoding.ASCII,
        "ANSI" => Known(CultureInfo.CurrentCulture.TextInfo.ANSICodePage, text),
        "OEM" => OperatingSystem.IsWindows() ? Known(CultureInfo.CurrentCulture.TextInfo.OEMCodePage, text) : new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var page) => Known(page, text),
        _ => Known(text),
    }];

    private Encoding Known(int page, string text)
    {
        try
        {
            return Encoding.GetEncoding(page);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw Malformed.Text(text, Kind, Expected);
        }
    }

    private Encoding Known(string name)
    {
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            throw Malformed.Text(name, Kind, Expected);
        }
    }
}
