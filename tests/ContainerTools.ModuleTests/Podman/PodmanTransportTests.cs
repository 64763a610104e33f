using ContainerTools.ModuleTests.Transports;

namespace ContainerTools.ModuleTests.Podman;

[Collection(PodmanCollection.Name)]
public sealed class PodmanTransportTests(PodmanService podman, PowerShellSession session) : TransportTests(podman, session), IClassFixture<PowerShellSession>;
