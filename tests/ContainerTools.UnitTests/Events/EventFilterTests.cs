using System.Collections;
using ContainerTools.Engine.Events;

namespace ContainerTools.UnitTests.Events;

public sealed class EventFilterTests
{
    private static EventFilter Of(ContainerEventType[]? types = null, string[]? actions = null, string[]? containers = null, IDictionary? filter = null) =>
        new(types, actions, containers?.Select(c => new ContainerReference(c)).ToList(), null, null, filter);

    private static ContainerEvent Happened(string action, string? name = "web", string id = "4711", string? full = null) =>
        new() { Type = "container", Action = action, FullAction = full ?? action, Name = name, Id = id, ContainerId = id };

    [Fact]
    public void All_is_sent_to_the_engine() => Assert.Equal(
        """{"type":{"container":true,"image":true},"event":{"die":true,"health_status":true},"image":{"busybox":true},"label":{"app=web":true},"scope":{"local":true},"container":{"web":true}}""",
        new EventFilter([ContainerEventType.Container, ContainerEventType.Image], ["Die", "health_status"], [new ContainerReference("web")], ["busybox"], ["app=web"], new Hashtable { ["Scope"] = "local" }).Engine.ToJson());

    [Fact]
    public void A_container_is_of_the_type_container() => Assert.Equal("""{"type":{"container":true},"container":{"web":true}}""", Of(containers: ["web"]).Engine.ToJson());

    [Fact]
    public void A_pattern_is_not_for_the_engine()
    {
        var filter = Of(containers: ["w*", "db"]);
        Assert.Equal("""{"type":{"container":true}}""", filter.Engine.ToJson());
        Assert.True(filter.Matches(Happened("die", "Web2")));
        Assert.True(filter.Matches(Happened("die", "db")));
        Assert.False(filter.Matches(Happened("die", "db2")));
    }

    [Theory]
    [InlineData("web", "4711", true)]
    [InlineData("web2", "4711", false)]
    [InlineData("other", "web4711", true)]
    public void The_engine_takes_a_name_for_a_beginning_and_that_is_checked(string name, string id, bool wanted) =>
        Assert.Equal(wanted, Of(containers: ["web"]).Matches(Happened("die", name, id)));

    [Fact]
    public void What_is_no_container_is_none_of_the_containers() =>
        Assert.False(Of(containers: ["web"]).Matches(new ContainerEvent { Type = "network", Action = "connect", FullAction = "connect", Name = "web", Id = "web" }));

    [Theory]
    [InlineData("health_status", "health_status", "health_status: healthy", true)]
    [InlineData("health_status: healthy", "health_status", "health_status: healthy", true)]
    [InlineData("health_status: unhealthy", "health_status", "health_status: healthy", false)]
    [InlineData("exec_start", "exec_start", "exec_start: top", true)]
    [InlineData("exec_d", "exec_die", "exec_die", false)]
    public void An_action_is_the_word_or_the_whole(string asked, string action, string full, bool wanted) =>
        Assert.Equal(wanted, Of(actions: [asked]).Matches(Happened(action, full: full)));

    [Fact]
    public void Nothing_asked_is_all() => Assert.True(EventFilter.None.Engine.IsEmpty && EventFilter.None.Matches(Happened("leap", null)));
}
