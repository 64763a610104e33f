namespace ContainerTools.Engine;

/// <summary>
/// Counts what removing images frees. An engine keeps a layer once for all images that have the same layers up to it: it goes
/// with the last of them.
/// </summary>
internal sealed class LayerForecast
{
    private readonly Dictionary<(int Below, string Digest), int> layers = [];
    private readonly HashSet<int> kept = [];
    private readonly HashSet<int> counted = [];

    /// <param name="surviving">The images that stay.</param>
    public LayerForecast(IEnumerable<ContainerImage> surviving)
    {
        foreach (var image in surviving) kept.UnionWith(Chain(image));
    }

    /// <summary>The bytes that an image frees which goes; those of a layer are counted with the first that has it.</summary>
    /// <param name="sizes">The bytes of its layers, as far as they are known.</param>
    /// <param name="isHeld">Whether a layer of that size is kept by something else.</param>
    public long Count(ContainerImage image, IReadOnlyList<long?> sizes, Func<long, bool> isHeld)
    {
        long sum = 0;
        foreach (var (layer, size) in Chain(image).Zip(sizes))
        {
            if (!kept.Contains(layer) && counted.Add(layer) && size is { } bytes && !isHeld(bytes)) sum += bytes;
        }
        return sum;
    }

    private List<int> Chain(ContainerImage image)
    {
        var chain = new List<int>();
        var below = 0;
        foreach (var digest in image.Layers ?? [])
        {
            if (!layers.TryGetValue((below, digest), out var layer)) layers[(below, digest)] = layer = layers.Count + 1;
            chain.Add(below = layer);
        }
        return chain;
    }
}
