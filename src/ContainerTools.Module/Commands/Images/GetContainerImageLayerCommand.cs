using System.Collections.Concurrent;
using ContainerTools.Engine;
using ContainerTools.Engine.ImageArchives;

namespace ContainerTools.Commands;

/// <summary>Lists the layers of images, the lowest first, and what is in them.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerImageLayer", DefaultParameterSetName = "Image")]
[OutputType(typeof(ContainerImageLayer))]
public sealed class GetContainerImageLayerCommand : ImageContentCommand
{
    private readonly ConcurrentDictionary<EngineEndpoint, Lazy<Task<IReadOnlyList<ContainerImage>>>> neighbours = new();

    /// <summary>Fills <c>Files</c>. The engine sends the whole image for it.</summary>
    [Parameter]
    public SwitchParameter IncludeFile { get; set; }

    private protected override int Concurrency => IncludeFile ? EngineArchive.Concurrency : base.Concurrency;

    private protected override async Task<IReadOnlyList<Emission>> ReadAsync(ImageTarget target, CancellationToken token)
    {
        var others = neighbours.GetOrAdd(target.Endpoint, _ => new(() => ImageLayers.AllImagesAsync(target.Engine, target.Endpoint, all: false, token)));
        var layers = IncludeFile
            ? ImageLayers.FromArchive(await EngineArchive.ReadAsync(target, token).ConfigureAwait(false))
            : await ImageLayers.FromHistoryAsync(target, token).ConfigureAwait(false);
        var sharing = ImageLayers.SharedWith(target.Id, [.. layers.Select(l => l.Digest)], await others.Value.ConfigureAwait(false));
        return [new Emission.Batch([.. layers.Select((layer, i) => Layer(layer, i, sharing[i], target.Name, target.Id, target.Endpoint))])];
    }

    private protected override IEnumerable<object> Describe(ArchivedImage image, string name) =>
        ImageLayers.FromArchive(image).Select((layer, i) => Layer(IncludeFile ? layer : layer with { Files = null }, i, null, name, image.Id, null));

    private static ContainerImageLayer Layer(LayerFacts layer, int index, IReadOnlyList<string>? sharing, string image, string imageId, EngineEndpoint? engine) => new()
    {
        Index = index,
        Digest = layer.Digest,
        Size = layer.Size,
        CreatedBy = layer.CreatedBy,
        Instruction = layer.CreatedBy is { } words ? BuildInstruction.Clean(words) : null,
        Created = layer.Created,
        SharedWith = sharing,
        Files = layer.Files,
        ImageName = image,
        ImageId = imageId,
        Context = engine?.Context,
        EngineHost = engine?.HostText,
    };
}
