using System.Diagnostics;
using System.Reflection;

namespace ContainerTools.ModuleTests;

/// <summary>The engine under test, the module under test, and docker's own client beside them.</summary>
internal static class TestEngine
{
    public const string Image = "busybox:latest";

    private const string Variable = "CONTAINERTOOLS_TEST_HOST";

    static TestEngine()
    {
        // The tests name their engine as a user's environment would; nothing of this user's own configuration plays a part.
        Environment.SetEnvironmentVariable("DOCKER_HOST", Environment.GetEnvironmentVariable(Variable));
        foreach (var name in new[] { "DOCKER_CONTEXT", "DOCKER_API_VERSION", "DOCKER_TLS", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH" })
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    /// <summary>The built module's manifest.</summary>
    public static string Manifest { get; } = Built("ModuleManifest");

    /// <summary>The host that runs a script in a process of its own.</summary>
    public static string Shell { get; } = Built("Shell");

    /// <summary>The engine's address. Without one the test is skipped, or fails where a missing engine is a failure.</summary>
    public static string Host
    {
        get
        {
            var host = Environment.GetEnvironmentVariable(Variable);
            if (!string.IsNullOrEmpty(host)) return host;
            var reason = $"{Variable} names no engine; './build.sh test' starts one.";
            if (Environment.GetEnvironmentVariable("CI") is { Length: > 0 } and not "false") Assert.Fail(reason);
            Assert.Skip(reason);
            throw new UnreachableException();
        }
    }

    /// <summary>Another engine's address, for what goes from one to the other.</summary>
    public static string SecondHost
    {
        get
        {
            _ = Host;
            var host = Environment.GetEnvironmentVariable("CONTAINERTOOLS_TEST_HOST2");
            if (string.IsNullOrEmpty(host)) Assert.Skip("CONTAINERTOOLS_TEST_HOST2 names no second engine; './build.sh test' starts one where it starts the first.");
            return host;
        }
    }

    /// <summary>The newest API version that the engine speaks.</summary>
    public static Version ApiVersion => Known.Value;

    private static Lazy<Version> Known { get; } = new(() => Version.Parse(Docker("version", "--format", "{{.Server.APIVersion}}")));

    /// <summary>
    /// Runs the script that starts engines and installs what tests need. Where it fails, the test is skipped, or fails where
    /// what is missing is a failure.
    /// </summary>
    /// <returns>What it prints.</returns>
    public static string Prepare(params string[] arguments)
    {
        try
        {
            return Script(arguments);
        }
        catch (InvalidOperationException e)
        {
            var reason = $"What this test needs is not there: {e.Message}";
            if (Environment.GetEnvironmentVariable("CI") is { Length: > 0 } and not "false") Assert.Fail(reason);
            Assert.Skip(reason);
            throw new UnreachableException();
        }
    }

    /// <summary>Runs the same script, which has no reason to fail.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has its standard error.</exception>
    public static string Script(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", [Built("EngineScript"), .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var complaints = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"engine.sh {string.Join(' ', arguments)}: {complaints.Result}");
    }

    private static string Built(string what) =>
        typeof(TestEngine).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == what).Value!;

    /// <summary>Runs docker's client against the engine under test and gives what it prints.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has its standard error.</exception>
    public static string Docker(params string[] arguments) => DockerOn(Host, arguments);

    /// <summary>Runs docker's client against another engine and gives what it prints.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has its standard error.</exception>
    public static string DockerOn(string host, params string[] arguments)
    {
        var start = new ProcessStartInfo("docker") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("--host");
        start.ArgumentList.Add(host);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.TrimEnd('\n')
            : throw new InvalidOperationException($"docker {string.Join(' ', arguments)}: {error.Result}");
    }
}
