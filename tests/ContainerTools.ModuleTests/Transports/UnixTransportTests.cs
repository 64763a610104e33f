namespace ContainerTools.ModuleTests.Transports;

public sealed class UnixTransportTests(UnixPeer peer, PowerShellSession session) : TransportTests(peer, session), IClassFixture<UnixPeer>, IClassFixture<PowerShellSession>;
