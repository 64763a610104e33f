using ContainerTools.Engine.Events;

namespace ContainerTools.UnitTests.Events;

public sealed class RecentEventsTests
{
    private static ContainerEvent At(double seconds, string action = "die") => new()
    {
        Time = DateTimeOffset.UnixEpoch.AddSeconds(seconds),
        TimeNano = (long)(seconds * 1e9),
        Type = "container",
        Action = action,
        FullAction = action,
        Id = "4711",
    };

    [Fact]
    public void The_same_event_is_new_once()
    {
        var recent = new RecentEvents();
        Assert.True(recent.Add(At(100)));
        Assert.False(recent.Add(At(100)));
        Assert.True(recent.Add(At(100, "stop")));
        Assert.True(recent.Add(At(100.5)));
        Assert.False(recent.Add(At(100.5)));
    }

    [Fact]
    public void It_resumes_a_moment_before_the_newest_and_never_before_the_first()
    {
        var recent = new RecentEvents();
        Assert.Null(recent.ResumeFrom);
        recent.Add(At(100.25));
        Assert.Equal("100.250000000", recent.ResumeFrom);
        recent.Add(At(100.75));
        Assert.Equal("100.250000000", recent.ResumeFrom);
        recent.Add(At(105));
        // One that was overtaken in the engine's queue changes nothing.
        recent.Add(At(104.9));
        Assert.Equal("104.000000000", recent.ResumeFrom);
    }

    [Fact]
    public void What_is_sent_again_when_it_resumes_is_known()
    {
        var recent = new RecentEvents();
        for (var i = 0; i < 1000; i++) Assert.True(recent.Add(At(100 + (i * 0.01))));
        var from = double.Parse(recent.ResumeFrom!, System.Globalization.CultureInfo.InvariantCulture);
        for (var i = 0; i < 1000; i++)
        {
            if (100 + (i * 0.01) >= from) Assert.False(recent.Add(At(100 + (i * 0.01))));
        }
        Assert.True(recent.Add(At(110)));
    }
}
