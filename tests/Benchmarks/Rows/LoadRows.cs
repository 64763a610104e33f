namespace ContainerTools.Benchmarks.Rows;

/// <summary>As many containers as a machine takes.</summary>
internal static class LoadRows
{
    private const int Many = 1000;
    private const int Running = 200;

    public static IReadOnlyList<Row> List { get; } =
    [
        new TimedRow("LoadList", "list 1,000 containers, filter them by name, label and state")
        {
            IsExtra = true,
            Prepare = bench => new Containers(bench, Many, null),
            Module = "$all = @(Get-Container); $some = @(Get-Container \"$($names[7])*\" -Label $label -State Created); @($all).Count",
            Docker = "$all = docker ps --all --no-trunc --format '{{ json . }}' | ForEach-Object { $_ | ConvertFrom-Json }; $some = docker ps --all --filter \"name=$($names[7])\" --filter \"label=$label\" --filter status=created --format '{{ json . }}' | ForEach-Object { $_ | ConvertFrom-Json }",
            Raw = bench =>
            {
                bench.Raw.Drain("GET", "/containers/json?all=1");
                bench.Raw.Drain("GET", "/containers/json?all=1&filters=" + Uri.EscapeDataString($$"""{"name":["{{bench.Names[7]}}"],"label":["bench={{bench.Names[7].Split('-')[0]}}"],"status":["created"]}"""));
            },
            Expect = $"{Many}",
            Targets = [Target.Docker(1 / 2.0)],
        },
        new TimedRow("LoadRemove", "remove 1,000 containers")
        {
            IsExtra = true,
            Times = 3,
            Before = bench => _ = new Containers(bench, Many, null),
            Module = "Get-Container -Label $label | Remove-Container; @(Get-Container -Label $label).Count",
            Docker = "docker rm $names",
            Expect = "0",
            Targets = [Target.Docker(1)],
        },
        new TimedRow("LoadFollow", "20,000 lines of 200 running containers, followed at once")
        {
            IsExtra = true,
            Times = 1,
            Prepare = bench => new Containers(bench, Running, "sleep 20; seq 100; exec sleep 100000"),
            Module = "$seen = @{}; $count = 0; foreach ($once in 1) { $names | Get-ContainerLog -Follow | ForEach-Object { $seen[$_.Container]++; if (++$count -eq 20000) { break } } }; \"$($seen.Count) $count\"",
            Raw = bench => Threads.Each(bench.Names, 8, name => bench.Raw.Drain("GET", $"/containers/{name}/logs?stdout=1&timestamps=1")),
            Expect = $"{Running} 20000",
            Targets = [],
        },
    ];
}
