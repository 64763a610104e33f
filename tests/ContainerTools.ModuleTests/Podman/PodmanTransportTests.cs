using ContainerTools.ModuleTests.Transports;

namespace ContainerTools.ModuleTests.Podman;

[Collection(PodmanCollection.Name)]
public sealed class PodmanTransportTests(PodmanService podman, PowerShellSession session) : TransportTests(podman, session), IClassFixture<PowerShellSession>
{
    /// <summary>podman leaves out the last lines of what ends while it is followed, as the table says: it ends before.</summary>
    protected override string StartLongLog()
    {
        var name = base.StartLongLog();
        podman.Docker("wait", name);
        return name;
    }
}
