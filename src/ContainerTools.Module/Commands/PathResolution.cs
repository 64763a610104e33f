namespace ContainerTools.Commands;

/// <summary>Turns paths as PowerShell writes them (relative to its location, on its drives, with wildcards) into files.</summary>
internal static class PathResolution
{
    /// <summary>The files that paths name. What is not there is an error each.</summary>
    public static IEnumerable<string> Files(PSCmdlet cmdlet, IEnumerable<string> paths, bool literal)
    {
        foreach (var path in paths)
        {
            IReadOnlyList<string> files;
            try
            {
                files = literal || !WildcardPattern.ContainsWildcardCharacters(path)
                    ? [cmdlet.GetUnresolvedProviderPathFromPSPath(path)]
                    : Resolve(cmdlet, path);
            }
            catch (Exception e) when (e is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or InvalidOperationException)
            {
                cmdlet.WriteError(Errors.Unreadable(path, e));
                continue;
            }
            foreach (var file in files) yield return file;
        }
    }

    /// <summary>The content of a file that a path names; what stands against reading it ends the cmdlet.</summary>
    public static byte[] Read(PSCmdlet cmdlet, string path)
    {
        try
        {
            return File.ReadAllBytes(cmdlet.GetUnresolvedProviderPathFromPSPath(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or NotSupportedException)
        {
            cmdlet.ThrowTerminatingError(Errors.Unreadable(path, e));
            throw;
        }
    }

    /// <summary>The file that a path names and that is to be written; what stands against that ends the cmdlet.</summary>
    public static string NewFile(PSCmdlet cmdlet, string path, bool overwrite)
    {
        if (Refusal(cmdlet, path, overwrite, out var file) is { } error) cmdlet.ThrowTerminatingError(error);
        return file;
    }

    /// <summary>The same for one of several files: what stands against it is an error about that one.</summary>
    public static string? NewFileOrNull(PSCmdlet cmdlet, string path, bool overwrite)
    {
        if (Refusal(cmdlet, path, overwrite, out var file) is not { } error) return file;
        cmdlet.WriteError(error);
        return null;
    }

    private static ErrorRecord? Refusal(PSCmdlet cmdlet, string path, bool overwrite, out string file)
    {
        file = path;
        try
        {
            file = cmdlet.GetUnresolvedProviderPathFromPSPath(path);
        }
        catch (Exception e) when (e is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or InvalidOperationException)
        {
            return Errors.Unwritable(path, e);
        }
        if (Directory.Exists(file)) return Errors.Unwritable(path, new IOException("it is a directory. Name a file in it."));
        if (Path.GetDirectoryName(file) is { Length: > 0 } folder && !Directory.Exists(folder))
        {
            return Errors.Unwritable(path, new DirectoryNotFoundException($"there is no directory '{folder}'."));
        }
        return !overwrite && File.Exists(file) ? Errors.FileExists(path) : null;
    }

    private static List<string> Resolve(PSCmdlet cmdlet, string path)
    {
        var files = cmdlet.GetResolvedProviderPathFromPSPath(path, out var provider);
        return provider.Name == "FileSystem" ? [.. files] : throw new InvalidOperationException($"'{path}' is not in a file system.");
    }
}
