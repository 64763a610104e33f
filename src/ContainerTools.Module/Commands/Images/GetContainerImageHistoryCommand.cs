using ContainerTools.Engine;
using ContainerTools.Engine.ImageArchives;

namespace ContainerTools.Commands;

/// <summary>Lists the steps that made an image, the newest first.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerImageHistory", DefaultParameterSetName = "Image")]
[OutputType(typeof(ContainerImageHistoryEntry))]
public sealed class GetContainerImageHistoryCommand : ImageReadCommand
{
    private protected override async Task<IReadOnlyList<Emission>> ReadAsync(ImageTarget target, CancellationToken token)
    {
        var answer = await target.Engine.GetAsync(target.Path("/history"), null, token).ConfigureAwait(false);
        return [new Emission.Batch([.. answer.List().Select(step => Entry(step, target))])];
    }

    private static ContainerImageHistoryEntry Entry(JsonElement step, ImageTarget target)
    {
        var createdBy = step.Text("CreatedBy");
        return new ContainerImageHistoryEntry
        {
            // Steps that were made elsewhere have no image of their own here.
            Id = step.TextOrNull("Id") is { } id and not "<missing>" ? id : null,
            Created = step.UnixTime("Created"),
            CreatedBy = createdBy,
            Instruction = BuildInstruction.Clean(createdBy),
            Size = step.Number("Size") ?? 0,
            Comment = step.Text("Comment"),
            Tags = step.Texts("Tags"),
            ImageName = target.Name,
            ImageId = target.Id,
            Context = target.Endpoint.Context,
            EngineHost = target.Endpoint.HostText,
        };
    }
}
