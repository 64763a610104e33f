namespace ContainerTools.ModuleTests.Transports;

[Collection(TlsCollection.Name)]
public sealed class TlsTransportTests(TlsEngine engine, PowerShellSession session) : TransportTests(engine, session), IClassFixture<PowerShellSession>;
