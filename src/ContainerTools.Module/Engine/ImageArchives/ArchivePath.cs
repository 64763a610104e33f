namespace ContainerTools.Engine.ImageArchives;

/// <summary>Paths in archives: always with slashes, and never leading out of the root.</summary>
internal static class ArchivePath
{
    /// <summary>The path below the root that a name means: <c>./a//b/../c/</c> is <c>/a/c</c>, and <c>../x</c> is <c>/x</c>.</summary>
    public static string Absolute(string name)
    {
        if (IsClean(name)) return "/" + name.TrimEnd('/');
        var parts = new List<string>();
        foreach (var part in name.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }
        return "/" + string.Join('/', parts);
    }

    /// <summary>The same without the slash in front, as entries of an image archive name each other.</summary>
    public static string Relative(string name) => Absolute(name)[1..];

    /// <summary>Where a symbolic link at <paramref name="path"/> leads.</summary>
    public static string Follow(string path, string target) =>
        target.StartsWith('/') ? Relative(target) : Relative($"{Split("/" + path).Directory}/{target}");

    public static (string Directory, string Name) Split(string path)
    {
        var slash = path.LastIndexOf('/');
        return (slash == 0 ? "/" : path[..slash], path[(slash + 1)..]);
    }

    public static string Join(string directory, string name) => directory == "/" ? "/" + name : $"{directory}/{name}";

    private static bool IsClean(string name) =>
        name.Length > 0 && name[0] is not ('/' or '.') && !name.Contains("//", StringComparison.Ordinal) && !name.Contains("/.", StringComparison.Ordinal);
}
