using System.Globalization;
using ContainerTools.FaultEngine;

namespace ContainerTools.Benchmarks.Rows;

/// <summary>All containers of many simulated engines, in the time that the slowest engine takes when it is alone.</summary>
internal sealed class FleetRow(string name, int engines, int fewest, int most) : Row(name, $"containers of {engines:#,0} engines, {(fewest == most ? $"{most:#,0}" : $"{fewest:#,0} to {most:#,0}")} each (log-normal latency, median 50 ms)")
{
    private const int Times = 3;
    private const int Seed = 20261124;
    private const double Factor = 1.1;
    private const long Growth = 64L << 20;

    private static readonly TimeSpan Median = TimeSpan.FromMilliseconds(50);

    public override IEnumerable<Finding> Run(Bench bench)
    {
        using var fleet = new Fleet(engines, fewest, most, Median, Seed);
        using var first = Fleet.Engine("first", fewest, TimeSpan.Zero);
        using var scratch = bench.Scratch();
        File.WriteAllLines(scratch["engines"], fleet.Addresses);
        var (alone, together, grown) = (double.MaxValue, double.MaxValue, long.MaxValue);
        for (var i = 0; i < Times; i++)
        {
            alone = Math.Min(alone, Measure(first, scratch["engines"], """
                $slowest = 0.0
                foreach ($engine in $engines) {
                    $watch = [Diagnostics.Stopwatch]::StartNew()
                    $null = Get-Container -EngineHost $engine
                    $slowest = [math]::Max($slowest, $watch.Elapsed.TotalMilliseconds)
                }
                $slowest
                """)[0]);
            var run = Measure(first, scratch["engines"], """
                $before = [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64
                $watch = [Diagnostics.Stopwatch]::StartNew()
                $count = 0
                Get-Container -EngineHost $engines | ForEach-Object { $count++ }
                $watch.Elapsed.TotalMilliseconds
                [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 - $before
                $count
                """);
            if ((int)run[2] != fleet.Containers) throw new InvalidOperationException($"{run[2]} of {fleet.Containers} containers came.");
            together = Math.Min(together, run[0]);
            grown = Math.Min(grown, (long)run[1]);
        }
        var measured = new Finding(Name, Work)
        {
            Module = TimedRow.Text(TimeSpan.FromMilliseconds(together)),
            Raw = TimedRow.Text(TimeSpan.FromMilliseconds(alone)) + " (slowest alone)",
            Target = $"≤ {Target.Part(Factor)} the slowest engine",
            Reached = Target.Part(together / alone),
            Holds = together <= Factor * alone,
        };
        yield return measured;
        yield return measured with { Target = "≤ 64 MiB more", Reached = $"{grown / 1048576.0:0.0} MiB for {fleet.Containers:#,0} containers", Holds = grown <= Growth };
    }

    /// <summary>Runs a script in a process of its own that has asked one engine before.</summary>
    private static double[] Measure(ScriptedEngine first, string engines, string script) =>
    [
        .. Bench.RunApart($"""
            Import-Module '{Bench.Manifest}'
            $null = Get-Container -EngineHost {first.Address}
            $engines = [IO.File]::ReadAllLines('{engines}')
            & {Block(script)} | ForEach-Object ToString ([cultureinfo]::InvariantCulture)
            """).Split('\n').Select(line => double.Parse(line, CultureInfo.InvariantCulture)),
    ];

    private static string Block(string script) => "{ " + script + " }";
}
