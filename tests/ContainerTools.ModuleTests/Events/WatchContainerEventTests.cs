namespace ContainerTools.ModuleTests.Events;

[Collection(EventMemoryCollection.Name)]
public sealed class WatchContainerEventTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    private const string Tell = "ForEach-Object { \"$($_.Name) $($_.Action)\" }";

    /// <summary>One whose life is three events.</summary>
    private string Ended(string suffix)
    {
        var name = containers.Create(suffix, "exit 0");
        TestEngine.Docker("start", name);
        TestEngine.Docker("wait", name);
        return name;
    }

    private static IEnumerable<string> Life(string name) => [$"{name} create", $"{name} start", $"{name} die"];

    [Fact]
    public void Crashes_are_reacted_to_as_they_happen()
    {
        using var running = session.Start("""
            Watch-ContainerEvent -Since $begin -Type Container -Action die | Where-Object Name -like "$prefix-crash*" | Where-Object ExitCode -ne 0 | ForEach-Object { Get-ContainerLog $_.ContainerId -Tail 1 }
            """, ("prefix", containers.Prefix), ("begin", DateTimeOffset.Now));
        containers.Start("crash-none", "echo fine; exit 0");
        containers.Start("crash-one", "echo one; echo no memory left; exit 1");
        running.WaitForOutput(1);
        containers.Start("crash-two", "echo no disk left; exit 2");
        running.WaitForOutput(2);
        running.Stop();
        Assert.Equal(["no memory left", "no disk left"], running.Finish().Text);
    }

    [Fact]
    public void What_ends_is_started_again()
    {
        var name = containers.Create("again", "test -e /ran && sleep 1000; touch /ran; exit 1");
        using var running = session.Start("Watch-ContainerEvent $name -Since $begin -Action die | Start-Container -PassThru -ThrottleLimit 1 | ForEach-Object { \"$($_.Name) $($_.State)\" }", ("name", name), ("begin", DateTimeOffset.Now));
        TestEngine.Docker("start", name);
        running.WaitForOutput(1);
        Assert.Equal($"{name} Running", running.Output[0].ToString());
    }

    [Fact]
    public void A_broken_connection_loses_nothing_and_repeats_nothing()
    {
        using var proxy = new FaultProxy(TestEngine.Host);
        using var running = session.Start($"Watch-ContainerEvent \"$prefix-cut*\" -EngineHost $address -Since $begin -Verbose -EventAction create, start, die | {Tell}",
            ("prefix", containers.Prefix), ("address", proxy.Address), ("begin", DateTimeOffset.Now));
        var names = new List<string> { Ended("cut-before") };
        running.WaitForOutput(3);
        for (var i = 0; i < 3; i++)
        {
            proxy.Refuses = true;
            proxy.Cut();
            names.Add(Ended($"cut-{i}-within"));
            Thread.Sleep(400);
            proxy.Refuses = false;
            names.Add(Ended($"cut-{i}-after"));
            running.WaitForOutput(3 * names.Count);
        }
        // What is cut and let in again at once is resumed without a failed attempt.
        proxy.Cut();
        names.Add(Ended("cut-last"));
        running.WaitForOutput(3 * names.Count);
        running.Stop();
        var outcome = running.Finish();
        Assert.Equal(names.SelectMany(Life), outcome.Text);
        Assert.Empty(outcome.Warnings);
        Assert.Contains(outcome.Verbose, line => line.Contains("cannot be reached", StringComparison.Ordinal) && line.Contains(proxy.Address, StringComparison.Ordinal));
        Assert.Contains(outcome.Verbose, line => line.Contains("sends no more events", StringComparison.Ordinal));
    }

    [Fact]
    public void A_connection_that_breaks_before_the_first_event_loses_none()
    {
        using var proxy = new FaultProxy(TestEngine.Host);
        using var running = session.Start($"Watch-ContainerEvent \"$prefix-first*\" -EngineHost $address -EventAction create, start, die | {Tell}", ("prefix", containers.Prefix), ("address", proxy.Address));
        proxy.WaitForOpen("GET /events", 1);
        proxy.Refuses = true;
        proxy.Cut();
        var name = Ended("first");
        proxy.Refuses = false;
        running.WaitForOutput(3);
        running.Stop();
        Assert.Equal(Life(name), running.Finish().Text);
    }

    [Theory]
    [InlineData("application/json", "\n", "")]
    [InlineData("application/x-ndjson", "\n", "")]
    [InlineData("application/jsonl", "\r\n", "")]
    [InlineData("application/json-seq", "\n", "\u001e")]
    [InlineData("application/json", "", "")]
    public void Every_way_of_stringing_events_together_is_read(string type, string after, string before)
    {
        static string Event(int i) => $$$"""{"Type":"container","Action":"die","Actor":{"ID":"{{{i}}}","Attributes":{"name":"c{{{i}}}","exitCode":"{{{i}}}"}},"time":1,"timeNano":{{{i}}}00}""";
        var body = string.Concat(Enumerable.Range(1, 3).Select(i => before + Event(i) + after));
        using var peer = new ScriptedEngine("1.51").When("GET /events").Answer(Answer.Stream(body, type));
        var outcome = session.Run("""
            foreach ($once in 1) { Watch-ContainerEvent -EngineHost $address | ForEach-Object { "$_ $($_.ExitCode)"; if ($_.ExitCode -eq 3) { break } } }
            'after'
            """, ("address", peer.Address)).Good();
        Assert.Equal(["c1 1", "c2 2", "c3 3", "after"], outcome.Text);
    }

    [Fact]
    public void An_engine_that_is_not_there_in_the_beginning_is_an_error()
    {
        var outcome = session.Run("try { Watch-ContainerEvent -EngineHost unix:///nowhere/engine.sock } catch { $_.FullyQualifiedErrorId.Split(',')[0] }").Good();
        Assert.Equal(["EngineUnreachable"], outcome.Text);
    }

    [Fact]
    public void Ctrl_C_ends_it_at_once_also_while_the_engine_is_away()
    {
        session.StopsAtOnce("'begun'; Watch-ContainerEvent -Type Daemon", 1);
        using var proxy = new FaultProxy(TestEngine.Host);
        using var running = session.Start("Watch-ContainerEvent -Type Daemon -EngineHost $address", ("address", proxy.Address));
        proxy.WaitForOpen("GET /events", 1);
        proxy.Refuses = true;
        proxy.Cut();
        Thread.Sleep(1000);
        Assert.True(running.IsRunning);
        // Once, on a machine that may be busy: how long it takes at best is measured above.
        Assert.InRange(running.Stop().TotalMilliseconds, 0, 1000);
    }

    [Fact]
    public void Leaving_the_pipeline_closes_the_stream_and_the_script_goes_on()
    {
        using var proxy = new FaultProxy(TestEngine.Host);
        using var running = session.Start("foreach ($once in 1) { Watch-ContainerEvent \"$prefix-leave\" -EngineHost $address | ForEach-Object { 'one'; break } }; 'after'", ("prefix", containers.Prefix), ("address", proxy.Address));
        proxy.WaitForOpen("GET /events", 1);
        containers.Create("leave");
        Assert.Equal(["one", "after"], running.Finish().Good().Text);
        proxy.WaitForOpen("GET /events", 0);
    }
}
