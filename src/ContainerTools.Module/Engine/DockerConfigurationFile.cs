using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;

namespace ContainerTools.Engine;

/// <summary>
/// Changes docker's <c>config.json</c> and leaves everything else in it as it is. The new file takes the place of the old one
/// at once, with its mode; a link stays a link; a new file can be read by its owner alone.
/// </summary>
internal static class DockerConfigurationFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly object OneAtATime = new();
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads the file, has it changed, and writes it if it was.</summary>
    /// <param name="path">The file; neither it nor its folder has to be there.</param>
    /// <param name="change">Changes the settings, and says whether it did.</param>
    /// <exception cref="EngineException">The file is not JSON, or it cannot be read or written. It is then as it was.</exception>
    public static void Edit(string path, Func<JsonObject, bool> change)
    {
        lock (OneAtATime)
        {
            var file = Target(path);
            var settings = Read(file, path);
            if (!change(settings)) return;
            try
            {
                Write(file, settings);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new EngineException("ConfigurationUnwritable", e is UnauthorizedAccessException ? ErrorCategory.PermissionDenied : ErrorCategory.WriteError, path,
                    $"docker's configuration file '{path}' cannot be written, and is as it was: {e.Message}", e);
            }
        }
    }

    /// <summary>The file that a link leads to in the end, there or not yet; else the file itself.</summary>
    private static string Target(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    private static JsonObject Read(string file, string path)
    {
        try
        {
            var text = File.Exists(file) ? File.ReadAllBytes(file) : [];
            if (text.Length == 0) return [];
            var settings = JsonNode.Parse(text.AsSpan(), documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true }) as JsonObject ?? throw new JsonException("it is not an object");
            // A name that occurs twice is only found when it is looked at.
            _ = (settings["auths"] as JsonObject)?.Count;
            return settings;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    private static void Write(string file, JsonObject settings)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        UnixFileMode? mode = null;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, Owner | UnixFileMode.UserExecute);
            mode = File.Exists(file) ? File.GetUnixFileMode(file) : Owner;
        }
        using var partial = new PartialFile(file, mode);
        partial.Write(Encoding.UTF8.GetBytes(WithTabs(settings.ToJsonString(Layout))));
        partial.Complete(flushToDisk: true);
    }

    /// <summary>Indents with tabs, as docker does, so that a change of one setting is a change of one line.</summary>
    private static string WithTabs(string json)
    {
        var result = new StringBuilder(json.Length);
        foreach (var line in json.Split('\n'))
        {
            var text = line.TrimEnd('\r').TrimStart(' ');
            if (result.Length > 0) result.Append('\n');
            result.Append('\t', (line.TrimEnd('\r').Length - text.Length) / 2).Append(text);
        }
        return result.ToString();
    }

    private static EngineException Unreadable(string path, Exception cause) => new("ConfigurationUnreadable", ErrorCategory.ReadError, path,
        $"docker's configuration file '{path}' cannot be read: {cause.Message}", cause);
}
