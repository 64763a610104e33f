using ContainerTools.Engine.Mapping;

namespace ContainerTools.UnitTests.Events;

public sealed class EventMappingTests
{
    private static ContainerEvent Read(string json) => EventMapping.From(Recording.Json(json), Recording.Local);

    [Fact]
    public void The_end_of_a_container_has_its_exit_code_and_its_time_to_the_tick()
    {
        var happened = Read("""
            {"status":"die","id":"4711","from":"busybox","Type":"container","Action":"die",
             "Actor":{"ID":"4711","Attributes":{"exitCode":"137","image":"busybox","name":"web","app":"shop"}},"scope":"local","time":1700000000,"timeNano":1700000000123456789}
            """);
        Assert.Equal(("container", "die", "4711", "4711", "web", "busybox", 137), (happened.Type, happened.Action, happened.Id, happened.ContainerId, happened.Name, happened.Image, happened.ExitCode));
        Assert.Equal(DateTimeOffset.Parse("2023-11-14T22:13:20.1234567Z", System.Globalization.CultureInfo.InvariantCulture), happened.Time);
        Assert.Equal(("shop", "local", "unix:///var/run/docker.sock", "web"), (happened.Attributes["app"], happened.Scope, happened.EngineHost, happened.ToString()));
        Assert.Null(happened.Health);
        Assert.Null(happened.Command);
    }

    [Theory]
    [InlineData("exec_start: sh -c echo a: b", "exec_start", "sh -c echo a: b", null)]
    [InlineData("exec_create: /bin/true", "exec_create", "/bin/true", null)]
    [InlineData("exec_die", "exec_die", null, null)]
    [InlineData("health_status: healthy", "health_status", null, ContainerHealth.Healthy)]
    [InlineData("health_status: unhealthy", "health_status", null, ContainerHealth.Unhealthy)]
    [InlineData("health_status: who knows", "health_status", null, null)]
    [InlineData("something: new", "something: new", null, null)]
    public void What_the_engine_writes_behind_an_action_is_apart(string word, string action, string? command, ContainerHealth? health)
    {
        var happened = Read($$$"""{"Type":"container","Action":"{{{word}}}","Actor":{"ID":"1","Attributes":{"name":"web"}},"time":1}""");
        Assert.Equal((action, command, health), (happened.Action, happened.Command, happened.Health));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(1), happened.Time);
    }

    [Theory]
    [InlineData("""{"Type":"volume","Action":"create","Actor":{"ID":"data","Attributes":{"driver":"local"}}}""", "data", null)]
    [InlineData("""{"Type":"network","Action":"connect","Actor":{"ID":"77","Attributes":{"name":"front","container":"4711"}}}""", "front", null)]
    [InlineData("""{"Type":"image","Action":"pull","Actor":{"ID":"busybox:latest","Attributes":{"name":"busybox"}}}""", "busybox", "busybox")]
    [InlineData("""{"Type":"image","Action":"delete","Actor":{"ID":"sha256:12","Attributes":{}}}""", "sha256:12", "sha256:12")]
    [InlineData("""{"Type":"quantum","Action":"leap"}""", null, null)]
    public void What_is_no_container_has_no_container(string json, string? name, string? image)
    {
        var happened = Read(json);
        Assert.Equal((name, image, null, null), (happened.Name, happened.Image, happened.ContainerId, happened.ExitCode));
    }
}
