using System.Management.Automation;
using ContainerTools.Commands;

namespace ContainerTools.UnitTests.Commands;

public sealed class OrderedWorkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly List<object> written = [];

    private async Task<IReadOnlyList<Emission>> Emit(Task before, object value)
    {
        await before;
        return [new Note(written, value)];
    }

    [Fact]
    public void Results_come_in_the_order_of_the_input_whatever_finishes_first()
    {
        using var work = new OrderedWork(3);
        TaskCompletionSource first = new(), second = new();
        work.Start(_ => Emit(first.Task, 1), null!, Token);
        work.Start(_ => Emit(second.Task, 2), null!, Token);
        work.Start(_ => Emit(Task.CompletedTask, 3), null!, Token);
        second.SetResult();
        work.WriteFinished(null!, Token);
        Assert.Empty(written);
        first.SetResult();
        work.WriteAll(null!, Token);
        Assert.Equal([1, 2, 3], written);
    }

    [Fact]
    public async Task No_more_than_the_limit_is_under_way()
    {
        using var work = new OrderedWork(2);
        var gate = new TaskCompletionSource();
        var (now, most) = (0, 0);
        var starting = Task.Run(() =>
        {
            for (var i = 0; i < 6; i++)
            {
                work.Start(
                    async _ =>
                    {
                        lock (gate) most = Math.Max(most, ++now);
                        await gate.Task;
                        lock (gate) now--;
                        return [];
                    },
                    null!,
                    Token);
            }
        }, Token);
        await Task.Delay(100, Token);
        Assert.False(starting.IsCompleted);
        gate.SetResult();
        await starting;
        work.WriteAll(null!, Token);
        Assert.Equal(2, most);
    }

    [Fact]
    public void With_a_limit_of_one_each_is_written_before_the_next_begins()
    {
        using var work = new OrderedWork(1);
        for (var i = 0; i < 3; i++)
        {
            var value = i;
            work.Start(_ => Emit(Task.CompletedTask, value), null!, Token);
            work.WriteFinished(null!, Token);
            Assert.Equal(i + 1, written.Count);
        }
        Assert.Equal([0, 1, 2], written);
    }

    [Fact]
    public async Task Waiting_ends_when_the_pipeline_is_stopped()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var work = new OrderedWork(1);
        work.Start(async token => { await Task.Delay(Timeout.Infinite, token); return []; }, null!, stop.Token);
        var waiting = Task.Run(() => Assert.Throws<PipelineStoppedException>(() => work.WriteAll(null!, stop.Token)), Token);
        await stop.CancelAsync();
        await waiting.WaitAsync(TimeSpan.FromSeconds(5), Token);
        Assert.Throws<PipelineStoppedException>(() => work.Start(_ => Task.FromResult<IReadOnlyList<Emission>>([]), null!, stop.Token));
    }

    [Fact]
    public void What_is_told_is_written_while_the_work_goes_on()
    {
        using var work = new OrderedWork(1);
        var heard = new TaskCompletionSource();
        work.Start(
            async _ =>
            {
                work.Tell(new Note(written, "told", heard));
                // Whoever waits for the result writes what is told meanwhile: without that this does not end.
                await heard.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);
                work.Tell(new Note(written, "told last"));
                return [new Note(written, "result")];
            },
            null!,
            Token);
        // The only place is taken: waiting for it writes too.
        work.Start(_ => Emit(Task.CompletedTask, "second"), null!, Token);
        Assert.Contains("told", written);
        work.WriteAll(null!, Token);
        Assert.Equal(["told", "told last", "result", "second"], written);
    }

    [Fact]
    public void Disposing_waits_for_what_was_started()
    {
        var done = false;
        using (var work = new OrderedWork(4))
        {
            work.Start(async _ => { await Task.Delay(100, Token); done = true; return []; }, null!, Token);
        }
        Assert.True(done);
    }

    /// <summary>Notes when it is written, without a pipeline.</summary>
    private sealed record Note(List<object> To, object Value, TaskCompletionSource? Heard = null) : Emission
    {
        public override void WriteTo(Cmdlet cmdlet)
        {
            To.Add(Value);
            Heard?.SetResult();
        }
    }
}
