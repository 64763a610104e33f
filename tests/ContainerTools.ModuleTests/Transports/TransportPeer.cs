namespace ContainerTools.ModuleTests.Transports;

/// <summary>A real engine that is reached over the transport under test, and over its own socket on this machine.</summary>
public abstract class TransportPeer : IDisposable
{
    private const string LabelName = "containertools.test";

    private readonly string prefix = "t" + Guid.NewGuid().ToString("n")[..10];
    private readonly string folder = Directory.CreateTempSubdirectory("containertools-transport-").FullName;
    private bool used;

    /// <summary>The engine's own socket.</summary>
    public abstract string Local { get; }

    /// <summary>The context that reaches it over the transport.</summary>
    public abstract string Context { get; }

    /// <summary>The label, as <c>name=value</c>, that everything which the tests make must carry.</summary>
    public string Label
    {
        get
        {
            used = true;
            return $"{LabelName}={prefix}";
        }
    }

    /// <summary>Whether the engine asks its client, while it builds, for what steps mount.</summary>
    public virtual bool HasSessions => true;

    public string Name(string suffix) => $"{prefix}-{suffix}";

    /// <summary>A path in a folder of these tests.</summary>
    public string File(string name) => Path.Combine(folder, name);

    /// <summary>Runs docker's client against the engine's own socket.</summary>
    public string Docker(params string[] arguments) => TestEngine.DockerOn(Local, arguments);

    /// <summary>Starts a container that runs a shell script.</summary>
    /// <returns>Its name.</returns>
    public string Start(string suffix, string script = "sleep 1000", params string[] flags)
    {
        Docker(["run", "--detach", "--init", "--name", Name(suffix), "--label", Label, .. flags, TestEngine.Image, "sh", "-c", script]);
        return Name(suffix);
    }

    public void Dispose()
    {
        CleanUp();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Removes what the tests have left on the engine.</summary>
    protected virtual void CleanUp()
    {
        if (!used) return;
        var containers = Lines("ps", "--all", "--quiet", "--filter", "label=" + Label);
        if (containers.Length > 0) Docker(["rm", "--force", "--volumes", .. containers]);
        var images = Lines("images", "--quiet", "--filter", "label=" + Label).Distinct().ToArray();
        if (images.Length > 0) Docker(["rmi", "--force", .. images]);
    }

    private string[] Lines(params string[] arguments) => Docker(arguments).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
