using System.Runtime.InteropServices;
using ContainerTools.Engine.Tar;

namespace ContainerTools.Engine.Files;

/// <summary>What Linux tells about a path: its <c>struct statx</c>, which is the same on all processors.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal readonly struct UnixStat
{
    private const int TypeBits = 0xF000;
    private const int PermissionBits = 0xFFF;

    [FieldOffset(16)] private readonly uint links;
    [FieldOffset(20)] private readonly uint uid;
    [FieldOffset(24)] private readonly uint gid;
    [FieldOffset(28)] private readonly ushort mode;
    [FieldOffset(32)] private readonly ulong inode;
    [FieldOffset(40)] private readonly ulong size;
    [FieldOffset(112)] private readonly long modified;
    [FieldOffset(128)] private readonly uint deviceMajor;
    [FieldOffset(132)] private readonly uint deviceMinor;
    [FieldOffset(136)] private readonly uint systemMajor;
    [FieldOffset(140)] private readonly uint systemMinor;

    /// <summary>What it is; <see cref="TarEntryType.Other"/> for a socket, which no archive can hold.</summary>
    public TarEntryType Type => (mode & TypeBits) switch
    {
        0x1000 => TarEntryType.Fifo,
        0x2000 => TarEntryType.CharacterDevice,
        0x4000 => TarEntryType.Directory,
        0x6000 => TarEntryType.BlockDevice,
        0x8000 => TarEntryType.File,
        0xA000 => TarEntryType.SymbolicLink,
        _ => TarEntryType.Other,
    };

    public int Mode => mode & PermissionBits;

    public long Uid => uid;

    public long Gid => gid;

    public long Size => (long)size;

    /// <summary>Seconds since 1970.</summary>
    public long ModifiedUnix => modified;

    /// <summary>The numbers of a device.</summary>
    public (int Major, int Minor) Device => ((int)deviceMajor, (int)deviceMinor);

    /// <summary>What tells whether two names are of one file; <see langword="null"/> for a file with one name, and for directories.</summary>
    public (uint Major, uint Minor, ulong Inode)? Identity => links > 1 && Type != TarEntryType.Directory ? (systemMajor, systemMinor, inode) : null;
}
