using System.Runtime.InteropServices;
using ContainerTools.Engine.Tar;
using Microsoft.Win32.SafeHandles;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace ContainerTools.Engine.Files;

/// <summary>
/// What .NET does not offer of Linux's file systems: names that are looked up in an open folder, and never through a link. Names are
/// passed as the bytes that they are.
/// </summary>
internal static class Posix
{
    public const int NotThere = 2;
    public const int NotPermitted = 1;

    private const int NotSupported = 95;
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const uint BasicFacts = 0x7FF;
    private const int Create = 0x40;
    private const int Exclusive = 0x80;
    private const int WriteOnly = 1;
    private const int CloseOnExec = 0x80000;
    private const int PathOnly = 0x20_0000;
    private const long OmitTime = (1 << 30) - 2;
    private const uint OwnerOnly = 0x180;
    private const uint OwnersFolder = 0x1C0;

    /// <summary>The largest form that the kernel knows has 24 bytes.</summary>
    private const int CapabilitySize = 64;

    private static readonly byte[] CapabilityName = Bytes("security.capability");

    /// <summary>The processors disagree on two numbers.</summary>
    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 or Architecture.Armv6 or Architecture.Ppc64le;

    private static readonly int DirectoryFlag = IsArm ? 0x4000 : 0x1_0000;
    private static readonly int NoFollowFlag = IsArm ? 0x8000 : 0x2_0000;

    /// <summary>Whether this system has all of this: Linux on 64 bits, with a C library from 2018 or later.</summary>
    public static bool IsAvailable { get; } = Environment.Is64BitProcess && Stat("/") is not null;

    /// <summary>Tells all about a path without following a link at its end.</summary>
    /// <returns><see langword="null"/> where this system cannot tell, or there is nothing.</returns>
    public static UnixStat? Stat(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            return statx(CurrentDirectory, Bytes(path), NoFollow, BasicFacts, out var stat) == 0 ? stat : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Tells all about what is in a folder under a name.</summary>
    /// <returns><see langword="null"/> if there is nothing.</returns>
    public static UnixStat? Stat(SafeFileHandle folder, string name)
    {
        if (statx(Number(folder), Bytes(name), NoFollow, BasicFacts, out var stat) == 0) return stat;
        return Marshal.GetLastPInvokeError() == NotThere ? null : throw Failure();
    }

    /// <summary>Opens a folder that a user named; links are followed.</summary>
    public static SafeFileHandle OpenFolder(string path) => Handle(openat(CurrentDirectory, Bytes(path), DirectoryFlag | CloseOnExec, 0));

    /// <summary>Opens a folder in a folder; a link to one is refused.</summary>
    public static SafeFileHandle OpenFolder(SafeFileHandle folder, string name) => Handle(openat(Number(folder), Bytes(name), DirectoryFlag | NoFollowFlag | CloseOnExec, 0));

    /// <summary>Makes a file that is not there yet, for its owner alone.</summary>
    public static SafeFileHandle CreateFile(SafeFileHandle folder, string name) =>
        Handle(openat(Number(folder), Bytes(name), WriteOnly | Create | Exclusive | NoFollowFlag | CloseOnExec, OwnerOnly));

    /// <summary>Makes a folder that is not there yet, for its owner alone.</summary>
    public static void MakeFolder(SafeFileHandle folder, string name) => Check(mkdirat(Number(folder), Bytes(name), OwnersFolder));

    public static void MakePipe(SafeFileHandle folder, string name) => Check(mkfifoat(Number(folder), Bytes(name), OwnerOnly));

    public static void MakeSymbolicLink(SafeFileHandle folder, string name, string target) => Check(symlinkat(Bytes(target), Number(folder), Bytes(name)));

    /// <summary>Gives a file, or a link itself, a second name.</summary>
    public static void MakeHardLink(SafeFileHandle folder, string name, SafeFileHandle first, string firstName) =>
        Check(linkat(Number(first), Bytes(firstName), Number(folder), Bytes(name), 0));

    public static void Remove(SafeFileHandle folder, string name) => Check(unlinkat(Number(folder), Bytes(name), 0));

    /// <summary>Puts what has one name in the place of what has another.</summary>
    public static void Rename(SafeFileHandle folder, string name, string newName) => Check(renameat(Number(folder), Bytes(name), Number(folder), Bytes(newName)));

    /// <summary>Sets the owner of what is open.</summary>
    /// <returns>Whether this user may.</returns>
    public static bool SetOwner(SafeFileHandle file, long uid, long gid) => Permitted(fchown(Number(file), (uint)uid, (uint)gid));

    /// <summary>Sets the owner of what has a name, a link itself included.</summary>
    /// <returns>Whether this user may.</returns>
    public static bool SetOwner(SafeFileHandle folder, string name, long uid, long gid) => Permitted(fchownat(Number(folder), Bytes(name), (uint)uid, (uint)gid, NoFollow));

    public static void SetTime(SafeFileHandle file, long modifiedUnix) => Check(futimens(Number(file), Times(modifiedUnix)));

    /// <summary>Sets the time of what has a name, a link itself included.</summary>
    public static void SetTime(SafeFileHandle folder, string name, long modifiedUnix) => Check(utimensat(Number(folder), Bytes(name), Times(modifiedUnix), NoFollow));

    /// <summary>Sets the permission bits of what must not be opened for that, such as a pipe; it is no link.</summary>
    public static void SetMode(SafeFileHandle folder, string name, UnixFileMode mode)
    {
        using var handle = Handle(openat(Number(folder), Bytes(name), PathOnly | NoFollowFlag | CloseOnExec, 0));
        Check(chmod(Bytes($"/proc/self/fd/{Number(handle).Invariant()}"), (uint)mode));
    }

    /// <summary>What an executable may do without being root's, in the kernel's form; <see langword="null"/> for most.</summary>
    public static byte[]? Capability(string path)
    {
        var value = new byte[CapabilitySize];
        var length = lgetxattr(Bytes(path), CapabilityName, value, value.Length);
        return length > 0 ? value[..(int)length] : null;
    }

    /// <summary>Sets it; changing the owner afterwards would take it away again.</summary>
    /// <returns>Whether this user, and the file system, may.</returns>
    public static bool SetCapability(SafeFileHandle file, byte[] value)
    {
        if (fsetxattr(Number(file), CapabilityName, value, value.Length, 0) == 0) return true;
        return Marshal.GetLastPInvokeError() is NotPermitted or NotSupported ? false : throw Failure();
    }

    private static byte[] Bytes(string path) => [.. TarText.Encode(path), 0];

    private static int Number(SafeFileHandle handle) => (int)handle.DangerousGetHandle();

    private static long[] Times(long modifiedUnix) => [0, OmitTime, modifiedUnix, 0];

    private static SafeFileHandle Handle(int number)
    {
        Check(number);
        return new SafeFileHandle(number, ownsHandle: true);
    }

    private static bool Permitted(int result)
    {
        if (result >= 0) return true;
        return Marshal.GetLastPInvokeError() == NotPermitted ? false : throw Failure();
    }

    private static void Check(int result)
    {
        if (result < 0) throw Failure();
    }

    private static IOException Failure() => new(Marshal.GetLastPInvokeErrorMessage() + ".");

    [DllImport("libc", SetLastError = true)]
    private static extern int statx(int directory, byte[] path, int flags, uint mask, out UnixStat stat);

    [DllImport("libc", SetLastError = true)]
    private static extern int openat(int directory, byte[] path, int flags, uint mode);

    [DllImport("libc", SetLastError = true)]
    private static extern int mkdirat(int directory, byte[] path, uint mode);

    [DllImport("libc", SetLastError = true)]
    private static extern int mkfifoat(int directory, byte[] path, uint mode);

    [DllImport("libc", SetLastError = true)]
    private static extern int symlinkat(byte[] target, int directory, byte[] path);

    [DllImport("libc", SetLastError = true)]
    private static extern int linkat(int fromDirectory, byte[] from, int directory, byte[] path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int unlinkat(int directory, byte[] path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int renameat(int fromDirectory, byte[] from, int directory, byte[] path);

    [DllImport("libc", SetLastError = true)]
    private static extern int fchown(int file, uint uid, uint gid);

    [DllImport("libc", SetLastError = true)]
    private static extern int fchownat(int directory, byte[] path, uint uid, uint gid, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int chmod(byte[] path, uint mode);

    [DllImport("libc", SetLastError = true)]
    private static extern nint lgetxattr(byte[] path, byte[] name, byte[] value, nint size);

    [DllImport("libc", SetLastError = true)]
    private static extern int fsetxattr(int file, byte[] name, byte[] value, nint size, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int futimens(int file, long[] times);

    [DllImport("libc", SetLastError = true)]
    private static extern int utimensat(int directory, byte[] path, long[] times, int flags);
}
