namespace ContainerTools.Engine;

/// <summary>
/// Finds programs in the folders of <c>PATH</c> alone. A process that is started by its bare name would also be looked for
/// in the current folder, where a stranger may have put one.
/// </summary>
internal static class ProgramPath
{
    /// <summary>The full path of a program, or <see langword="null"/> where there is none.</summary>
    public static string? Find(string name, Func<string, string?> environment)
    {
        var file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        return (environment("PATH") ?? "").Split(Path.PathSeparator)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string path) => File.Exists(path)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
