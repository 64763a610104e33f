namespace ContainerTools.ModuleTests.Transports;

public sealed class TcpTransportTests(TcpPeer peer, PowerShellSession session) : TransportTests(peer, session), IClassFixture<TcpPeer>, IClassFixture<PowerShellSession>;
