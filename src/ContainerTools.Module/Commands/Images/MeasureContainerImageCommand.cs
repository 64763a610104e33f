using ContainerTools.Engine;
using ContainerTools.Engine.ImageArchives;

namespace ContainerTools.Commands;

/// <summary>Measures how many bytes images waste in files that a later layer replaces or removes.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "ContainerImage", DefaultParameterSetName = "Image")]
[OutputType(typeof(ContainerImageEfficiency))]
public sealed class MeasureContainerImageCommand : ImageContentCommand
{
    /// <summary>How many layers, from the lowest up, are the base and not the user's.</summary>
    [Parameter]
    [ValidateRange(0, 127)]
    public int BaseLayerCount { get; set; } = 1;

    private protected override int Concurrency => EngineArchive.Concurrency;

    private protected override async Task<IReadOnlyList<Emission>> ReadAsync(ImageTarget target, CancellationToken token) =>
        [new Emission.Output(Measure(await EngineArchive.ReadAsync(target, token).ConfigureAwait(false), target.Name, target.Id, target.Endpoint))];

    private protected override IEnumerable<object> Describe(ArchivedImage image, string name) => [Measure(image, name, image.Id, null)];

    private ContainerImageEfficiency Measure(ArchivedImage image, string name, string id, EngineEndpoint? engine)
    {
        var sizes = image.Layers.Select(layer => layer.Content!.Size).ToArray();
        var measured = LayerEfficiency.Measure(image.Layers.Select(layer => layer.Content!));
        return new ContainerImageEfficiency
        {
            Efficiency = measured.Efficiency,
            WastedBytes = measured.WastedBytes,
            WastedFiles = measured.WastedFiles,
            Size = sizes.Sum(),
            UserSize = sizes.Skip(BaseLayerCount).Sum(),
            LayerCount = sizes.Length,
            BaseLayerCount = Math.Min(BaseLayerCount, sizes.Length),
            ImageName = name,
            ImageId = id,
            Context = engine?.Context,
            EngineHost = engine?.HostText,
        };
    }
}
