namespace ContainerTools.Commands;

/// <summary>Tells paths in containers, which have the container's name and a colon before them, from local ones.</summary>
internal static class CopyAddress
{
    private const int ShortestName = 2;

    /// <summary>Splits <c>name:path</c>.</summary>
    /// <param name="isDrive">Whether a name is that of one of PowerShell's drives, whose paths look the same and are local.</param>
    /// <returns><see langword="null"/> for a local path.</returns>
    public static (string Container, string Path)? Split(string text, Func<string, bool> isDrive)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        // A drive of Windows has one letter, a container's name has two at least; two colons follow the name of a provider.
        if (colon < ShortestName || text[0] is '.' or '~' || text.AsSpan(0, colon).ContainsAny('/', '\\') || text.AsSpan(colon + 1).StartsWith(":")) return null;
        var name = text[..colon];
        return isDrive(name) ? null : (name, text[(colon + 1)..]);
    }
}
