namespace ContainerTools.ModuleTests;

/// <summary>Containers, networks and volumes of one test class: named apart from all others, and removed at its end.</summary>
public sealed class TestContainers : IDisposable
{
    private const string LabelName = "containertools.test";

    private bool used;

    /// <summary>What every name of this class begins with.</summary>
    public string Prefix { get; } = "t" + Guid.NewGuid().ToString("n")[..10];

    /// <summary>The label, as <c>name=value</c>, that everything which the tests make must carry.</summary>
    public string Label
    {
        get
        {
            _ = TestEngine.Host; // without an engine the test ends here, and there is nothing to remove
            used = true;
            return $"{LabelName}={Prefix}";
        }
    }

    public string Name(string suffix) => $"{Prefix}-{suffix}";

    /// <summary>Starts a container that runs a shell script.</summary>
    /// <returns>Its name.</returns>
    public string Start(string suffix, string script = "sleep 1000", params string[] flags) => Make("run", ["--detach", "--init"], suffix, script, flags);

    /// <summary>Starts a container and waits until its script, which makes the file <c>/ready</c> then, can take signals.</summary>
    /// <returns>Its name.</returns>
    public string StartReady(string suffix, string script, params string[] flags)
    {
        var name = Make("run", ["--detach"], suffix, script, flags);
        TestEngine.Docker("exec", name, "sh", "-c", "until [ -e /ready ]; do sleep 0.05; done");
        return name;
    }

    /// <summary>Makes a container without starting it.</summary>
    /// <returns>Its name.</returns>
    public string Create(string suffix, string script = "sleep 1000", params string[] flags) => Make("create", [], suffix, script, flags);

    private string Make(string verb, string[] first, string suffix, string script, string[] flags)
    {
        TestEngine.Docker([verb, .. first, "--name", Name(suffix), "--label", Label, .. flags, TestEngine.Image, "sh", "-c", script]);
        return Name(suffix);
    }

    public void Dispose()
    {
        if (!used) return;
        var ids = TestEngine.Docker("ps", "--all", "--quiet", "--filter", "label=" + Label).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (ids.Length > 0) TestEngine.Docker(["rm", "--force", "--volumes", .. ids]);
        var filter = "filters=" + Uri.EscapeDataString($$"""{"label":["{{Label}}"]}""");
        foreach (var network in EngineApi.Get("networks?" + filter)!.Value.EnumerateArray()) EngineApi.Send(HttpMethod.Delete, "networks/" + network.GetProperty("Id").GetString());
        foreach (var volume in EngineApi.Get("volumes?" + filter)!.Value.GetProperty("Volumes").EnumerateArray()) EngineApi.Send(HttpMethod.Delete, "volumes/" + volume.GetProperty("Name").GetString());
    }
}
