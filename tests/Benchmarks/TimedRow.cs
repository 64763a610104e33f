using System.Diagnostics;

namespace ContainerTools.Benchmarks;

/// <summary>The same work done several ways in turn, five times each; the best counts.</summary>
internal sealed class TimedRow(string name, string work) : Row(name, work)
{
    /// <summary>How often.</summary>
    public int Times { get; init; } = 5;

    /// <summary>Makes what is worked on, for all times.</summary>
    public Func<Bench, IDisposable>? Prepare { get; init; }

    /// <summary>Makes what is worked on, anew before each time.</summary>
    public Action<Bench>? Before { get; init; }

    /// <summary>The script with the module. Its last object is what <see cref="Expect"/> says.</summary>
    public required string Module { get; init; }

    /// <summary>The script with docker's client, as it is written in PowerShell.</summary>
    public string? Docker { get; init; }

    /// <summary>The same requests over plain sockets, and what comes thrown away.</summary>
    public Action<Bench>? Raw { get; init; }

    public required string Expect { get; init; }

    public required Target[] Targets { get; init; }

    public override IEnumerable<Finding> Run(Bench bench)
    {
        using var prepared = Prepare?.Invoke(bench);
        var (module, docker, raw) = (TimeSpan.MaxValue, TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var i = 0; i < Times; i++)
        {
            module = Best(module, bench, () => Check(bench.Run(Module)));
            if (Docker is not null) docker = Best(docker, bench, () => bench.Run(Docker));
            if (Raw is not null) raw = Best(raw, bench, () => Raw(bench));
        }
        if (Targets.Length == 0) yield return new Finding(Name, Work) { Module = Text(module), Docker = Text(docker), Raw = Text(raw), Target = "all there", Reached = Expect, Holds = true };
        foreach (var target in Targets)
        {
            var reached = module / (target.Against == "raw" ? raw : docker);
            yield return new Finding(Name, Work)
            {
                Module = Text(module),
                Docker = Text(docker),
                Raw = Text(raw),
                Target = target.ToString(),
                Reached = Target.Part(reached),
                Holds = reached <= target.Factor,
            };
        }
    }

    private TimeSpan Best(TimeSpan soFar, Bench bench, Action work)
    {
        Before?.Invoke(bench);
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed < soFar ? watch.Elapsed : soFar;
    }

    private void Check(string last)
    {
        if (last != Expect) throw new InvalidOperationException($"The module's script ended with '{last}' and not with '{Expect}'.");
    }

    public static string Text(TimeSpan time) => time == TimeSpan.MaxValue ? "" : time.TotalSeconds < 10 ? $"{time.TotalMilliseconds:#,0} ms" : $"{time.TotalSeconds:0.0} s";
}
