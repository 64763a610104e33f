using ContainerTools.Engine.Files;

namespace ContainerTools.UnitTests.Files;

public sealed class ReadBudgetTests
{
    [Fact]
    public async Task A_reader_waits_while_it_is_too_far_ahead()
    {
        var budget = new ReadBudget(10);
        Assert.True(budget.Take(10, TimeSpan.Zero));
        Assert.False(budget.Take(1, TimeSpan.FromMilliseconds(1)));
        budget.Return(1);
        Assert.True(budget.Take(0, TimeSpan.Zero));
        var waiting = Task.Run(() => budget.Take(5, TimeSpan.FromMinutes(1)), TestContext.Current.CancellationToken);
        budget.Return(5);
        Assert.True(await waiting.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task One_that_has_let_go_waits_for_half_of_the_room_or_the_end()
    {
        var budget = new ReadBudget(10);
        budget.Take(12, TimeSpan.Zero);
        var waiting = Task.Run(() => budget.WaitForRoom(CancellationToken.None), TestContext.Current.CancellationToken);
        budget.Return(6);
        Assert.False(waiting.IsCompleted);
        budget.Return(1);
        await waiting.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        budget.Take(12, TimeSpan.Zero);
        using var stop = new CancellationTokenSource();
        var stopped = Task.Run(() => budget.WaitForRoom(stop.Token), TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }
}
