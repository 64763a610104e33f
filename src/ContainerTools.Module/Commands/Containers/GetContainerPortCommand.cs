using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Commands;

/// <summary>Tells where the published ports of running containers are reached.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerPort")]
[ActsOn(ContainerState.Running, ContainerState.Paused)]
[OutputType(typeof(ContainerPort))]
public sealed class GetContainerPortCommand : ContainerReadCommand
{
    /// <summary>Only these ports of the container.</summary>
    [Parameter(Position = 1)]
    [ValidateRange(1, 65535)]
    public int[]? ContainerPort { get; set; }

    /// <summary>Only this protocol.</summary>
    [Parameter]
    [ValidateSet("tcp", "udp", "sctp")]
    public string[]? Protocol { get; set; }

    private protected override async Task<IReadOnlyList<Emission>> ReadAsync(ContainerTarget target, CancellationToken token)
    {
        var json = await target.Engine.GetAsync(target.Path("/json"), null, token).ConfigureAwait(false);
        return
        [
            .. ContainerMapping.PublishedPorts(json, target.Endpoint)
                .Where(p => ContainerPort is null || ContainerPort.Contains(p.Port))
                .Where(p => Protocol is null || Protocol.Contains(p.Protocol, StringComparer.OrdinalIgnoreCase))
                .Select(p => new Emission.Output(p)),
        ];
    }
}
