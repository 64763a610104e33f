namespace ContainerTools.Benchmarks;

/// <summary>Containers of one row, <c>$names</c> in its scripts; they are removed with it.</summary>
internal sealed class Containers : IDisposable
{
    private const int AtOnce = 8;

    private readonly Bench bench;

    /// <param name="bench">Where.</param>
    /// <param name="count">How many.</param>
    /// <param name="script">What they run; <see langword="null"/> for containers that are never started.</param>
    public Containers(Bench bench, int count, string? script)
    {
        this.bench = bench;
        var prefix = "bench" + Guid.NewGuid().ToString("n")[..8];
        Names = [.. Enumerable.Range(0, count).Select(i => $"{prefix}-{i}")];
        var command = System.Text.Json.JsonSerializer.Serialize(new[] { "sh", "-c", script ?? "sleep 1000" });
        Threads.Each(Names, AtOnce, name =>
        {
            bench.Raw.Json("POST", $"/containers/create?name={name}", $$"""{ "Image": "busybox:latest", "Cmd": {{command}}, "Labels": { "bench": "{{prefix}}" }, "HostConfig": { "Init": true } }""");
            if (script is not null) bench.Raw.Json("POST", $"/containers/{name}/start");
        });
        bench.Names = Names;
        bench.Set("names", Names);
        bench.Set("label", $"bench={prefix}");
    }

    public string[] Names { get; }

    /// <summary>Waits until they have all ended.</summary>
    public Containers Ended()
    {
        foreach (var name in Names) bench.Raw.Json("POST", $"/containers/{name}/wait");
        return this;
    }

    public void Dispose() => Threads.Each(Names, AtOnce, name => bench.Raw.Drain("DELETE", $"/containers/{name}?force=1&v=1"));
}
