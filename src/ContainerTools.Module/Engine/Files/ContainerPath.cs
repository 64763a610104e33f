namespace ContainerTools.Engine.Files;

/// <summary>How paths are written that lead into a container.</summary>
internal static class ContainerPath
{
    /// <summary>Whether a path says at its end that it means a directory.</summary>
    public static bool IsDirectory(string path) => path.EndsWith('/') || IsContent(path);

    /// <summary>Whether a path means what is in a directory, and not the directory: it ends in a dot of its own.</summary>
    public static bool IsContent(string path) => path == "." || path.EndsWith("/.", StringComparison.Ordinal);
}
