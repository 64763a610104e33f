using ContainerTools.Benchmarks.Rows;

namespace ContainerTools.Benchmarks;

/// <summary>Every row, in the order of the table.</summary>
internal static class AllRows
{
    public static IReadOnlyList<Row> List { get; } =
    [
        .. SmallRows.List,
        .. LargeRows.List,
        new ImportRow(),
        .. MemoryRow.List,
        new HandleRow(),
        .. LoadRows.List,
        new FleetRow("Fleet", 100, 10, 10),
        new FleetRow("Fleet", 100, 10, 1000),
    ];
}
