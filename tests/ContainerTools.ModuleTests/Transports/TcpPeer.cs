namespace ContainerTools.ModuleTests.Transports;

/// <summary>The engine under test behind a port of the loopback address that passes every byte on, without TLS.</summary>
public sealed class TcpPeer : TransportPeer
{
    private readonly Lazy<(FaultProxy Port, string Context)> way = new(() =>
    {
        var port = new FaultProxy(TestEngine.Host);
        var context = "tcp-" + Guid.NewGuid().ToString("n")[..10];
        TestConfiguration.WriteContext(TestConfiguration.Folder, context, port.Address);
        return (port, context);
    });

    public override string Local => TestEngine.Host;

    public override string Context => way.Value.Context;

    protected override void CleanUp()
    {
        base.CleanUp();
        if (way.IsValueCreated) way.Value.Port.Dispose();
    }
}
