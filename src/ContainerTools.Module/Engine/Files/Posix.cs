using System.Runtime.InteropServices;
using ContainerTools.Engine.Tar;

namespace ContainerTools.Engine.Files;

/// <summary>What .NET does not offer of Linux's file systems. Paths are passed as the bytes that they are, ended by a zero.</summary>
internal static class Posix
{
    private const int AtCurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const uint BasicFacts = 0x7FF;

    /// <summary>Tells all about a path without following a link at its end.</summary>
    /// <returns><see langword="null"/> where this system cannot tell, or there is nothing.</returns>
    public static UnixStat? Stat(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            return statx(AtCurrentDirectory, Bytes(path), NoFollow, BasicFacts, out var stat) == 0 ? stat : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null; // A C library from before 2018.
        }
    }

    private static byte[] Bytes(string path) => [.. TarText.Encode(path), 0];

    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(int directory, byte[] path, int flags, uint mask, out UnixStat stat);
}
