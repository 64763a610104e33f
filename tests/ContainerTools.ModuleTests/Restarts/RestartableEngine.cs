namespace ContainerTools.ModuleTests.Restarts;

/// <summary>
/// An engine of its own that a test may restart; live restore is off, so that its containers end then. It begins with the first
/// test that asks for it and is gone at the end, also if this process is killed.
/// </summary>
public sealed class RestartableEngine : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "containertools-" + Guid.NewGuid().ToString("n")[..8]);
    private string? host;

    /// <summary>Its address. Where no engine can be started the test is skipped.</summary>
    public string Host => host ??= Start();

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
    public void Restart() => TestEngine.Script("restart", folder);

    public void Dispose()
    {
        if (host is not null) TestEngine.Script("down", folder);
    }

    private string Start()
    {
        _ = TestEngine.Host; // who runs the tests without an engine wants none
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root") Assert.Skip("An engine that is restarted can only be started by root on Linux.");
        return TestEngine.Prepare("up", folder, Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
