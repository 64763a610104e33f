using System.Diagnostics;
using System.Text.Json;

namespace ContainerTools.ModuleTests.Contexts;

/// <summary>A folder of docker's configuration of one test, which scripts and docker's own client use in processes of their own.</summary>
internal sealed class DockerFolder : IDisposable
{
    private readonly TestFolder folder = new();

    public string Path => folder.Path;

    public string ConfigFile => folder["config.json"];

    public string Config => File.Exists(ConfigFile) ? File.ReadAllText(ConfigFile) : "";

    /// <summary>Runs a script in a session of its own; no engine is named but by this folder and the variables.</summary>
    public ShellProcess Run(string script, params (string Name, string? Value)[] variables) =>
        ShellProcess.Command($"Import-Module '{TestEngine.Manifest}'; {script}", [("DOCKER_CONFIG", Path), ("DOCKER_HOST", null), ("DOCKER_CONTEXT", null), .. variables]);

    /// <summary>Runs docker's client with this folder.</summary>
    /// <returns>What it prints.</returns>
    public string Docker(params string[] arguments)
    {
        var (code, output, error) = TryDocker(arguments);
        return code == 0 ? output : throw new InvalidOperationException($"docker {string.Join(' ', arguments)}: {error}");
    }

    public (int ExitCode, string Output, string Error) TryDocker(params string[] arguments)
    {
        var start = new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOCKER_CONFIG"] = Path;
        start.Environment.Remove("DOCKER_HOST");
        start.Environment.Remove("DOCKER_CONTEXT");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Trim(), error.Result);
    }

    /// <summary>What docker's client says of a context.</summary>
    public JsonElement Inspect(string context)
    {
        using var document = JsonDocument.Parse(Docker("context", "inspect", context));
        return document.RootElement[0].Clone();
    }

    public void Dispose() => folder.Dispose();
}
