using System.Globalization;

namespace ContainerTools.Shell;

/// <summary>What the command line asks for: pwsh's names, as far as this host knows them.</summary>
internal sealed class ShellOptions
{
    public const string Usage = """
        Shell [-NonInteractive] -File script.ps1 [arguments of the script]
        Shell [-NonInteractive] -Command text
        Shell -Help

        Runs a script or a command with System.Management.Automation. -NoProfile, -NoLogo and -ExecutionPolicy are accepted
        and change nothing: there are no profiles, no logo and no policy.
        """;

    public bool Help { get; private init; }

    public bool NonInteractive { get; private init; }

    /// <summary>The full path of the script; null when a command was given.</summary>
    public string? File { get; private init; }

    public string? Command { get; private init; }

    public IReadOnlyList<string> ScriptArguments { get; private init; } = [];

    /// <exception cref="ArgumentException">The command line is wrong; the message names the word that is.</exception>
    public static ShellOptions Parse(string[] arguments)
    {
        var nonInteractive = false;
        for (var i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i].ToLower(CultureInfo.InvariantCulture))
            {
                case "-noprofile" or "-nop" or "-nologo":
                    break;
                case "-executionpolicy" or "-ex" or "-ep":
                    i++;
                    break;
                case "-noninteractive" or "-noni":
                    nonInteractive = true;
                    break;
                case "-help" or "-h" or "--help" or "-?":
                    return new ShellOptions { Help = true };
                case "-file" or "-f":
                    return new ShellOptions
                    {
                        NonInteractive = nonInteractive,
                        File = ScriptPath(arguments.ElementAtOrDefault(i + 1)),
                        ScriptArguments = arguments[(i + 2)..],
                    };
                case "-command" or "-c":
                    return new ShellOptions { NonInteractive = nonInteractive, Command = CommandText(arguments[(i + 1)..]) };
                default:
                    throw new ArgumentException($"'{arguments[i]}' is not an option of this host.");
            }
        }

        throw new ArgumentException("Neither -File nor -Command was given.");
    }

    private static string ScriptPath(string? path)
    {
        if (string.IsNullOrEmpty(path))
            throw new ArgumentException("-File needs the path of a script.");
        var full = Path.GetFullPath(path);
        if (!System.IO.File.Exists(full))
            throw new ArgumentException($"The script '{path}' does not exist.");
        if (!string.Equals(Path.GetExtension(full), ".ps1", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"The script '{path}' does not end in .ps1.");
        return full;
    }

    private static string CommandText(string[] words) =>
        words.Length > 0 ? string.Join(' ', words) : throw new ArgumentException("-Command needs a text.");
}
