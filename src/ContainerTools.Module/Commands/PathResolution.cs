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

    /// <summary>The file that a path names and that is to be written; what stands against that ends the cmdlet.</summary>
    public static string NewFile(PSCmdlet cmdlet, string path, bool overwrite)
    {
        string file;
        try
        {
            file = cmdlet.GetUnresolvedProviderPathFromPSPath(path);
        }
        catch (Exception e) when (e is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or InvalidOperationException)
        {
            cmdlet.ThrowTerminatingError(Errors.Unwritable(path, e));
            throw;
        }
        if (Directory.Exists(file)) cmdlet.ThrowTerminatingError(Errors.Unwritable(path, new IOException("it is a directory. Name a file in it.")));
        if (Path.GetDirectoryName(file) is { Length: > 0 } folder && !Directory.Exists(folder))
        {
            cmdlet.ThrowTerminatingError(Errors.Unwritable(path, new DirectoryNotFoundException($"there is no directory '{folder}'.")));
        }
        if (!overwrite && File.Exists(file)) cmdlet.ThrowTerminatingError(Errors.FileExists(path));
        return file;
    }

    private static List<string> Resolve(PSCmdlet cmdlet, string path)
    {
        var files = cmdlet.GetResolvedProviderPathFromPSPath(path, out var provider);
        return provider.Name == "FileSystem" ? [.. files] : throw new InvalidOperationException($"'{path}' is not in a file system.");
    }
}
