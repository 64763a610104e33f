using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Lists what containers have changed in their file systems.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerChange")]
[OutputType(typeof(ContainerChange))]
public sealed class GetContainerChangeCommand : ContainerReadCommand
{
    /// <summary>Only changes of these kinds.</summary>
    [Parameter(Position = 1)]
    public ContainerChangeKind[]? Kind { get; set; }

    private protected override async Task<IReadOnlyList<Emission>> ReadAsync(ContainerTarget target, CancellationToken token)
    {
        var answer = await target.Engine.GetAsync(target.Path("/changes"), null, token).ConfigureAwait(false);
        var changes = answer.List().Select(json => new ContainerChange
        {
            Path = json.Text("Path"),
            Kind = (ContainerChangeKind)(json.Integer("Kind") ?? 0),
            ContainerName = target.Name,
            ContainerId = target.Id,
            Context = target.Endpoint.Context,
            EngineHost = target.Endpoint.HostText,
        });
        return [new Emission.Batch([.. changes.Where(c => Kind is null || Kind.Contains(c.Kind))])];
    }
}
