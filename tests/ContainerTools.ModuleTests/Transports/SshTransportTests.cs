namespace ContainerTools.ModuleTests.Transports;

[Collection(SshCollection.Name)]
public sealed class SshTransportTests(SshServer server, PowerShellSession session) : TransportTests(server, session), IClassFixture<PowerShellSession>;
