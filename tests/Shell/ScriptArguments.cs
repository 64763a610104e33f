using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace ContainerTools.Shell;

/// <summary>
/// Writes words of the command line as the arguments of a PowerShell command, as pwsh -File takes them: <c>-Name value</c>,
/// <c>-Name:value</c> (where <c>$true</c> and <c>$false</c> are booleans, so that a switch can be turned off), and text.
/// </summary>
internal static partial class ScriptArguments
{
    public static string ToText(IEnumerable<string> words) => string.Join(' ', words.Select(Argument));

    // Whether the word after -Name belongs to it is for the engine to say, by the script's param(). -1 is a value.
    private static string Argument(string word) =>
        Parameter().Match(word) is { Success: true } match
            ? match.Groups["name"].Value + Value(match.Groups["value"].Value)
            : Quoted(word);

    private static string Value(string text) =>
        text.ToUpperInvariant() is "" or "$TRUE" or "$FALSE" ? text : Quoted(text);

    public static string Quoted(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";

    [GeneratedRegex(@"^(?<name>-([\p{L}_][\w-]*|\?))$|^(?<name>-[\p{L}_][\w-]*:)(?<value>.+)$", RegexOptions.Singleline)]
    private static partial Regex Parameter();
}
