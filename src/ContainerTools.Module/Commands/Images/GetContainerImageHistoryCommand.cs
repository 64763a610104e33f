using ContainerTools.Engine;
using ContainerTools.Engine.ImageArchives;

namespace ContainerTools.Commands;

/// <summary>Lists the steps that made an image, the newest first.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerImageHistory", DefaultParameterSetName = "Image")]
[OutputType(typeof(ContainerImageHistoryEntry))]
public sealed class GetContainerImageHistoryCommand : ImageReadCommand
{
    private static readonly Version PlatformOfHistory = new(1, 48);

    /// <summary>The platform to take of images for several: <c>linux/arm64</c>. It needs API version 1.48.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Platform { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing() => EngineFeature.CheckPlatform(this, Platform);

    private protected override async Task<IReadOnlyList<Emission>> ReadAsync(ImageTarget target, CancellationToken token)
    {
        // Older engines would leave it out without a word.
        if (Platform is not null) target.Engine.Require(PlatformOfHistory, "Get-ContainerImageHistory -Platform");
        var answer = await target.Engine.GetAsync(target.Path("/history"), Platform is null ? null : new Query().Add("platform", PlatformJson.Of(Platform)), token).ConfigureAwait(false);
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
