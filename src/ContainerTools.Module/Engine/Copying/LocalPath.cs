namespace ContainerTools.Engine.Copying;

/// <summary>Local paths as something that is copied, or copied to.</summary>
internal static class LocalPath
{
    /// <summary>How many links are followed one after the other to where something is copied to.</summary>
    private const int LongestChain = 40;

    /// <summary>Takes what the end of a path says off it.</summary>
    public static (string Path, PathEnd End) Split(string text)
    {
        var isContent = text == "." || text.EndsWith("/.", StringComparison.Ordinal) || IsSeparated(text, ".");
        var path = isContent ? text[..^1] : text;
        var end = isContent ? PathEnd.Content : path.Length > 0 && IsSeparator(path[^1]) ? PathEnd.Directory : PathEnd.Open;
        var bare = path.TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        // A root is nothing without its separator.
        if (path.Length > 0 && (bare.Length == 0 || bare[^1] == ':')) bare = path[..(bare.Length + 1)];
        return (bare.Length > 0 ? bare : ".", end);
    }

    /// <summary>Looks at what is to be copied.</summary>
    /// <param name="text">As the user wrote it.</param>
    /// <param name="path">The full path, without what its end said.</param>
    /// <param name="followLink">Whether a link at its end is followed; it is if the path says that it is a directory.</param>
    /// <exception cref="EngineException">It is not there, or not what it should be.</exception>
    public static LocalCopySource Source(string text, string path, PathEnd end, bool followLink)
    {
        path = Clean(path);
        var item = new FileInfo(path);
        if ((int)item.Attributes == -1) throw NotFound(text);
        FileSystemInfo real = item;
        if (item.LinkTarget is not null && (followLink || end != PathEnd.Open))
        {
            real = item.ResolveLinkTarget(returnFinalTarget: true) is { } last && (int)last.Attributes != -1 ? last : throw NotFound(text);
        }
        var isDirectory = real.Attributes.HasFlag(FileAttributes.Directory) && real.LinkTarget is null;
        if (end != PathEnd.Open && !isDirectory) throw new EngineException("FileNotFound", ErrorCategory.ObjectNotFound, text, $"'{text}' is no directory, though its end says so.");
        var name = Path.GetFileName(path);
        return new LocalCopySource(text, name, isDirectory, end == PathEnd.Content || name.Length == 0, isDirectory || real.LinkTarget is not null ? null : new FileInfo(real.FullName).Length, real);
    }

    /// <summary>Looks at where something is to be copied to.</summary>
    /// <param name="text">As the user wrote it.</param>
    /// <param name="path">The full path, without what its end said.</param>
    /// <exception cref="EngineException">The directory that it lies in is not there, or nothing can be put there.</exception>
    public static LocalCopyTarget Target(string text, string path, PathEnd end)
    {
        path = Follow(text, Clean(path));
        var isDirectory = Directory.Exists(path);
        if (isDirectory) return new LocalCopyTarget(text, path, Exists: true, IsDirectory: true, end);
        if (File.Exists(path))
        {
            if (Files.Posix.Stat(path) is { Type: not Tar.TarEntryType.File }) throw new EngineException("FileUnwritable", ErrorCategory.WriteError, text, $"'{text}' is a device or a pipe, which nothing can be copied to.");
            return new LocalCopyTarget(text, path, Exists: true, IsDirectory: false, end);
        }
        if (Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder))
        {
            throw new EngineException("CopyDestinationNotFound", ErrorCategory.ObjectNotFound, text, $"There is no directory '{folder}' to put anything into, and it is not made along the way. New-Item -ItemType Directory makes it.");
        }
        return new LocalCopyTarget(text, path, Exists: false, IsDirectory: false, end);
    }

    private static string Clean(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    /// <summary>A link is not replaced but followed, also to what is not there yet.</summary>
    private static string Follow(string text, string path)
    {
        for (var hop = 0; hop < LongestChain; hop++)
        {
            if (new FileInfo(path).LinkTarget is not { } next) return path;
            path = Path.GetFullPath(next, Path.GetDirectoryName(path) ?? path);
        }
        throw new EngineException("FileUnwritable", ErrorCategory.WriteError, text, $"'{text}' is a link to a link to a link, without an end.");
    }

    private static bool IsSeparated(string text, string end) => text.Length > end.Length && text.EndsWith(end, StringComparison.Ordinal) && IsSeparator(text[^(end.Length + 1)]);

    private static bool IsSeparator(char character) => character == Path.DirectorySeparatorChar || character == Path.AltDirectorySeparatorChar;

    private static EngineException NotFound(string text) => new("FileNotFound", ErrorCategory.ObjectNotFound, text, $"There is no file or directory '{text}'.");
}
