using ContainerTools.ModuleTests.Transports;

namespace ContainerTools.ModuleTests.Podman;

/// <summary>
/// podman's service in the place of an engine, with a registry without passwords at 127.0.0.1:5000 of its own network
/// namespace. It begins with the first test that asks for it and is gone at the end.
/// </summary>
public sealed class PodmanService : TransportPeer
{
    private readonly Lazy<string> local;
    private readonly Lazy<string> running;
    private readonly string context = "podman-" + Guid.NewGuid().ToString("n")[..10];
    private readonly string root = Path.Combine(Path.GetTempPath(), "containertools-podman-" + Guid.NewGuid().ToString("n")[..12]);

    public PodmanService()
    {
        local = new Lazy<string>(Begin);
        running = new Lazy<string>(() => Start("web", "echo out; echo error >&2; echo text >/tmp/file; sleep 1000", "--env", "COLOUR=red", "--publish", "8080:80"));
    }

    public override string Local => local.Value;

    public override string Context
    {
        get
        {
            _ = local.Value;
            return context;
        }
    }

    public override bool HasSessions => false;

    /// <summary>A container that runs and that no test changes.</summary>
    public string Running => running.Value;

    private string Begin()
    {
        _ = TestEngine.Host; // who runs the tests without an engine wants none
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) Assert.Skip("podman's service is started by root on Linux.");
        var socket = TestEngine.Prepare("podman", root, $"{Environment.ProcessId}");
        TestConfiguration.WriteContext(TestConfiguration.Folder, context, socket);
        return socket;
    }

    /// <summary>With the service goes all that it keeps.</summary>
    protected override void CleanUp()
    {
        if (Directory.Exists(root)) TestEngine.Script("down", root);
    }
}
