using System.Collections.Concurrent;
using System.Diagnostics;
using System.Management.Automation;
using System.Text.Json;
using ContainerTools.Commands;

namespace ContainerTools.UnitTests.Commands;

public sealed class ProgressReportTests
{
    private readonly ConcurrentQueue<ProgressRecord> written = new();
    private readonly ProgressReport report;

    public ProgressReportTests() => report = new ProgressReport("Pulling app", Write);

    // PowerShell shows a record as it is at that moment.
    private void Write(ProgressRecord record) => written.Enqueue(new ProgressRecord(record.ActivityId, record.Activity, record.StatusDescription)
    {
        ParentActivityId = record.ParentActivityId,
        PercentComplete = record.PercentComplete,
        RecordType = record.RecordType,
    });

    private void Say(string json)
    {
        using var document = JsonDocument.Parse(json);
        report.Message(document.RootElement);
    }

    private async Task WaitForAsync(int count)
    {
        for (var watch = Stopwatch.StartNew(); written.Count < count && watch.Elapsed < TimeSpan.FromSeconds(20);) await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.True(written.Count >= count, $"{written.Count} records");
    }

    [Fact]
    public void Work_that_is_done_at_once_shows_nothing()
    {
        report.Report("layer", "Downloading", 1, 2);
        report.Report("Working", null, null);
        report.Complete();
        report.Complete();
        Assert.Empty(written);
    }

    [Fact]
    public async Task What_came_early_is_shown_though_nothing_follows()
    {
        Say("""{"status":"Pulling from app","id":"1"}""");
        Say("""{"status":"Pushing","progressDetail":{"current":1500000,"total":3000000},"id":"abc"}""");
        await WaitForAsync(2);
        var (parent, layer) = (written.First(), written.Last());
        Assert.Equal(("Pulling app", "0 of 1 layers", -1), (parent.Activity, parent.StatusDescription, parent.ParentActivityId));
        Assert.Equal(("abc", "Pushing 1.5 MB of 3.0 MB", 50, parent.ActivityId), (layer.Activity, layer.StatusDescription, layer.PercentComplete, layer.ParentActivityId));
        report.Complete();
        report.Complete();
        Assert.Equal([layer.ActivityId, parent.ActivityId], written.Skip(2).Select(r => r.ActivityId));
        Assert.All(written.Skip(2), r => Assert.Equal(ProgressRecordType.Completed, r.RecordType));
        report.Report("late", null, null);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.Equal(4, written.Count);
    }

    [Fact]
    public async Task A_flood_becomes_five_records_a_second_of_each()
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < TimeSpan.FromSeconds(1))
        {
            for (var layer = 0; layer < 3; layer++) report.Report($"layer{layer}", "Downloading", watch.ElapsedMilliseconds, 1000);
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
        var seconds = watch.Elapsed.TotalSeconds;
        report.Complete();
        foreach (var one in written.GroupBy(r => r.ActivityId))
        {
            Assert.InRange(one.Count(), 2, (seconds * 5) + 1);
            Assert.Single(one, r => r.RecordType == ProgressRecordType.Completed);
        }
        Assert.Equal(4, written.Select(r => r.ActivityId).Distinct().Count());
    }

    [Theory]
    [InlineData("""{"status":"Pushing","progressDetail":{"current":2114560,"total":1984162},"id":"abc"}""", "Pushing 2.1 MB", -1)]
    [InlineData("""{"status":"Extracting","progressDetail":{"current":3,"units":"s"},"id":"abc"}""", "Extracting", -1)]
    [InlineData("""{"status":"Waiting","progressDetail":{},"id":"abc"}""", "Waiting", -1)]
    [InlineData("""{"status":"","id":"abc"}""", null, -1)]
    public async Task Any_message_is_shown_as_far_as_it_goes(string message, string? status, int percent)
    {
        Say(message);
        if (status is null) return;
        await WaitForAsync(2);
        Assert.Equal((status, percent), (written.Last().StatusDescription, written.Last().PercentComplete));
    }

    [Fact]
    public async Task Layers_that_are_there_are_counted_and_not_shown()
    {
        Say("""{"status":"Layer already exists","progressDetail":{},"id":"a"}""");
        Say("""{"status":"Mounted from other/app","progressDetail":{},"id":"b"}""");
        Say("""{"status":"Already exists","progressDetail":{},"id":"c"}""");
        Say("""{"status":"Preparing","progressDetail":{},"id":"d"}""");
        await WaitForAsync(2);
        Assert.Equal(["3 of 4 layers", "Preparing"], written.Select(r => r.StatusDescription));
    }

    [Fact]
    public async Task A_pipeline_that_has_ended_breaks_nothing()
    {
        var tried = new TaskCompletionSource();
        var ended = new ProgressReport("Pulling app", _ =>
        {
            tried.TrySetResult();
            throw new OperationCanceledException();
        });
        ended.Report("layer", "Downloading", 1, 2);
        await tried.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await Task.Delay(100, TestContext.Current.CancellationToken);
    }
}
