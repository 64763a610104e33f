namespace ContainerTools.Engine.ImageArchives;

/// <summary>Finds out which steps of an image's history made its layers, which the engine's history does not say.</summary>
internal static class LayerHistory
{
    /// <summary>
    /// A step with bytes made a layer. One without may have: where there is more than one way to choose among those, only the
    /// layers that come out the same in all of them are known.
    /// </summary>
    /// <param name="steps">The steps, the oldest first: their bytes, and their builder's words.</param>
    /// <param name="layers">How many layers there are.</param>
    /// <returns>For each layer the place of its step, or <see langword="null"/>.</returns>
    public static int?[] Assign(IReadOnlyList<(long Size, string CreatedBy)> steps, int layers)
    {
        var certain = Enumerable.Range(0, steps.Count).Where(i => steps[i].Size > 0).ToArray();
        var possible = Enumerable.Range(0, steps.Count).Where(i => steps[i].Size == 0 && BuildInstruction.MayLeaveLayer(steps[i].CreatedBy)).ToArray();
        var missing = layers - certain.Length;
        if (missing < 0 || missing > possible.Length) return new int?[layers];
        var first = Layout(possible[..missing]);
        var last = Layout(possible[^missing..]);
        return [.. first.Zip(last, (a, b) => a == b ? (int?)a : null)];

        int[] Layout(int[] chosen) => [.. certain.Concat(chosen).Order()];
    }
}
