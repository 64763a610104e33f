using System.Globalization;

namespace ContainerTools.ModuleTests.Swarm;

/// <summary>
/// Engines of their own that can make a swarm, each in a network namespace. They begin with the first test that asks for them
/// and are gone at the end, also if this process is killed.
/// </summary>
public abstract class SwarmMachines(int count) : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "ct-" + Guid.NewGuid().ToString("n")[..8]);
    private (string Host, string Address)[]? nodes;

    /// <summary>The engines' URIs. Where none can be started the test is skipped.</summary>
    public string Host(int node = 1) => Nodes[node - 1].Host;

    /// <summary>The address by which the others reach a node.</summary>
    public string Address(int node = 1) => Nodes[node - 1].Address;

    private (string Host, string Address)[] Nodes => nodes ??= Start();

    /// <summary>Runs docker's client against the first node.</summary>
    public string Docker(params string[] arguments) => TestEngine.DockerOn(Host(), arguments);

    /// <summary>Kills a node's engine, as if its machine had lost its power.</summary>
    public void Kill(int node) => TestEngine.Script("kill", Path.Combine(folder, Name(node)));

    /// <summary>Starts a node's engine again.</summary>
    public void Restart(int node) => TestEngine.Script("restart", Path.Combine(folder, Name(node)));

    /// <summary>The host name of a node.</summary>
    public static string Name(int node) => "node" + node.ToString(CultureInfo.InvariantCulture);

    public void Dispose()
    {
        if (nodes is not null) TestEngine.Script("down", folder);
        GC.SuppressFinalize(this);
    }

    /// <summary>What is done with the engines once they run.</summary>
    protected virtual void Prepare() { }

    private (string Host, string Address)[] Start()
    {
        _ = TestEngine.Host; // who runs the tests without an engine wants none
        SkipUnlessWanted();
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root") Assert.Skip("Engines that make a swarm can only be started by root on Linux.");
        var printed = TestEngine.Prepare("nodes", folder, count.ToString(CultureInfo.InvariantCulture), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        nodes = [.. printed.Split('\n').Select(line => line.Split(' ')).Select(words => (words[0], words[1]))];
        Prepare();
        return nodes;
    }

    /// <summary>Whether the tests are to have so many engines.</summary>
    protected virtual void SkipUnlessWanted() { }
}

/// <summary>One engine that is in no swarm.</summary>
public sealed class LooseEngine() : SwarmMachines(1);

/// <summary>A swarm of one engine.</summary>
public sealed class SwarmEngine() : SwarmMachines(1)
{
    protected override void Prepare() => Docker("swarm", "init", "--advertise-addr", Address());

    /// <summary>Waits until a question about the swarm is answered with yes.</summary>
    public static void Until(Func<bool> condition, string what, int seconds = 60)
    {
        for (var watch = System.Diagnostics.Stopwatch.StartNew(); !condition(); Thread.Sleep(200)) Assert.True(watch.Elapsed.TotalSeconds < seconds, $"{what} did not come within {seconds} s");
    }
}

/// <summary>A swarm of three engines, where the tests are told to have one: <c>./build.sh test -Swarm</c>.</summary>
public sealed class SwarmNodes() : SwarmMachines(3)
{
    protected override void SkipUnlessWanted()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CONTAINERTOOLS_TEST_SWARM"))) Assert.Skip("A swarm of three engines is tested with './build.sh test -Swarm'.");
    }
}
