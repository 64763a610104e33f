using ContainerTools.Engine;
using ContainerTools.Engine.ImageArchives;

namespace ContainerTools.Commands;

/// <summary>Measures how many bytes images waste in files that a later layer replaces or removes.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "ContainerImage")]
[OutputType(typeof(ContainerImageEfficiency))]
public sealed class MeasureContainerImageCommand : ImageReadCommand
{
    /// <summary>How many layers, from the lowest up, are the base and not the user's.</summary>
    [Parameter]
    [ValidateRange(0, 127)]
    public int BaseLayerCount { get; set; } = 1;

    private protected override int Concurrency => EngineArchive.Concurrency;

    private protected override async Task<IReadOnlyList<Emission>> ReadAsync(ImageTarget target, CancellationToken token)
    {
        var image = await EngineArchive.ReadAsync(target, token).ConfigureAwait(false);
        var sizes = image.Layers.Select(layer => layer.Content!.Size).ToArray();
        var measured = LayerEfficiency.Measure(image.Layers.Select(layer => layer.Content!));
        return
        [
            new Emission.Output(new ContainerImageEfficiency
            {
                Efficiency = measured.Efficiency,
                WastedBytes = measured.WastedBytes,
                WastedFiles = measured.WastedFiles,
                Size = sizes.Sum(),
                UserSize = sizes.Skip(BaseLayerCount).Sum(),
                LayerCount = sizes.Length,
                BaseLayerCount = Math.Min(BaseLayerCount, sizes.Length),
                ImageName = target.Name,
                ImageId = target.Id,
                Context = target.Endpoint.Context,
                EngineHost = target.Endpoint.HostText,
            }),
        ];
    }
}
