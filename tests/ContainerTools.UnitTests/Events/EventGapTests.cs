using ContainerTools.Engine.Events;

namespace ContainerTools.UnitTests.Events;

public sealed class EventGapTests
{
    private static readonly DateTimeOffset Lost = DateTimeOffset.UnixEpoch.AddDays(1);

    private static List<ContainerEvent> Memory(int count, double firstSecondsAfterLoss) =>
        [.. Enumerable.Range(0, count).Select(i => new ContainerEvent { Time = Lost.AddSeconds(firstSecondsAfterLoss + i) })];

    private static string? Describe(List<ContainerEvent> memory, bool hadEvents = true, bool away = false) =>
        new EventGap(Lost, DateTimeOffset.Now, hadEvents) { EngineWasAway = away }.Describe(memory, Recording.Local);

    [Theory]
    [InlineData(1)]
    [InlineData(256)]
    public void A_memory_that_goes_back_to_before_the_gap_has_all_of_it(int count) => Assert.Null(Describe(Memory(count, -0.5), away: true));

    [Fact]
    public void A_memory_that_is_full_of_what_came_later_may_lack_some()
    {
        var warning = Describe(Memory(256, 0.5));
        Assert.Contains("keeps only the last 256", warning, StringComparison.Ordinal);
        Assert.Contains(Recording.Local.HostText, warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, true, false)]
    [InlineData(3, true, false)]
    [InlineData(0, false, true)]
    public void A_memory_that_has_been_emptied_is_a_restart(int count, bool hadEvents, bool away) =>
        Assert.Matches(@"between \d\d:\d\d:\d\d and \d\d:\d\d:\d\d may be missing: it was restarted", Describe(Memory(count, 0.5), hadEvents, away));

    [Fact]
    public void An_engine_that_never_had_an_event_has_lost_none() => Assert.Null(Describe([], hadEvents: false));
}
