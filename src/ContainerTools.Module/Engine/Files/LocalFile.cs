using System.Formats.Tar;
using TarEntry = ContainerTools.Engine.Tar.TarEntry;
using TarEntryType = ContainerTools.Engine.Tar.TarEntryType;

namespace ContainerTools.Engine.Files;

/// <summary>Local files as entries of an archive.</summary>
internal static class LocalFile
{
    /// <summary>Files on Windows have no mode; in a container they then get docker's.</summary>
    private const int EverythingExecutable = 0x1ED;

    private const int LinkMode = 0x1FF;
    private const int AnyExecute = 0x49;

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false, MatchType = MatchType.Simple };

    /// <summary>What is in a folder, in the order of the names.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be read.</exception>
    public static FileSystemInfo[] List(string folder)
    {
        var children = new DirectoryInfo(folder).GetFileSystemInfos("*", Everything);
        Array.Sort(children, static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return children;
    }

    /// <summary>Describes a file, folder or link, which is not followed.</summary>
    /// <param name="name">Its name in the archive, without the slash that a folder gets.</param>
    /// <param name="owned">Whether it keeps its owner; else it belongs to root.</param>
    /// <returns><see langword="null"/> for a socket, which no archive can hold, and for what has gone.</returns>
    /// <exception cref="UnauthorizedAccessException">It cannot be looked at.</exception>
    public static LocalEntry? Describe(FileSystemInfo info, string name, bool owned)
    {
        var entry = Posix.Stat(info.FullName) is { } stat ? OfStat(stat, info, name) : Portable(info, name);
        return entry is null || owned ? entry : entry with { Header = entry.Header with { Uid = 0, Gid = 0 } };
    }

    private static LocalEntry? OfStat(UnixStat stat, FileSystemInfo info, string name)
    {
        if (stat.Type == TarEntryType.Other) return null;
        var isFile = stat.Type == TarEntryType.File;
        var size = isFile ? stat.Size : 0;
        var header = new TarEntry(stat.Type == TarEntryType.Directory ? name + "/" : name, stat.Type, size, size)
        {
            Mode = stat.Mode,
            Uid = stat.Uid,
            Gid = stat.Gid,
            ModifiedUnix = stat.ModifiedUnix,
            Device = stat.Type is TarEntryType.CharacterDevice or TarEntryType.BlockDevice ? stat.Device : default,
            LinkTarget = stat.Type == TarEntryType.SymbolicLink ? info.LinkTarget ?? "" : null,
            // Only what can be executed has any.
            Capability = isFile && (stat.Mode & AnyExecute) != 0 ? Posix.Capability(info.FullName) : null,
        };
        return new LocalEntry(header) { FullPath = isFile ? info.FullName : null, Identity = stat.Identity };
    }

    private static LocalEntry? Portable(FileSystemInfo info, string name)
    {
        var modified = new DateTimeOffset(info.LastWriteTimeUtc).ToUnixTimeSeconds();
        // A link has no mode of its own; .NET tells that of what it points to, if that is there.
        if (info.Attributes.HasFlag(FileAttributes.ReparsePoint) && info.LinkTarget is { } target)
        {
            return new LocalEntry(new TarEntry(name, TarEntryType.SymbolicLink, 0, 0) { Mode = LinkMode, ModifiedUnix = modified, LinkTarget = OperatingSystem.IsWindows() ? target.Replace('\\', '/') : target });
        }
        var mode = OperatingSystem.IsWindows() ? EverythingExecutable : (int)info.UnixFileMode;
        if (info.Attributes.HasFlag(FileAttributes.Directory)) return new LocalEntry(new TarEntry(name + "/", TarEntryType.Directory, 0, 0) { Mode = mode, ModifiedUnix = modified });
        var length = Length(info);
        // Pipes, devices and sockets look like empty files.
        if (length == 0 && !OperatingSystem.IsWindows()) return Special(info.FullName, name, modified);
        return new LocalEntry(new TarEntry(name, TarEntryType.File, length, length) { Mode = mode, ModifiedUnix = modified }) { FullPath = info.FullName };
    }

    /// <summary>
    /// Tells empty files, pipes, devices and sockets apart. .NET has no question for that, and opening a pipe would wait for its
    /// other end; its tar writer knows, and does not open what has no content.
    /// </summary>
    private static LocalEntry? Special(string path, string name, long modified)
    {
        using var buffer = new MemoryStream();
        try
        {
            using var writer = new TarWriter(buffer, TarEntryFormat.Ustar, leaveOpen: true);
            writer.WriteEntry(path, "file");
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (IOException e) when (e.GetType() == typeof(IOException))
        {
            return null;
        }
        buffer.Position = 0;
        var reader = new Tar.TarStreamReader(buffer);
        reader.Read();
        return new LocalEntry(reader.Entry with { Name = name, ModifiedUnix = modified }) { FullPath = reader.Entry.Type == TarEntryType.File ? path : null };
    }

    private static long Length(FileSystemInfo info)
    {
        try
        {
            return ((FileInfo)info).Length;
        }
        catch (FileNotFoundException)
        {
            return -1; // Removed since it was listed: reading it will find that out.
        }
    }
}
