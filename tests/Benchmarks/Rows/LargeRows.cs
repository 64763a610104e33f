namespace ContainerTools.Benchmarks.Rows;

/// <summary>Few requests that carry much.</summary>
internal static class LargeRows
{
    public const long Gigabyte = 1_000_000_000;
    public const string MillionLines = "yes 'a line of a log that has a million of them, each as long as a usual line is' | head -n 1000000";

    public static IReadOnlyList<Row> List { get; } =
    [
        new TimedRow("LogStream", "1,000,000 log lines to ForEach-Object")
        {
            Prepare = bench => new Containers(bench, 1, MillionLines).Ended(),
            Module = "$count = 0; Get-ContainerLog $names[0] | ForEach-Object { $count++ }; $count",
            Docker = "$count = 0; docker logs $names[0] | ForEach-Object { $count++ }; $count",
            Raw = bench => bench.Raw.Drain("GET", $"/containers/{bench.Names[0]}/logs?stdout=1&stderr=1&timestamps=1"),
            Expect = "1000000",
            Targets = [Target.Raw(1)],
        },
        new TimedRow("CopyIn", "a file of 1 GB into a container")
        {
            Prepare = bench => With(bench, scratch => scratch.Write("large", Gigabyte)),
            Module = "Copy-ContainerItem $folder/large \"$($names[0]):/in\"; (Get-ContainerItem $names[0] /in).Size",
            Docker = "docker cp -q $folder/large \"$($names[0]):/in\"",
            Expect = $"{Gigabyte}",
            Targets = [Target.Docker(1)],
        },
        new TimedRow("CopyOut", "a file of 1 GB out of a container")
        {
            Prepare = bench =>
            {
                var both = With(bench, scratch => scratch.Write("large", Gigabyte));
                bench.Run("docker cp -q $folder/large \"$($names[0]):/in\"");
                return both;
            },
            Module = "Copy-ContainerItem \"$($names[0]):/in\" $folder/out; [IO.FileInfo]::new(\"$folder/out\").Length",
            Docker = "docker cp -q \"$($names[0]):/in\" $folder/out",
            Expect = $"{Gigabyte}",
            Targets = [Target.Docker(1)],
        },
        new TimedRow("BuildContext", "build with a context of 10,000 files, 500 MB")
        {
            Prepare = bench => With(bench, scratch =>
            {
                foreach (var i in Enumerable.Range(0, 10_000)) scratch.Write($"{i}", 50_000);
            }),
            // Another file each time, so that no build finds the last one's result.
            Before = bench => bench.Run("[IO.File]::WriteAllText(\"$folder/Dockerfile\", \"FROM busybox:latest`nLABEL time=$([guid]::NewGuid())`n\")"),
            Module = "(Build-ContainerImage $folder -Tag bench:context).RepoTags",
            Docker = "$env:DOCKER_BUILDKIT = '0'; docker build --quiet --tag bench:context $folder",
            Expect = "bench:context",
            Targets = [Target.Docker(1)],
        },
    ];

    /// <summary>A container that is not started, and a folder.</summary>
    private static Both With(Bench bench, Action<Scratch> fill)
    {
        var both = new Both(bench);
        bench.Set("folder", both.Scratch.Path);
        fill(both.Scratch);
        return both;
    }

    private sealed class Both(Bench bench) : IDisposable
    {
        private readonly Containers containers = new(bench, 1, null);

        public Scratch Scratch { get; } = bench.Scratch();

        public void Dispose()
        {
            Scratch.Dispose();
            containers.Dispose();
        }
    }
}
