using System.Globalization;

namespace ContainerTools.Benchmarks.Rows;

/// <summary>By how much the memory of a process grows at most, after the same has been done once on a small scale.</summary>
internal sealed class MemoryRow(string work) : Row("Memory", work)
{
    private const long Limit = 64L << 20;

    public required Func<Bench, Scratch, IDisposable> Prepare { get; init; }

    /// <summary>The script with <c>SIZE</c> for what it works on: <c>small</c>, then <c>large</c>.</summary>
    public required string Script { get; init; }

    public static IReadOnlyList<Row> List { get; } =
    [
        new MemoryRow("1,000,000 log lines streamed")
        {
            Prepare = (bench, _) => new Containers(bench, 1, LargeRows.MillionLines).Ended(),
            Script = "Get-ContainerLog {name} {tail} | ForEach-Object { }",
        },
        new MemoryRow("1 GB copied into a container and out of it")
        {
            Prepare = (bench, _) => new Containers(bench, 1, null),
            Script = "Copy-ContainerItem '{folder}/{size}' {name}:/{size}; Copy-ContainerItem {name}:/{size} '{folder}/out'",
        },
        new MemoryRow("an image of 1 GB built, saved and loaded")
        {
            Prepare = (bench, _) => new Containers(bench, 1, null),
            Script = "$null = Build-ContainerImage '{folder}/{size}-context' -Tag bench:{size}; Export-ContainerImage bench:{size} '{folder}/{size}.tar'; $null = Import-ContainerImage '{folder}/{size}.tar'; $null = Remove-ContainerImage bench:{size} -Force -Confirm:$false",
        },
    ];

    public override IEnumerable<Finding> Run(Bench bench)
    {
        using var scratch = bench.Scratch();
        foreach (var (size, bytes) in new[] { ("small", 1000L), ("large", LargeRows.Gigabyte) })
        {
            scratch.Write(size, bytes);
            Directory.CreateDirectory(scratch[size + "-context"]);
            File.WriteAllText(scratch[size + "-context/Dockerfile"], $"FROM busybox:latest\nCOPY content /content\nLABEL time={Guid.NewGuid()}\n");
            scratch.Write(size + "-context/content", bytes);
        }
        using var prepared = Prepare(bench, scratch);
        string For(string size) => Script.Replace("{name}", bench.Names[0], StringComparison.Ordinal).Replace("{folder}", scratch.Path, StringComparison.Ordinal)
            .Replace("{tail}", size == "small" ? "-Tail 1000" : "", StringComparison.Ordinal).Replace("{size}", size, StringComparison.Ordinal);
        var grown = Bench.RunApart($$"""
            Import-Module '{{Bench.Manifest}}'
            $null = & { {{For("small")}} }
            $before = [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64
            $null = & { {{For("large")}} }
            [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 - $before
            """);
        var bytesGrown = long.Parse(grown.Split('\n')[^1], CultureInfo.InvariantCulture);
        var text = $"{bytesGrown / 1048576.0:0.0} MiB";
        yield return new Finding(Name, Work) { Module = text, Target = "≤ 64 MiB more", Reached = text, Holds = bytesGrown <= Limit };
    }
}
