using System.Buffers;
using ContainerTools.Engine.Tar;

namespace ContainerTools.Engine.Files;

/// <summary>Names of an archive's entries as the parts of a path below the destination.</summary>
internal static class ExtractionName
{
    private const int DeepestPath = 1000;

    private static readonly SearchValues<char> Special = SearchValues.Create("\\:<>\"|?*");

    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

    /// <summary>The parts of a name; none for the archive's own root.</summary>
    /// <exception cref="ExtractionRefusal">It leads out of the destination, or cannot be a name here.</exception>
    public static string[] Parts(string name) => Parts(name, OperatingSystem.IsWindows(), Posix.IsAvailable);

    /// <param name="windows">Whether it has to be a name on Windows.</param>
    /// <param name="anyBytes">Whether names may have bytes that are no characters.</param>
    internal static string[] Parts(string name, bool windows, bool anyBytes)
    {
        if (name.StartsWith('/')) throw new ExtractionRefusal("its name is absolute");
        if (name.Contains('\0', StringComparison.Ordinal)) throw new ExtractionRefusal("its name has a zero in it");
        if (!anyBytes && !TarText.IsText(name)) throw new ExtractionRefusal("its name is no text in UTF-8");
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (Array.IndexOf(parts, "..") >= 0) throw new ExtractionRefusal("its name climbs with '..'");
        parts = Array.FindAll(parts, part => part != ".");
        if (parts.Length > DeepestPath) throw new ExtractionRefusal($"it lies more than {DeepestPath} folders deep");
        if (windows && Array.Find(parts, part => !IsWindowsName(part)) is { } foreign) throw new ExtractionRefusal($"'{DisplayText.Printable(foreign)}' cannot be a name on Windows");
        return parts;
    }

    /// <summary>
    /// Backslashes and colons would lead elsewhere (another folder, another drive, a second stream), names of devices are devices in
    /// every folder, and dots and blanks at the end are dropped, which makes two names one.
    /// </summary>
    private static bool IsWindowsName(string part)
    {
        if (part.AsSpan().ContainsAny(Special) || part.Any(c => c < ' ') || part[^1] is '.' or ' ') return false;
        var stem = part.Split('.')[0].TrimEnd(' ').ToUpperInvariant();
        return !Devices.Contains(stem) && !(stem.Length == 4 && (stem.StartsWith("COM", StringComparison.Ordinal) || stem.StartsWith("LPT", StringComparison.Ordinal)) && (char.IsAsciiDigit(stem[3]) || stem[3] is '\u00b9' or '\u00b2' or '\u00b3'));
    }
}
