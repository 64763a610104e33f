namespace ContainerTools.ModuleTests.Transports;

/// <summary>The engine under test by its own socket, as a context names it.</summary>
public sealed class UnixPeer : TransportPeer
{
    private readonly Lazy<string> context = new(() =>
    {
        if (!TestEngine.Host.StartsWith("unix:", StringComparison.Ordinal)) Assert.Skip("The engine under test has no socket here.");
        var name = "unix-" + Guid.NewGuid().ToString("n")[..10];
        TestConfiguration.WriteContext(TestConfiguration.Folder, name, TestEngine.Host);
        return name;
    });

    public override string Local => TestEngine.Host;

    public override string Context => context.Value;
}
