using ContainerTools.FaultEngine;

namespace ContainerTools.ModuleTests.Hosts;

/// <summary>Many engines at once, all of them simulated: some answer, some are dead.</summary>
public sealed class FleetTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    [Fact]
    public void Dead_engines_do_not_delay_the_others()
    {
        using var fleet = Engines(20);
        using var silent = new RawPeer(null);
        using var running = session.Start("Get-Container -EngineHost $engines -ConnectTimeoutSeconds 300 2>&1", ("engines", With(fleet, silent.Address, "tcp://127.0.0.1:1")));
        // All containers and one error came, and the engine that says nothing is still waited for.
        running.WaitForOutput(fleet.Containers + 1, TimeSpan.FromSeconds(120));
        Assert.True(running.IsRunning);
        Assert.Single(running.Output, item => item.BaseObject is ErrorRecord { FullyQualifiedErrorId: var id } && id.StartsWith("EngineUnreachable", StringComparison.Ordinal));
        running.Stop();
    }

    [Fact]
    public void A_dead_engine_costs_one_error_and_its_time()
    {
        using var fleet = Engines(20);
        using var silent = new RawPeer(null);
        var outcome = session.Run("Get-Container -EngineHost $engines -ConnectTimeoutSeconds 2", ("engines", With(fleet, silent.Address)));
        Assert.Equal(["EngineTimeout"], outcome.ErrorIds);
        Assert.Equal(fleet.Containers, outcome.Output.Count);
        Assert.Equal(fleet.Addresses.Order(), outcome.Output.Select(c => (string)c.Properties["EngineHost"].Value).Distinct().Order());
    }

    [Fact]
    public void What_has_come_of_a_list_is_written_while_the_rest_is_waited_for()
    {
        using var engine = Fleet.Engine("long", 0, TimeSpan.Zero);
        engine.When("GET /containers/json").Answer(Answer.Stream($"[{Containers(100)},{{\"Id\":").ThatLasts());
        using var running = session.Start("Get-Container -EngineHost $engine", ("engine", engine.Address));
        running.WaitForOutput(100, TimeSpan.FromSeconds(60));
        Assert.True(running.IsRunning);
        running.Stop();
    }

    [Fact]
    public void A_list_that_breaks_off_costs_one_error_beside_what_came()
    {
        using var fleet = Engines(3);
        using var engine = Fleet.Engine("broken", 0, TimeSpan.Zero);
        var list = Containers(100);
        engine.When("GET /containers/json").Answer(Answer.Json($"[{list},{list}]").CutAfter(list.Length + 50));
        var outcome = session.Run("Get-Container -EngineHost $engines", ("engines", With(fleet, engine.Address)));
        Assert.Equal(["EngineConnectionLost"], outcome.ErrorIds);
        Assert.Equal(fleet.Containers + 100, outcome.Output.Count);
    }

    [Fact]
    public void Only_the_first_of_a_long_list()
    {
        using var engine = Fleet.Engine("first", 2000, TimeSpan.Zero);
        Assert.Equal(["first-0", "first-1", "first-2"], session.Run("Get-Container -EngineHost $engine -First 3 | ForEach-Object Name", ("engine", engine.Address)).Good().Text);
        Assert.Equal(["2000"], session.Run("(Get-Container -EngineHost $engine -First 5000).Count", ("engine", engine.Address)).Good().Text);
    }

    [Fact]
    public void ThrottleLimit_bounds_the_whole_and_every_object_goes_back_to_its_engine()
    {
        using var fleet = Engines(5);
        var (now, most, gate) = (0, 0, new Lock());
        foreach (var engine in fleet.Engines)
        {
            engine.When("POST /containers/*/stop").Answer(request =>
            {
                lock (gate) most = Math.Max(most, ++now);
                // Over for the count a little before the answer allows the next one.
                _ = Task.Delay(50).ContinueWith(_ => { lock (gate) now--; }, TaskScheduler.Default);
                return Answer.Empty(204).After(TimeSpan.FromMilliseconds(150));
            });
        }
        session.Run("Get-Container -EngineHost $engines | Stop-Container -ThrottleLimit 3 -Confirm:$false", ("engines", fleet.Addresses)).Good();
        Assert.InRange(most, 2, 3);
        foreach (var (engine, number) in fleet.Engines.Select((engine, i) => (engine, i)))
        {
            var listed = session.Run("Get-Container -EngineHost $engine | ForEach-Object Id", ("engine", engine.Address)).Good().Text;
            var stopped = engine.Requests.Where(request => request.Line.StartsWith("POST ", StringComparison.Ordinal)).Select(request => request.Part(1));
            Assert.True(listed.Order().SequenceEqual(stopped.Order()), $"engine {number}");
        }
    }

    private static string Containers(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"Id":"{{i:x64}}","Names":["/long-{{i}}"],"State":"running","Status":"Up 3 days"}"""));

    private static Fleet Engines(int engines) => new(engines, 5, 15, TimeSpan.FromMilliseconds(5), 1);

    private static string[] With(Fleet fleet, params string[] others) => [.. others, .. fleet.Addresses];
}
