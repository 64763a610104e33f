using ContainerTools.Engine;

namespace ContainerTools.UnitTests.Engine.Pruning;

public sealed class PruneFilterTests
{
    private static readonly DateTimeOffset Noon = new(2024, 5, 1, 12, 0, 0, 700, TimeSpan.Zero);

    private static Dictionary<string, string> Labels(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair.Length > 1 ? pair[1] : "");

    [Theory]
    [InlineData("", "", true)]
    [InlineData("a", "a=1", true)]
    [InlineData("a", "b=1", false)]
    [InlineData("a=1", "a=1 b=2", true)]
    [InlineData("a=1", "a=2", false)]
    [InlineData("a=1 b", "a=1", false)]
    [InlineData("a=1 b", "a=1 b=3", true)]
    [InlineData("a!=1", "a=1", false)]
    [InlineData("a!=1", "a=2", true)]
    [InlineData("a!=1", "", true)]
    [InlineData("a!=", "a=2", false)]
    [InlineData("!a", "a=2", false)]
    [InlineData("!a", "b=2", true)]
    [InlineData("!a=2", "a=2", false)]
    // The engine spares what has all of them.
    [InlineData("!a !b", "a=2", true)]
    [InlineData("!a !b", "a=2 b=3", false)]
    [InlineData("a=x!=y", "a=x!=y", true)]
    public void Labels_are_judged_as_the_engine_judges_them(string filter, string labels, bool expected) =>
        Assert.Equal(expected, new PruneFilter(filter.Split(' ', StringSplitOptions.RemoveEmptyEntries), null, []).Matches(labels == "a=x!=y" ? new Dictionary<string, string> { ["a"] = "x!=y" } : Labels(labels), null));

    [Fact]
    public void Time_is_rounded_to_the_second_and_the_unknown_is_spared()
    {
        var filter = new PruneFilter([], Noon, []);
        Assert.Equal(Noon.AddMilliseconds(-700), filter.Until);
        Assert.Equal((true, false, false), (filter.Matches(Labels(""), Noon.AddSeconds(-1)), filter.Matches(Labels(""), Noon), filter.Matches(Labels(""), null)));
        Assert.Equal((true, false, true), (filter.MatchesCache(Noon.AddSeconds(-1)), filter.MatchesCache(Noon), filter.MatchesCache(null)));
        Assert.False(new PruneFilter(["a"], null, []).MatchesCache(null));
    }

    [Theory]
    [InlineData("", "label=a=1 label!=b", """{"label":{"a=1":true},"label!":{"b":true},"until":{"U":true}}""")]
    [InlineData("c", "label=a=1", """{"label":{"c":true,"a=1":true},"until":{"U":true}}""")]
    // What was given goes before what contradicts it.
    [InlineData("a=1", "label!=a=1", """{"label":{"a=1":true},"until":{"U":true}}""")]
    [InlineData("a!=1", "label=a=1", """{"label!":{"a=1":true},"until":{"U":true}}""")]
    [InlineData("", "until=2001-01-01T00:00:00Z nonsense other=x", """{"other":{"x":true},"until":{"U":true}}""")]
    public void The_configuration_is_merged(string labels, string configured, string expected) =>
        Assert.Equal(expected, new PruneFilter(labels.Split(' ', StringSplitOptions.RemoveEmptyEntries), Noon, configured.Split(' ')).ToMap(time => time == Noon.AddMilliseconds(-700) ? "U" : "other").ToJson());

    [Fact]
    public void The_configurations_time_counts_where_none_was_given()
    {
        Assert.Equal(new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero), new PruneFilter([], null, ["until=2001-01-01T00:00:00Z"]).Until);
        Assert.Throws<FormatException>(() => new PruneFilter([], null, ["until=never"]));
        Assert.Equal("""{"label":{"a":true}}""", new PruneFilter(["a"], Noon, []).ToMap(until: null).ToJson());
    }
}
