using System.Diagnostics;

namespace ContainerTools.ModuleTests.Containers;

public sealed class WaitContainerTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    private const string Tell = "ForEach-Object { \"$($_.ContainerName) $($_.Condition) $($_.ExitCode)\" }";

    /// <summary>One that ends with a code when the test says so.</summary>
    private string Waiting(string suffix, int code, params string[] flags) => containers.Start(suffix, $"until [ -e /go ]; do sleep 0.05; done; exit {code}", flags);

    private static void Go(string name) => TestEngine.Docker("exec", name, "touch", "/go");

    [Fact]
    public void It_waits_for_the_end_and_gives_the_exit_code()
    {
        var name = Waiting("end", 7);
        using var running = session.Start($"Wait-Container $name | {Tell}", ("name", name));
        Thread.Sleep(300);
        Assert.True(running.IsRunning);
        Go(name);
        Assert.Equal([$"{name} NotRunning 7"], running.Finish().Good().Text);
    }

    [Fact]
    public void What_has_ended_is_told_at_once_and_what_never_ran_has_no_code()
    {
        var (ended, created) = (containers.Start("ended", "exit 42"), containers.Create("created"));
        TestEngine.Docker("wait", ended);
        var outcome = session.Run($"Wait-Container $ended, $created | {Tell}; Get-Container $created | Wait-Container | {Tell}", ("ended", ended), ("created", created)).Good();
        Assert.Equal([$"{ended} NotRunning 42", $"{created} NotRunning ", $"{created} NotRunning "], outcome.Text);
    }

    [Fact]
    public void Several_are_waited_for_at_once_and_told_in_the_order_of_the_input()
    {
        var names = Enumerable.Range(1, 4).Select(i => containers.Start($"several-{i}", $"sleep {(i % 2 == 1 ? "1" : "0.1")}; exit {i}")).ToArray();
        Assert.Equal(names.Select((n, i) => $"{n} NotRunning {i + 1}"), session.Run($"$names | Wait-Container | {Tell}", ("names", names)).Good().Text);
    }

    [Fact]
    public void NextExit_waits_for_the_next_end_of_one_that_does_not_run()
    {
        var name = containers.Start("next", "exit 5");
        TestEngine.Docker("wait", name);
        using var running = session.Start($"Wait-Container $name -Condition NextExit | {Tell}", ("name", name));
        Thread.Sleep(500);
        Assert.True(running.IsRunning);
        TestEngine.Docker("start", name);
        Assert.Equal([$"{name} NextExit 5"], running.Finish().Good().Text);
    }

    [Fact]
    public void Removed_waits_until_it_is_gone()
    {
        var name = Waiting("removed", 3, "--rm");
        using var running = session.Start($"$c = Get-Container $name; 'found'; $c | Wait-Container -Condition Removed | {Tell}; $c | Wait-Container -Condition Removed | {Tell}", ("name", name));
        running.WaitForOutput(1);
        Thread.Sleep(500);
        Assert.True(running.IsRunning);
        Go(name);
        Assert.Equal(["found", $"{name} Removed 3", $"{name} Removed "], running.Finish().Good().Text);
    }

    [Fact]
    public void Running_is_told_at_once_or_when_the_container_is_started()
    {
        var (on, off) = (containers.Start("on"), containers.Create("off"));
        Assert.Equal([$"{on} Running "], session.Run($"Wait-Container $on Running | {Tell}", ("on", on)).Good().Text);
        using var running = session.Start($"Wait-Container $off -Condition Running -PassThru | ForEach-Object State", ("off", off));
        Thread.Sleep(300);
        Assert.True(running.IsRunning);
        TestEngine.Docker("start", off);
        Assert.Equal(["Running"], running.Finish().Good().Text);
    }

    [Fact]
    public void A_run_that_is_over_before_it_can_be_looked_at_was_a_run()
    {
        var name = containers.Create("brief", "exit 0");
        using var running = session.Start($"Wait-Container $name Running | {Tell}", ("name", name));
        Thread.Sleep(500);
        TestEngine.Docker("start", name);
        Assert.Equal([$"{name} Running "], running.Finish().Good().Text);
    }

    [Fact]
    public void Resuming_is_running()
    {
        var name = containers.Start("paused");
        TestEngine.Docker("pause", name);
        using var running = session.Start($"Wait-Container $name Running | {Tell}", ("name", name));
        Thread.Sleep(300);
        Assert.True(running.IsRunning);
        TestEngine.Docker("unpause", name);
        Assert.Equal([$"{name} Running "], running.Finish().Good().Text);
    }

    [Fact]
    public void Waiting_for_a_start_ends_with_an_error_when_the_container_is_removed()
    {
        var name = containers.Create("never");
        using var running = session.Start("Wait-Container $name Running", ("name", name));
        Thread.Sleep(300);
        TestEngine.Docker("rm", name);
        Assert.Equal(["ContainerNotFound"], running.Finish().ErrorIds);
    }

    [Theory]
    [InlineData("NotRunning", "still runs after 1 s")]
    [InlineData("NextExit", "did not end within 1 s")]
    [InlineData("Removed", "was not removed within 1 s")]
    public void A_time_out_is_an_error(string condition, string words)
    {
        var name = containers.Start("slow" + condition.ToLowerInvariant());
        var watch = Stopwatch.StartNew();
        var error = Assert.Single(session.Run($"Wait-Container $name -Condition {condition} -TimeoutSeconds 1", ("name", name)).Errors);
        Assert.True(watch.Elapsed.TotalSeconds > 0.9);
        Assert.StartsWith("WaitTimeout,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal((ErrorCategory.OperationTimeout, name), (error.CategoryInfo.Category, error.TargetObject));
        Assert.Contains(words, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_out_of_one_leaves_the_others_results()
    {
        var (slow, ended) = (containers.Start("slow"), containers.Start("over", "exit 8"));
        TestEngine.Docker("wait", ended);
        var outcome = session.Run($"Wait-Container $slow, $ended -TimeoutSeconds 1 | {Tell}", ("slow", slow), ("ended", ended));
        Assert.Equal([$"{ended} NotRunning 8"], outcome.Text);
        Assert.Equal(["WaitTimeout"], outcome.ErrorIds);
    }

    [Fact]
    public void A_time_out_of_a_start_is_an_error_too()
    {
        var name = containers.Create("idle");
        Assert.Contains("did not run within 1 s", Assert.Single(session.Run("Wait-Container $name Running -TimeoutSeconds 1", ("name", name)).Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_gives_the_first_and_waits_for_no_other()
    {
        var (endless, first) = (containers.Start("endless"), Waiting("first", 9));
        using var running = session.Start($"$endless, $first | Wait-Container -Any | {Tell}; 'after'", ("endless", endless), ("first", first));
        Thread.Sleep(300);
        Go(first);
        Assert.Equal([$"{first} NotRunning 9", "after"], running.Finish().Good().Text);
    }

    [Fact]
    public void PassThru_gives_the_container_and_is_refused_for_one_that_will_be_gone()
    {
        var name = containers.Start("pass", "exit 4");
        var outcome = session.Run("Wait-Container $name -PassThru | ForEach-Object { \"$($_.State) $($_.ExitCode)\" }; try { Wait-Container $name Removed -PassThru } catch { $_.FullyQualifiedErrorId.Split(',')[0] }", ("name", name)).Good();
        Assert.Equal(["Exited 4", "PassThruRemoved"], outcome.Text);
    }

    [Fact]
    public void The_result_leads_back_to_its_container()
    {
        var name = containers.Start("carrier", "exit 0");
        Assert.Equal([name], session.Run("Wait-Container $name | Get-Container | ForEach-Object Name", ("name", name)).Good().Text);
    }

    [Theory]
    [InlineData("NotRunning")]
    [InlineData("NextExit")]
    [InlineData("Removed")]
    [InlineData("Running -Any")]
    public void Ctrl_C_ends_a_wait_at_once(string condition)
    {
        var name = condition.StartsWith("Running", StringComparison.Ordinal) ? containers.Create("stop-run") : containers.Start("stop-" + condition.ToLowerInvariant());
        session.StopsAtOnce($"'begun'; Wait-Container $name, $name -Condition {condition}", 1, ("name", name));
    }
}
