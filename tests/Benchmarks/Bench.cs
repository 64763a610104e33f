using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace ContainerTools.Benchmarks;

/// <summary>The engine, the session of PowerShell that all rows share, and what they make.</summary>
internal sealed class Bench : IDisposable
{
    // What PowerShell's own modules bring is not there in a bare session; this is the part of it that users pipe docker's JSON to.
    private const string Preamble = """
        Import-Module $manifest
        function ConvertFrom-Json { end { [System.Text.Json.Nodes.JsonNode]::Parse(@($input) -join "`n") } }
        """;

    private readonly Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());

    public Bench(string host)
    {
        // The module and docker's client find the engine as they do for a user, and none of this user's own settings.
        foreach (var name in new[] { "DOCKER_CONTEXT", "DOCKER_API_VERSION", "DOCKER_TLS", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH" }) Environment.SetEnvironmentVariable(name, null);
        Environment.SetEnvironmentVariable("DOCKER_HOST", host);
        Environment.SetEnvironmentVariable("DOCKER_CONFIG", Folder);
        Raw = new RawEngine(host);
        runspace.Open();
        Set("manifest", Manifest);
        Run(Preamble);
    }

    /// <summary>A folder that is gone at the end; <c>$folder</c> in scripts of those who set it.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("containertools-bench-").FullName;

    public RawEngine Raw { get; }

    /// <summary>The containers of the row that runs.</summary>
    public IReadOnlyList<string> Names { get; set; } = [];

    public static string Manifest { get; } = Built("ModuleManifest");

    /// <summary>What runs a command in a process of its own: pwsh, or its stand-in on a machine without.</summary>
    public static (string Program, string[] Arguments) Shell { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "pwsh")).FirstOrDefault(File.Exists) is { } pwsh
            ? (pwsh, ["-NoProfile"]) : ("dotnet", [Built("Shell")]);

    /// <summary>Sets a variable for scripts.</summary>
    public void Set(string name, object value) => runspace.SessionStateProxy.SetVariable(name, value);

    /// <summary>Runs a script.</summary>
    /// <returns>Its last object as text.</returns>
    /// <exception cref="InvalidOperationException">It wrote an error.</exception>
    public string Run(string script)
    {
        using var shell = PowerShell.Create(runspace);
        var output = shell.AddScript(script).Invoke();
        // What a program writes to standard error is no error record of PowerShell's making.
        var error = shell.Streams.Error.FirstOrDefault(record => record.FullyQualifiedErrorId != "NativeCommandError" && !record.FullyQualifiedErrorId.StartsWith("NativeCommandErrorMessage", StringComparison.Ordinal));
        return error is null ? output.LastOrDefault()?.ToString() ?? "" : throw new InvalidOperationException($"{script}: {error}");
    }

    /// <summary>Runs a command in a process of its own, and gives what it prints.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static string RunApart(string command)
    {
        var start = new ProcessStartInfo(Shell.Program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in Shell.Arguments.Append("-Command").Append(command)) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 && errors.Result.Length == 0 ? output.Trim() : throw new InvalidOperationException($"{command}: {errors.Result}");
    }

    /// <summary>A folder that is gone with what is given back.</summary>
    public Scratch Scratch() => new(Folder);

    public string Describe()
    {
        var version = Raw.Json("GET", "/version");
        var docker = Run("docker --version");
        var module = Run("(Get-Module ContainerTools).Version.ToString()");
        return $"Engine {version.GetProperty("Version")} (API {version.GetProperty("ApiVersion")}), {docker.Split(',')[0]}, ContainerTools {module}, PowerShell {Run("$PSVersionTable.PSVersion.ToString()")}, {Environment.ProcessorCount} cores; best of five, in turn.";
    }

    public void Dispose()
    {
        runspace.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static string Built(string what) => typeof(Bench).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == what).Value!;
}
