namespace ContainerTools.Engine.Streams;

/// <summary>Reads from an engine's words why a program could not be started, and names it by the number that a shell has for that.</summary>
internal static class StartFailure
{
    private const int NotFound = 127;
    private const int NotExecutable = 126;
    private const int Other = 125;

    /// <summary>126 or 127 where the words are about the program.</summary>
    public static int? OfProgram(string message)
    {
        if (Says("executable file not found") || Says("no such file or directory") || Says("system cannot find the file specified")) return NotFound;
        return Says("permission denied") || Says("is a directory") ? NotExecutable : null;

        bool Says(string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The exit code that <c>docker run</c> ends with: 125 where the container and not its program is to blame.</summary>
    public static int ExitCode(string message) => OfProgram(message) ?? Other;
}
