namespace ContainerTools.Benchmarks;

/// <summary>A line of the table: what was measured, and whether one target holds.</summary>
internal sealed record Finding(string Row, string Work)
{
    public string Module { get; init; } = "";

    public string Docker { get; init; } = "";

    public string Raw { get; init; } = "";

    public required string Target { get; init; }

    public required string Reached { get; init; }

    public required bool Holds { get; init; }
}
