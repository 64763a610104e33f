using System.Diagnostics;

namespace ContainerTools.ModuleTests.Events;

/// <summary>Each test has a session of its own, because its subscriptions live there; the stream is watched through a proxy.</summary>
public sealed class RegisterContainerEventTests(TestContainers containers) : IClassFixture<TestContainers>, IDisposable
{
    private const string Subscribers = "$ExecutionContext.Events.Subscribers";

    private readonly FaultProxy proxy = new(TestEngine.Host);
    private readonly PowerShellSession session = new();

    public void Dispose()
    {
        session.Dispose();
        proxy.Dispose();
    }

    private Outcome Register(string arguments) => session.Run(
        "$got = [System.Collections.Concurrent.ConcurrentQueue[object]]::new(); Register-ContainerEvent -EngineHost $address -SourceIdentifier test -Since $begin " + arguments,
        ("address", proxy.Address), ("begin", DateTimeOffset.Now), ("prefix", containers.Prefix));

    /// <summary>Waits until a script of the session gives this.</summary>
    private void Expect(string script, params string[] expected)
    {
        for (var watch = Stopwatch.StartNew(); ; Thread.Sleep(50))
        {
            var text = session.Run(script).Good().Text;
            if (text.SequenceEqual(expected)) return;
            if (watch.Elapsed.TotalSeconds > 10) Assert.Equal(expected, text);
        }
    }

    [Fact]
    public void Its_action_sees_the_typed_event_and_the_subscriber_is_PowerShells()
    {
        var job = Register("""-Container "$prefix-act*" -EventAction die -MessageData hello -Action { $got.Enqueue("$($EventArgs.GetType().Name) $($EventArgs.Name) $($EventArgs.ExitCode) $($Event.SourceEventArgs.ContainerId -eq $EventArgs.Id) $($Event.MessageData) $($Sender.EngineHosts)") }""").Good();
        Assert.Equal("PSEventJob", job.Output.Single().BaseObject.GetType().Name);
        Expect($"{Subscribers} | ForEach-Object {{ \"$($_.SourceIdentifier) $($_.SourceObject) $($_.EventName)\" }}", $"test {proxy.Address} ContainerEvent");
        containers.Start("act-one", "exit 3");
        containers.Start("act-two", "exit 0");
        Expect("$got", $"ContainerEvent {containers.Name("act-one")} 3 True hello {proxy.Address}", $"ContainerEvent {containers.Name("act-two")} 0 True hello {proxy.Address}");
    }

    [Fact]
    public void Unregistering_closes_the_stream()
    {
        Register("-Action { $got.Enqueue($EventArgs.Name) }").Good();
        proxy.WaitForOpen("GET /events", 1);
        session.Run($"$ExecutionContext.Events.UnsubscribeEvent(@({Subscribers})[0])").Good();
        proxy.WaitForOpen("GET /events", 0);
        Expect(Subscribers);
    }

    [Fact]
    public void Without_an_action_events_are_queued()
    {
        Assert.Empty(Register("-Container \"$prefix-queue\" -EventAction create, destroy").Good().Output);
        var name = containers.Create("queue");
        TestEngine.Docker("rm", name);
        Expect("foreach ($e in $ExecutionContext.Events.ReceivedEvents) { \"$($e.SourceIdentifier) $($e.SourceEventArgs.Action) $($e.SourceEventArgs)\" }", $"test create {name}", $"test destroy {name}");
    }

    [Fact]
    public void It_ends_by_itself_after_as_many_events_as_were_asked_for()
    {
        Register("-Container \"$prefix-count\" -MaxTriggerCount 1 -Action { $got.Enqueue($EventArgs.Action) }").Good();
        proxy.WaitForOpen("GET /events", 1);
        containers.Start("count", "exit 0");
        Expect("$got", "create");
        proxy.WaitForOpen("GET /events", 0);
        Expect(Subscribers);
    }

    [Fact]
    public void Closing_the_runspace_closes_the_stream()
    {
        Register("-Action { $got.Enqueue($EventArgs.Name) }").Good();
        proxy.WaitForOpen("GET /events", 1);
        session.Dispose();
        proxy.WaitForOpen("GET /events", 0);
    }

    [Fact]
    public void Removing_the_module_ends_the_subscriptions_of_its_session_only()
    {
        using var other = new PowerShellSession();
        other.Run("Register-ContainerEvent -EngineHost $address -SourceIdentifier other", ("address", proxy.Address)).Good();
        Register("").Good();
        proxy.WaitForOpen("GET /events", 2);
        session.Run("Remove-Module ContainerTools").Good();
        proxy.WaitForOpen("GET /events", 1);
        Expect(Subscribers);
        Assert.Equal(["other"], other.Run($"{Subscribers} | ForEach-Object SourceIdentifier").Good().Text);
    }

    [Fact]
    public void A_broken_connection_is_resumed()
    {
        Register("-Container \"$prefix-again*\" -EventAction create -Action { $got.Enqueue($EventArgs.Name) }").Good();
        var one = containers.Create("again1");
        Expect("$got", one);
        proxy.Refuses = true;
        proxy.Cut();
        var two = containers.Create("again2");
        proxy.Refuses = false;
        var three = containers.Create("again3");
        Expect("$got", one, two, three);
        Expect($"{Subscribers} | ForEach-Object {{ \"-$($_.SourceObject.Problem)-\" }}", "--");
    }

    [Fact]
    public void An_engine_that_is_not_there_leaves_no_subscription()
    {
        var outcome = session.Run("""
            try { Register-ContainerEvent -EngineHost unix:///nowhere/engine.sock } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            @($ExecutionContext.Events.Subscribers).Count
            """).Good();
        Assert.Equal(["EngineUnreachable", "0"], outcome.Text);
    }

    [Fact]
    public void One_of_several_engines_that_is_not_there_is_an_error_and_the_others_are_listened_to()
    {
        var outcome = session.Run("Register-ContainerEvent -EngineHost unix:///nowhere/engine.sock, $address -Container $name -EventAction create -SourceIdentifier test", ("address", proxy.Address), ("name", containers.Name("several")));
        Assert.Equal(["EngineUnreachable"], outcome.ErrorIds);
        containers.Create("several");
        Expect("foreach ($e in $ExecutionContext.Events.ReceivedEvents) { $e.SourceEventArgs.EngineHost }", proxy.Address);
    }

    [Fact]
    public void An_identifier_that_is_taken_is_refused()
    {
        Register("").Good();
        var outcome = Register("");
        Assert.Equal(["SubscriberExists"], outcome.ErrorIds);
        Assert.Contains("'test'", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
        proxy.WaitForOpen("GET /events", 1);
    }

    [Fact]
    public void A_process_ends_while_a_subscription_is_open()
    {
        var run = ShellProcess.Command($"Import-Module '{TestEngine.Manifest}'; $null = Register-ContainerEvent -EngineHost '{proxy.Address}' -Action {{ }}; 'end'");
        Assert.Equal(["end"], run.Good().Lines);
        proxy.WaitForOpen("GET /events", 0);
    }
}
