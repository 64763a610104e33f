using System.Text.Json;
using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.UnitTests.Engine.Mapping;

public sealed class ContainerMappingTests
{
    public static TheoryData<string> Engines => ["20.10", "28.5"];

    [Theory]
    [InlineData("exited", ContainerState.Exited)]
    [InlineData("initialized", ContainerState.Created)]
    [InlineData("stopping", ContainerState.Running)]
    [InlineData("stopped", ContainerState.Exited)]
    [InlineData("no such state", ContainerState.Unknown)]
    public void A_state_is_known_by_the_words_of_docker_and_of_podman(string word, ContainerState state)
    {
        using var listed = JsonDocument.Parse($$"""{"Id":"{{new string('a', 64)}}","Names":["/web"],"State":"{{word}}"}""");
        Assert.Equal(state, ContainerMapping.FromList(listed.RootElement, Recording.Local).State);
        using var inspected = JsonDocument.Parse($$$"""{"Id":"{{{new string('a', 64)}}}","Name":"/web","State":{"Status":"{{{word}}}"}}""");
        Assert.Equal(state, ContainerMapping.FromInspect(inspected.RootElement, Recording.Local).State);
    }

    [Theory, MemberData(nameof(Engines))]
    public void A_running_container_is_read_whole_from_inspect(string engine)
    {
        var c = ContainerMapping.FromInspect(Recording.Read(engine, "web"), Recording.Local);
        Assert.Equal("web", c.Name);
        Assert.Equal("web", c.ToString());
        Assert.Equal(64, c.Id.Length);
        Assert.Equal(c.Id[..12], c.ShortId);
        Assert.Equal("busybox", c.Image);
        Assert.StartsWith("sha256:", c.ImageId, StringComparison.Ordinal);
        Assert.Equal(["sh", "-c", "trap \"exit 0\" TERM; sleep 1000 & wait"], c.CommandLine);
        Assert.Equal(ContainerState.Running, c.State);
        Assert.Equal(ContainerHealth.Healthy, c.Health);
        Assert.Equal(0, c.HealthFailingStreak);
        Assert.All(c.HealthLog!, probe => Assert.Equal(("fine\n", 0), (probe.Output, probe.ExitCode)));
        Assert.Equal("shop", c.Project);
        Assert.Equal("web", c.Labels["app"]);
        Assert.Equal("hello=world", c.Environment!["GREETING"]);
        Assert.Equal("", c.Environment["EMPTY"]);
        Assert.Equal(("1000:1000", "/srv", "webhost"), (c.User, c.WorkingDirectory, c.HostName));
        Assert.Equal((64L << 20, 1.5, 50), (c.MemoryLimit, c.CpuLimit, c.PidsLimit));
        Assert.Equal(("on-failure:3", 0), (c.RestartPolicy, c.RestartCount));
        Assert.Equal(("overlay2", "json-file"), (c.Driver, c.LogDriver));
        Assert.Equal((false, false), (c.Tty, c.OpenStdin));
        Assert.Equal((0, 1984162), (c.Size, c.SizeRootFileSystem));
        Assert.True(c.ProcessId > 1);
        Assert.True(c.StartedAt > c.Created);
        Assert.Null(c.FinishedAt);
        Assert.Null(c.ExitCode);
        Assert.Null(c.Error);
        Assert.Equal((null, "unix:///var/run/docker.sock"), (c.Context, c.EngineHost));
        Assert.Null(c.Raw);
    }

    [Theory, MemberData(nameof(Engines))]
    public void Mounts_networks_and_ports_are_objects(string engine)
    {
        var c = ContainerMapping.FromInspect(Recording.Read(engine, "web"), Recording.Local);
        Assert.Contains(c.Mounts, m => m is { Type: "volume", Name: "data", Destination: "/data", ReadWrite: true, Driver: "local" });
        Assert.Contains(c.Mounts, m => m is { Type: "bind", Source: "/etc/hostname", Destination: "/host", ReadWrite: false, Name: null });
        var network = Assert.Single(c.Networks);
        Assert.Equal("net", network.Network);
        Assert.Contains("www", network.Aliases);
        Assert.Equal(16, network.PrefixLength);
        Assert.Matches(@"^172\.\d+\.0\.\d+$", network.IPAddress);
        Assert.Null(network.IPv6Address);
        Assert.Equal(["0.0.0.0:15353->53/udp", "[::]:15353->53/udp", "127.0.0.1:18080->80/tcp", "99/tcp"], c.Ports.Select(p => p.ToString()));
        Assert.Equal("http://127.0.0.1:18080/", Assert.Single(c.Ports, p => p.Port == 80).Uri!.ToString());
        Assert.All(c.Ports.Where(p => p.Port != 80), p => Assert.Null(p.Uri));
    }

    [Theory, MemberData(nameof(Engines))]
    public void What_was_never_started_has_neither_times_nor_an_exit_code(string engine)
    {
        var c = ContainerMapping.FromInspect(Recording.Read(engine, "new"), Recording.Local);
        Assert.Equal(ContainerState.Created, c.State);
        Assert.Equal(ContainerHealth.None, c.Health);
        Assert.Null(c.HealthLog);
        Assert.Null(c.StartedAt);
        Assert.Null(c.FinishedAt);
        Assert.Null(c.ExitCode);
        Assert.Null(c.ProcessId);
        Assert.Null(c.MemoryLimit);
        Assert.Null(c.CpuLimit);
        Assert.Null(c.PidsLimit);
        Assert.Equal("no", c.RestartPolicy);
        Assert.Empty(c.Ports);
    }

    [Theory, MemberData(nameof(Engines))]
    public void What_has_ended_has_its_exit_code_and_its_end(string engine)
    {
        var c = ContainerMapping.FromInspect(Recording.Read(engine, "end"), Recording.Local, status: "Exited (42) 3 seconds ago");
        Assert.Equal((ContainerState.Exited, 42), (c.State, c.ExitCode));
        Assert.Equal(2026, c.FinishedAt!.Value.Year);
        Assert.Equal("Exited (42) 3 seconds ago", c.Status);
    }

    [Theory, MemberData(nameof(Engines))]
    public void A_list_gives_the_same_as_inspect_as_far_as_it_goes(string engine)
    {
        var listed = Recording.Read(engine, "list").Items().Select(json => ContainerMapping.FromList(json, Recording.Local)).ToList();
        Assert.Equal(["end", "new", "web"], listed.Select(c => c.Name).Order());
        foreach (var c in listed)
        {
            var whole = ContainerMapping.FromInspect(Recording.Read(engine, c.Name), Recording.Local);
            Assert.Equal((whole.Id, whole.Image, whole.ImageId, whole.State, whole.Health), (c.Id, c.Image, c.ImageId, c.State, c.Health));
            Assert.Equal((whole.Project, whole.Size, whole.SizeRootFileSystem), (c.Project, c.Size, c.SizeRootFileSystem));
            Assert.Equal(whole.Created!.Value.ToUnixTimeSeconds(), c.Created!.Value.ToUnixTimeSeconds());
            Assert.Equal(whole.Ports.Select(p => p.ToString()), c.Ports.Select(p => p.ToString()));
            Assert.Equal(whole.Labels, c.Labels);
            Assert.Equal(whole.Mounts.Select(m => (m.Type, m.Name, m.Destination, m.ReadWrite)).Order(), c.Mounts.Select(m => (m.Type, m.Name, m.Destination, m.ReadWrite)).Order());
            Assert.Equal(whole.Networks.Select(n => (n.Network, n.IPAddress)), c.Networks.Select(n => (n.Network, n.IPAddress)));
            Assert.Null(c.FinishedAt);
            Assert.Null(c.ExitCode);
        }
    }

    [Fact]
    public void A_size_that_was_not_measured_is_unknown()
    {
        Assert.Null(ContainerMapping.FromList(Recording.Json("""{"Id":"a","Names":["/n"]}"""), Recording.Local).Size);
        Assert.Equal(0, ContainerMapping.FromList(Recording.Json("""{"Id":"a","Names":["/n"],"SizeRootFs":7}"""), Recording.Local).Size);
        Assert.Equal(5, ContainerMapping.FromList(Recording.Json("""{"Id":"a","Names":["/n"],"SizeRw":5,"SizeRootFs":7}"""), Recording.Local).Size);
        // One that is being removed, on 20.10.
        var leaving = ContainerMapping.FromList(Recording.Json("""{"Id":"a","Names":["/n"],"State":"removing","SizeRw":-1,"SizeRootFs":-1}"""), Recording.Local);
        Assert.Equal((ContainerState.Removing, null, null), (leaving.State, leaving.Size, leaving.SizeRootFileSystem));
    }

    [Theory]
    [InlineData("""["/web","/other/alias"]""", "web")]
    [InlineData("""["/other/alias","/web"]""", "web")]
    [InlineData("""["web"]""", "web")]
    [InlineData("[]", "4711")]
    [InlineData("null", "4711")]
    public void A_linked_container_keeps_its_own_name(string names, string expected) =>
        Assert.Equal(expected, ContainerMapping.FromList(Recording.Json($$"""{"Id":"4711","Names":{{names}}}"""), Recording.Local).Name);

    [Theory]
    [InlineData("Up 2 minutes (healthy)", ContainerHealth.Healthy)]
    [InlineData("Up 2 minutes (unhealthy)", ContainerHealth.Unhealthy)]
    [InlineData("Up 2 seconds (health: starting)", ContainerHealth.Starting)]
    [InlineData("Up 2 minutes", ContainerHealth.None)]
    [InlineData("Up 2 minutes (Paused)", ContainerHealth.None)]
    [InlineData(null, ContainerHealth.None)]
    public void Health_is_read_from_the_words_of_older_engines(string? status, ContainerHealth expected) =>
        Assert.Equal(expected, ContainerMapping.HealthOf(status));

    [Fact]
    public void Newer_engines_give_health_as_a_property() => Assert.Equal(
        ContainerHealth.Unhealthy,
        ContainerMapping.FromList(Recording.Json("""{"Id":"a","Status":"Up 2 minutes","Health":{"Status":"unhealthy","FailingStreak":3}}"""), Recording.Local).Health);

    [Fact]
    public void An_unknown_state_is_unknown_and_no_failure() =>
        Assert.Equal(ContainerState.Unknown, ContainerMapping.FromInspect(Recording.Json("""{"Id":"a","State":{"Status":"hibernating"}}"""), Recording.Local).State);

    [Fact]
    public void An_answer_with_nothing_but_an_id_is_no_failure()
    {
        Assert.Throws<System.Text.Json.JsonException>(() => ContainerMapping.FromInspect(Recording.Json("{}"), Recording.Local));
        var c = ContainerMapping.FromInspect(Recording.Json("""{"Id":"a"}"""), Recording.Local);
        Assert.Equal(("a", "", ContainerState.Unknown), (c.Id, c.Name, c.State));
        Assert.Null(c.Created);
    }

    [Fact]
    public void Raw_is_the_untouched_answer()
    {
        var raw = ContainerMapping.FromInspect(Recording.Read("28.5", "web"), Recording.Local, keepRaw: true).Raw!;
        var host = Assert.IsType<System.Management.Automation.PSObject>(raw.Properties["HostConfig"].Value);
        Assert.Equal(134217728L, host.Properties["MemorySwap"].Value);
    }

    [Fact]
    public void A_container_that_does_not_run_has_its_wishes_and_no_published_ports()
    {
        var json = Recording.Json("""{"Id":"a","Name":"/n","HostConfig":{"PortBindings":{"80/tcp":[{"HostIp":"","HostPort":"8080"}]}},"NetworkSettings":{"Ports":{}}}""");
        Assert.Equal(8080, Assert.Single(ContainerMapping.FromInspect(json, Recording.Local).Ports).HostPort);
        Assert.Empty(ContainerMapping.PublishedPorts(json, Recording.Local));
        Assert.Equal([53, 53, 80], ContainerMapping.PublishedPorts(Recording.Read("20.10", "web"), Recording.Local).Select(p => p.Port));
    }

    [Theory]
    [InlineData("tcp://build.example:2375", "0.0.0.0", "http://build.example:8080/")]
    [InlineData("tcp://build.example:2375", "127.0.0.1", "http://127.0.0.1:8080/")]
    [InlineData("unix:///var/run/docker.sock", "::", "http://localhost:8080/")]
    [InlineData("unix:///var/run/docker.sock", "fd00::1", "http://[fd00::1]:8080/")]
    public void A_port_on_all_addresses_is_reached_at_its_engine(string host, string address, string expected)
    {
        var engine = Recording.Local with { Host = new Uri(host) };
        var json = Recording.Json($$$$"""{"NetworkSettings":{"Ports":{"80/tcp":[{"HostIp":"{{{{address}}}}","HostPort":"8080"}]}}}""");
        Assert.Equal(expected, Assert.Single(ContainerMapping.PublishedPorts(json, engine)).Uri!.ToString());
    }
}
