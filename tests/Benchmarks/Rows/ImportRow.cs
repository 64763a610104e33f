using System.Diagnostics;

namespace ContainerTools.Benchmarks.Rows;

/// <summary>What the module adds to a process's start, beside what one call of docker's client adds.</summary>
internal sealed class ImportRow() : Row("Import", "Import-Module and the first Get-Container, above a bare start")
{
    private const int Times = 10;
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);

    public override IEnumerable<Finding> Run(Bench bench)
    {
        using var containers = new Containers(bench, 10, null);
        var (bare, module, docker) = (TimeSpan.MaxValue, TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var i = 0; i < Times; i++)
        {
            bare = Best(bare, "1");
            module = Best(module, $"Import-Module '{Bench.Manifest}'; $null = Get-Container");
            docker = Best(docker, "$null = docker ps --all");
        }
        yield return new Finding(Name, Work)
        {
            Module = TimedRow.Text(module - bare),
            Docker = TimedRow.Text(docker - bare),
            Target = $"≤ {TimedRow.Text(Limit)}",
            Reached = TimedRow.Text(module - bare),
            Holds = module - bare <= Limit,
        };
    }

    private static TimeSpan Best(TimeSpan soFar, string command)
    {
        var watch = Stopwatch.StartNew();
        Bench.RunApart(command);
        return watch.Elapsed < soFar ? watch.Elapsed : soFar;
    }
}
