using System.Text.Json.Nodes;
using ContainerTools.FaultEngine;

namespace ContainerTools.ModuleTests.Containers.Creation;

/// <summary>
/// What is sent for limits that the kernel of an engine may not know: the engine then drops them, and what it says of the container
/// afterwards tells nothing. So docker's client and the cmdlets speak to an engine that writes down what it is asked.
/// </summary>
public sealed class CreationRequestTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    private static readonly string[] Fields =
    [
        "BlkioWeight", "BlkioWeightDevice", "BlkioDeviceReadBps", "BlkioDeviceWriteBps", "BlkioDeviceReadIOps", "BlkioDeviceWriteIOps", "MemoryReservation", "MemorySwappiness", "OomKillDisable", "OomScoreAdj",
        "CpuPeriod", "CpuQuota", "CpusetMems", "StorageOpt", "Links", "VolumeDriver", "CgroupnsMode", "UTSMode", "Annotations",
    ];

    private static ScriptedEngine Start()
    {
        _ = TestEngine.Host; // where there is none, there is no client either
        return new ScriptedEngine("1.51").When("POST /containers/create").Answer(Answer.Json(201, """{"Id":"0123456789ab"}""")).When("POST /containers/*/update").Answer(Answer.Json("{}"))
            .When("GET /containers/*/json").Answer(Answer.Json("""{"Id":"0123456789ab","Name":"/c"}"""));
    }

    private static JsonNode Sent(ScriptedEngine engine) => JsonNode.Parse(engine.Requests.Single(request => request.Line.StartsWith("POST /containers/", StringComparison.Ordinal)).Body)!;

    // What docker's client writes where nothing was said, and ours leaves to the engine.
    private static string Text(JsonNode? node) => node?.ToJsonString() is { } text and not ("0" or "-1" or "\"\"" or "[]" or "{}" or "false") ? text : "";

    [Theory]
    [InlineData("--blkio-weight 300", "-BlkioWeight 300")]
    [InlineData("--blkio-weight-device /dev/sda:200 --blkio-weight-device /dev/sdb:10", "-BlkioWeightDevice /dev/sda:200, @{ Path = '/dev/sdb'; Weight = 10 }")]
    [InlineData("--device-read-bps /dev/sda:1mb --device-write-bps /dev/sda:2m", "-DeviceReadBps /dev/sda:1mb -DeviceWriteBps @{ Path = '/dev/sda'; Rate = 2MB }")]
    [InlineData("--device-read-iops /dev/sda:10 --device-write-iops /dev/sda:20", "-DeviceReadIOps /dev/sda:10 -DeviceWriteIOps @{ Path = '/dev/sda'; Rate = 20 }")]
    [InlineData("--memory-reservation 32m --memory-swappiness 60", "-MemoryReservation 32MB -MemorySwappiness 60")]
    [InlineData("--oom-kill-disable --oom-score-adj -5", "-OomKillDisable -OomScoreAdj -5")]
    [InlineData("--cpu-period 50000 --cpu-quota 25000 --cpuset-mems 0-1", "-CpuPeriod 50000 -CpuQuota 25000 -CpuSetMemory 0-1")]
    [InlineData("--storage-opt size=10G --storage-opt a=b=c", "-StorageOption a=b=c, size=10G")]
    [InlineData("--storage-opt size=10G", "-StorageOption @{ size = '10G' }")]
    public void It_asks_for_what_docker_asks_for(string docker, string ours)
    {
        using var theirs = Start();
        TestEngine.DockerOn(theirs.Address, ["create", .. docker.Split(' '), "busybox"]);
        using var mine = Start();
        session.Run($"New-Container busybox {ours} -EngineHost $engine", ("engine", mine.Address)).Good();
        var (expected, sent) = (Sent(theirs)["HostConfig"]!, Sent(mine)["HostConfig"]!);
        Assert.Contains(Fields, field => Text(expected[field]).Length > 0);
        foreach (var field in Fields) Assert.Equal($"{field}: {Text(expected[field])}", $"{field}: {Text(sent[field])}");
    }

    [Theory]
    [InlineData("--blkio-weight 300", "-BlkioWeight 300", "BlkioWeight")]
    [InlineData("--cpuset-mems 0-1 --cpu-period 50000", "-CpuSetMemory 0-1 -CpuPeriod 50000", "CpusetMems")]
    public void A_change_asks_for_what_docker_asks_for(string docker, string ours, string field)
    {
        using var theirs = Start();
        TestEngine.DockerOn(theirs.Address, ["update", .. docker.Split(' '), "c"]);
        using var mine = Start();
        session.Run($"Set-Container c {ours} -EngineHost $engine", ("engine", mine.Address)).Good();
        Assert.NotEqual("", Text(Sent(theirs)[field]));
        foreach (var name in Fields) Assert.Equal($"{name}: {Text(Sent(theirs)[name])}", $"{name}: {Text(Sent(mine)[name])}");
    }
}
