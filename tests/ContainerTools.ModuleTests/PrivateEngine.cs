namespace ContainerTools.ModuleTests;

/// <summary>
/// An engine of its own that a test may restart and empty; live restore is off, so that its containers end then. It begins with the
/// first test that asks for it and is gone at the end, also if this process is killed.
/// </summary>
public sealed class PrivateEngine : IDisposable
{
    /// <summary>Names an engine of another version that may be emptied instead; it is not restarted.</summary>
    private const string Variable = "CONTAINERTOOLS_TEST_EXPENDABLE_HOST";

    private readonly string folder = Path.Combine(Path.GetTempPath(), "containertools-" + Guid.NewGuid().ToString("n")[..8]);
    private readonly string? given = Environment.GetEnvironmentVariable(Variable);
    private string? host;

    /// <summary>Its address. Where no engine can be started the test is skipped.</summary>
    public string Host => host ??= given is { Length: > 0 } ? given : Start();

    /// <summary>Runs docker's client against it.</summary>
    public string Docker(params string[] arguments) => TestEngine.DockerOn(Host, arguments);

    /// <summary>Starts a container that runs a shell script, and ends without delay when it is told to.</summary>
    /// <returns>Its name.</returns>
    public string Run(string script, params string[] flags)
    {
        var name = "t" + Guid.NewGuid().ToString("n")[..10];
        Docker(["run", "--detach", "--init", "--name", name, .. flags, TestEngine.Image, "sh", "-c", script]);
        return name;
    }

    /// <summary>Ends it, and with it its containers, and starts it again.</summary>
    public void Restart()
    {
        if (given is { Length: > 0 }) Assert.Skip($"The engine that {Variable} names is not ours to restart.");
        TestEngine.Script("restart", folder);
    }

    public void Dispose()
    {
        if (host is not null && host != given) TestEngine.Script("down", folder);
    }

    private string Start()
    {
        _ = TestEngine.Host; // who runs the tests without an engine wants none
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root") Assert.Skip("An engine of its own can only be started by root on Linux.");
        return TestEngine.Prepare("up", folder, Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
