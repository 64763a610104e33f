namespace ContainerTools.Benchmarks.Rows;

/// <summary>Many small requests, where a process a call costs most.</summary>
internal static class SmallRows
{
    private const int Count = 30;
    private const string Script = "seq 100; exec sleep 100000";

    private static Containers Running(Bench bench) => new(bench, Count, Script);

    public static IReadOnlyList<Row> List { get; } =
    [
        new TimedRow("Inspect", "inspect 30 containers")
        {
            Prepare = Running,
            Module = "@($names | Get-Container -Detailed).Count",
            Docker = "foreach ($n in $names) { docker inspect $n | ConvertFrom-Json }",
            Raw = bench => Threads.Each(bench.Names, 1, name => bench.Raw.Drain("GET", $"/containers/{name}/json")),
            Expect = $"{Count}",
            Targets = [Target.Docker(1 / 20.0)],
        },
        new TimedRow("LogTail", "last 10 log lines of 30 containers")
        {
            Prepare = Running,
            Module = "@($names | Get-ContainerLog -Tail 10).Count",
            Docker = "foreach ($n in $names) { docker logs --tail 10 $n }",
            Raw = bench => Threads.Each(bench.Names, 1, name => bench.Raw.Drain("GET", $"/containers/{name}/logs?stdout=1&stderr=1&timestamps=1&tail=10")),
            Expect = $"{10 * Count}",
            Targets = [Target.Docker(1 / 10.0)],
        },
        new TimedRow("Top", "processes of 30 containers")
        {
            Prepare = Running,
            Module = "@($names | Get-ContainerProcess).Count",
            Docker = "foreach ($n in $names) { docker top $n }",
            Raw = bench => AtOnce(bench, name => bench.Raw.Drain("GET", $"/containers/{name}/top")),
            Expect = $"{2 * Count}",
            Targets = [Target.Docker(1 / 2.0)],
        },
        new TimedRow("Stats", "one sample of 31 running containers, with CPU")
        {
            Prepare = bench => new Containers(bench, Count + 1, Script),
            Module = "@(Get-ContainerStats | Where-Object { $null -ne $_.CpuPercent }).Count",
            Docker = "docker stats --no-stream --format '{{ json . }}' | ForEach-Object { $_ | ConvertFrom-Json }",
            Raw = bench => AtOnce(bench, name => bench.Raw.Drain("GET", $"/containers/{name}/stats?stream=0")),
            Expect = $"{Count + 1}",
            Targets = [Target.Docker(1 / 2.0)],
        },
        new TimedRow("Exec", "exec echo in 30 containers")
        {
            Prepare = Running,
            Module = "@($names | Invoke-ContainerExec -Command echo, hi | Where-Object StdOut -eq \"hi`n\").Count",
            Docker = "foreach ($n in $names) { docker exec $n echo hi }",
            Raw = bench => AtOnce(bench, name =>
            {
                var id = bench.Raw.Json("POST", $"/containers/{name}/exec", """{"AttachStdout":true,"AttachStderr":true,"Cmd":["echo","hi"]}""").GetProperty("Id");
                bench.Raw.Drain("POST", $"/exec/{id}/start", """{"Detach":false,"Tty":false}""", "Connection: Upgrade\r\nUpgrade: tcp");
                bench.Raw.Drain("GET", $"/exec/{id}/json");
            }),
            Expect = $"{Count}",
            Targets = [Target.Raw(1.1), Target.Docker(1)],
        },
        new TimedRow("List", "list 230 containers as objects")
        {
            Prepare = bench => new Containers(bench, 230, null),
            Module = "@(Get-Container).Count",
            Docker = "docker ps --all --no-trunc --format '{{ json . }}' | ForEach-Object { $_ | ConvertFrom-Json }",
            Raw = bench => bench.Raw.Drain("GET", "/containers/json?all=1"),
            Expect = "230",
            Targets = [Target.Docker(1 / 3.0), Target.Raw(1.3)],
        },
        new TimedRow("StopRemove", "stop and remove 30 containers")
        {
            Before = bench => _ = Running(bench),
            Module = "$names | Stop-Container -PassThru | Remove-Container; @(Get-Container -Label $label).Count",
            Docker = "docker stop $names; docker rm $names",
            Expect = "0",
            Targets = [Target.Docker(1)],
        },
    ];

    private static void AtOnce(Bench bench, Action<string> request) => Threads.Each(bench.Names, bench.Names.Count, request);
}
