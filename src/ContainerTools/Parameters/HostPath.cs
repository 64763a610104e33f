namespace ContainerTools;

/// <summary>Paths on the user's machine, as a shell and docker would complete them.</summary>
internal static class HostPath
{
    /// <summary>
    /// Makes a source that starts with <c>.</c> absolute against the base directory, as docker does, and one that starts with
    /// <c>~</c> against the home folder, as a POSIX shell does before docker sees it. Everything else is left alone.
    /// </summary>
    internal static string Resolve(string source, string baseDirectory)
    {
        if (source.StartsWith('.') && !source.StartsWith(@"\\", StringComparison.Ordinal)) return Full(source, baseDirectory);
        if (source is "~" || source.StartsWith("~/", StringComparison.Ordinal) || source.StartsWith(@"~\", StringComparison.Ordinal))
        {
            return Full("." + source[1..], Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));
        }
        return source;
    }

    private static string Full(string path, string directory) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, directory));
}
