using System.Text;
using System.Text.Json;

namespace ContainerTools;

/// <summary>A security option (<c>docker run --security-opt</c>).</summary>
public sealed class SecurityOption
{
    internal const string Kind = "a security option";
    internal const string Syntax = "name=value, for example seccomp=profile.json, apparmor=unconfined, label=disable or systempaths=unconfined, or no-new-privileges";
    private const string Seccomp = "seccomp";

    private SecurityOption(string name, string? value, string text) => (Name, Value, Text) = (name, value, text);

    /// <summary>The name, for example <c>seccomp</c>.</summary>
    public string Name { get; }

    /// <summary>The value, or <see langword="null"/> where the name stands alone. A seccomp profile is its JSON, not its path.</summary>
    public string? Value { get; }

    private string Text { get; }

    /// <summary>
    /// Whether it uncovers the paths of <c>/proc</c> and <c>/sys</c> that a container does not see. The engine does not know
    /// this option: the client sends empty lists of masked and read-only paths in its place.
    /// </summary>
    internal bool IsUnconfinedSystemPaths => Text == "systempaths=unconfined";

    /// <summary>Reads docker's syntax. A seccomp profile other than <c>builtin</c> and <c>unconfined</c> is a file, which is read here: the engine takes its content.</summary>
    /// <param name="text">The option.</param>
    /// <param name="baseDirectory">An absolute path, which the profile's is relative to.</param>
    /// <returns>The option.</returns>
    /// <exception cref="FormatException">The option has no value, or the profile cannot be read or is not JSON.</exception>
    public static SecurityOption Parse(string text, string baseDirectory)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(baseDirectory);
        var cut = text.IndexOf('=', StringComparison.Ordinal);
        // The colon is docker's older spelling.
        if (cut < 0) cut = text.IndexOf(':', StringComparison.Ordinal);
        var (name, value) = cut < 0 ? (text, null) : (text[..cut], text[(cut + 1)..]);
        if (name.Length == 0 || (string.IsNullOrEmpty(value) && name != "no-new-privileges")) throw Malformed.Text(text, Kind, Syntax);
        if (name != Seccomp || value is "builtin" or "unconfined") return new SecurityOption(name, value, text);
        var profile = value!.StartsWith('{') ? Compact(value, "the profile") : Read(value, baseDirectory);
        return new SecurityOption(name, profile, $"{Seccomp}={profile}");
    }

    /// <summary>Writes what the engine takes.</summary>
    /// <returns>The option, a seccomp profile as JSON.</returns>
    public override string ToString() => Text;

    private static string Read(string path, string baseDirectory)
    {
        try
        {
            return Compact(File.ReadAllText(Path.GetFullPath(HostPath.Resolve(path, baseDirectory), baseDirectory)), path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new FormatException($"The seccomp profile '{path}' cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>Takes the white space out and leaves the rest letter by letter, as docker does.</summary>
    private static string Compact(string json, string path)
    {
        try
        {
            using var valid = JsonDocument.Parse(json);
        }
        catch (JsonException failure)
        {
            throw new FormatException($"The seccomp profile '{path}' is not JSON: {failure.Message}", failure);
        }
        var compact = new StringBuilder(json.Length);
        var isText = false;
        for (var index = 0; index < json.Length; index++)
        {
            if (!isText && json[index] is ' ' or '\t' or '\r' or '\n') continue;
            compact.Append(json[index]);
            if (isText && json[index] == '\\') compact.Append(json[++index]);
            else if (json[index] == '"') isText = !isText;
        }
        return compact.ToString();
    }
}
