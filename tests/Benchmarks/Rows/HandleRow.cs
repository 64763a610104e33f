using System.Globalization;
using ContainerTools.FaultEngine;

namespace ContainerTools.Benchmarks.Rows;

/// <summary>What calls leave behind in their process. A scripted engine answers, so that 10,000 calls of every kind take minutes and not hours.</summary>
internal sealed class HandleRow() : Row("Handles", "10,000 calls of each kind, scripted engine")
{
    private const int Calls = 10_000;
    private const int Limit = 20;

    public override IEnumerable<Finding> Run(Bench bench)
    {
        using var engine = SmallEngine.Create();
        foreach (var call in FaultEngine.Calls.All)
        {
            var output = Bench.RunApart($$"""
                Import-Module '{{Bench.Manifest}}'
                $PSDefaultParameterValues = @{ '*-Container*:EngineHost' = '{{engine.Address}}' }
                function Measure-This { [GC]::Collect(); [GC]::WaitForPendingFinalizers(); "$([IO.Directory]::GetFiles('/proc/self/fd').Length) $([IO.Directory]::GetDirectories('/proc/self/task').Length)" }
                foreach ($i in 1..20) { $null = {{call}} }
                Measure-This
                foreach ($i in 1..{{Calls}}) { $null = {{call}} }
                [Threading.Thread]::Sleep(1000)
                Measure-This
                """);
            var (before, after) = (Numbers(output.Split('\n')[0]), Numbers(output.Split('\n')[^1]));
            var (handles, threads) = (after[0] - before[0], after[1] - before[1]);
            yield return new Finding(Name, call)
            {
                Target = "none more",
                Reached = $"{handles:+0;-0;0} handles, {threads:+0;-0;0} threads",
                Holds = handles <= Limit && threads <= Limit,
            };
        }
    }

    private static int[] Numbers(string line) => [.. line.Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
}
