using ContainerTools.Engine.Mapping;
using Docker.DotNet;

namespace ContainerTools.Engine.ImageArchives;

/// <summary>Finds out about the layers of images on an engine.</summary>
internal static class ImageLayers
{
    private const int Concurrency = 16;

    /// <summary>What inspect and history tell: cheap, and not always all.</summary>
    public static async Task<IReadOnlyList<LayerFacts>> FromHistoryAsync(ImageTarget target, CancellationToken token)
    {
        var inspecting = ImageTarget.InspectAsync(target.Engine, target.Endpoint, target.Address, keepRaw: false, token);
        var answer = await target.Engine.GetAsync(target.Path("/history"), null, token).ConfigureAwait(false);
        var layers = (await inspecting.ConfigureAwait(false)).Layers ?? [];
        var steps = answer.Items().Reverse().ToArray();
        var made = LayerHistory.Assign([.. steps.Select(s => (s.Number("Size") ?? 0, s.Text("CreatedBy")))], layers.Count);
        return
        [
            .. layers.Select((digest, i) => made[i] is { } step
                ? new LayerFacts(digest) { Size = steps[step].Number("Size") ?? 0, CreatedBy = Words(steps[step].TextOrNull("CreatedBy"), steps[step].TextOrNull("Comment")), Created = steps[step].UnixTime("Created") }
                : new LayerFacts(digest)),
        ];
    }

    /// <summary>What the image's archive tells, files included.</summary>
    public static IReadOnlyList<LayerFacts> FromArchive(ArchivedImage image)
    {
        var below = new MergedFileSystem();
        return
        [
            .. image.Layers.Select((layer, i) => new LayerFacts(layer.DiffId)
            {
                Size = layer.Content!.Size,
                CreatedBy = Words(layer.CreatedBy, layer.Comment),
                Created = layer.Created,
                Files = LayerFiles.Apply(below, layer.Content, i),
            }),
        ];
    }

    /// <summary>The images of an engine in full, with their layers.</summary>
    /// <param name="all">Whether those without a name that others were built on are wanted too.</param>
    public static async Task<IReadOnlyList<ContainerImage>> AllImagesAsync(EngineConnection engine, EngineEndpoint endpoint, bool all, CancellationToken token)
    {
        var list = await engine.GetAsync("images/json", new Query().Add("all", all), token).ConfigureAwait(false);
        return await Concurrently.ReadAsync(list.Items().Select(json => json.Text("Id")), Concurrency, async id =>
        {
            try
            {
                return await ImageTarget.InspectAsync(engine, endpoint, id, keepRaw: false, token).ConfigureAwait(false);
            }
            catch (DockerApiException e) when (ImageTarget.IsGone(e))
            {
                return null; // removed since it was listed
            }
        }, token).ConfigureAwait(false);
    }

    /// <summary>The bytes of an image's layers; <see langword="null"/> where its history does not tell.</summary>
    public static async Task<IReadOnlyList<long?>> SizesAsync(EngineConnection engine, ContainerImage image, CancellationToken token)
    {
        var answer = await engine.GetAsync(ImageTarget.PathOf(image.Id) + "/history", null, token).ConfigureAwait(false);
        var steps = answer.Items().Reverse().Select(step => (Size: step.Number("Size") ?? 0, CreatedBy: step.Text("CreatedBy"))).ToArray();
        return [.. LayerHistory.Assign(steps, image.Layers?.Count ?? 0).Select(step => step is { } place ? (long?)steps[place].Size : null)];
    }

    /// <summary>
    /// For each layer of an image, the others that share it. An engine keeps a layer once for all images that have the same
    /// layers up to it; the same content on top of something else it keeps again.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<string>> SharedWith(string imageId, IReadOnlyList<string> digests, IReadOnlyList<ContainerImage> all)
    {
        var common = all.Where(image => image.Id != imageId)
            .Select(image => (image.Name, Depth: digests.Zip(image.Layers ?? []).TakeWhile(pair => pair.First == pair.Second).Count()))
            .OrderBy(image => image.Name, StringComparer.Ordinal).ToArray();
        return [.. digests.Select((_, i) => (IReadOnlyList<string>)[.. common.Where(image => image.Depth > i).Select(image => image.Name)])];
    }

    /// <summary>What was imported or committed has a comment for its instruction.</summary>
    private static string? Words(string? createdBy, string? comment) => createdBy ?? comment;
}
