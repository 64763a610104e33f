namespace ContainerTools.ModuleTests.Events;

[Collection(EventMemoryCollection.Name)]
public sealed class GetContainerEventTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    private readonly DateTimeOffset begin = DateTimeOffset.Now;

    /// <summary>The events of this test: an engine's memory is short, and others use it too.</summary>
    private Outcome Events(string arguments, string tell = "", params (string Name, object? Value)[] variables) =>
        session.Run($"Get-ContainerEvent -Since $begin {arguments} {tell}", [("begin", begin), .. variables]);

    private string Ended(string suffix, int code, params string[] flags)
    {
        var name = containers.Start(suffix, $"exit {code}", flags);
        TestEngine.Docker("wait", name);
        return name;
    }

    [Fact]
    public void The_life_of_a_container_is_told_in_order_with_typed_values()
    {
        var name = Ended("life", 7, "--label", "app=shop");
        var happened = Events("$name", variables: ("name", name)).Good().Output;
        var actions = happened.Select(e => (string)e.Properties["Action"].Value).ToList();
        Assert.Equal(["create", "start", "die"], actions.Where(a => a is not "attach"));
        var died = happened[actions.IndexOf("die")];
        object? Value(string property) => died.Properties[property].Value;
        Assert.Equal(("container", 7, name, TestEngine.Image, "local", TestEngine.Host), (Value("Type"), Value("ExitCode"), Value("Name"), Value("Image"), Value("Scope"), Value("EngineHost")));
        var id = TestEngine.Docker("inspect", "--format", "{{.Id}}", name);
        Assert.Equal((id, id, name), (Value("Id"), Value("ContainerId"), died.ToString()));
        Assert.Equal("shop", ((IReadOnlyDictionary<string, string>)Value("Attributes")!)["app"]);
        Assert.InRange((DateTimeOffset)Value("Time")!, begin, DateTimeOffset.Now);
        Assert.All(happened.Where(e => !Equals(e.Properties["Action"].Value, "die")), e => Assert.Null(e.Properties["ExitCode"].Value));
    }

    [Fact]
    public void Times_are_those_of_docker_to_the_tick()
    {
        var name = Ended("tick", 0);
        var until = DateTimeOffset.Now.ToUnixTimeSeconds() + 1;
        var docker = TestEngine.Docker("events", "--since", begin.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), "--until", $"{until}",
            "--filter", $"container={name}", "--format", "{{.TimeNano}} {{.Action}}").Split('\n');
        var ours = Events("$name", "| ForEach-Object { \"$(($_.Time - [DateTimeOffset]::UnixEpoch).Ticks)?? $($_.Action)\" }", ("name", name)).Good().Text;
        Assert.Equal(docker.Select(line => line[..17] + "??" + line[19..]), ours);
    }

    [Fact]
    public void A_command_and_a_health_stand_apart_from_the_action()
    {
        var name = containers.Start("apart", "sleep 1000", "--health-cmd", "test -e /ok || exit 1", "--health-interval", "50ms", "--health-retries", "1");
        TestEngine.Docker("exec", name, "sh", "-c", "touch /ok; echo 'a: b'");
        using var running = session.Start("Watch-ContainerEvent $name -Since $begin -EventAction health_status | Where-Object Health -eq Healthy", ("name", name), ("begin", begin));
        running.WaitForOutput(1);
        running.Stop();
        var outcome = Events("$name -EventAction exec_start, exec_die", "| Where-Object { $_.Command -notlike '*test -e /ok*' } | ForEach-Object { \"$($_.Action)|$($_.Command)|$($_.ExitCode)\" }", ("name", name)).Good();
        Assert.Contains("exec_start|sh -c touch /ok; echo 'a: b'|", outcome.Text);
        Assert.Contains("exec_die||0", outcome.Text);
        Assert.Contains("health_status Healthy", Events("$name -EventAction 'health_status: healthy'", "| ForEach-Object { \"$($_.Action) $($_.Health)\" }", ("name", name)).Good().Text);
    }

    [Fact]
    public void Filters_choose()
    {
        var (web, web2) = (Ended("filter", 3, "--label", "tier=front"), Ended("filter2", 4));
        const string tell = "| ForEach-Object { \"$($_.Name) $($_.Action)\" }";
        IEnumerable<string> Told(string arguments) => Events(arguments, tell, ("web", web), ("web2", web2), ("image", TestEngine.Image)).Good().Text.Where(t => t.StartsWith(containers.Prefix, StringComparison.Ordinal));
        // The engine itself takes a name for a beginning.
        Assert.Equal([$"{web} die"], Told("$web -EventAction die"));
        Assert.Equal([$"{web} die", $"{web2} die"], Told("\"$web*\" -Action Die"));
        Assert.Equal([$"{web} die", $"{web2} die"], Told("-Container $web, $web2 -Action die"));
        Assert.Equal([$"{web2} die"], Told("(Get-Container $web2).ShortId -Action die"));
        Assert.Equal([$"{web} die"], Told("(Get-Container $web) -Action die"));
        Assert.Equal([$"{web} die"], Told("-Label tier=front -Action die"));
        Assert.Equal([$"{web} die"], Told("-Label @{ tier = 'front' } -Type Container -Action die"));
        Assert.Equal([$"{web} die", $"{web2} die"], Told("-Image $image -Action die"));
        Assert.Equal([$"{web} die"], Told("-Filter @{ event = 'die'; container = $web2.Substring(0, $web2.Length - 1) } -Container $web"));
        Assert.Empty(Told("-Type Network, Image -Action die"));
        Assert.Empty(Told("$web -Until $begin"));
        Assert.Empty(Told("no-such-container"));
    }

    [Fact]
    public void Other_things_happen_too()
    {
        var name = Ended("network", 0);
        var outcome = Events("-Type Network -EventAction connect", "| Where-Object { $_.Attributes['container'] -eq (Get-Container $name).Id } | ForEach-Object { \"$($_.Type) $($_.Name) $($null -eq $_.ContainerId)\" }", ("name", name));
        Assert.Equal(["network bridge True"], outcome.Good().Text);
    }

    [Fact]
    public void An_event_of_a_container_leads_to_the_container_and_another_is_refused()
    {
        var name = Ended("pipe", 5);
        Assert.Equal(["Exited 5"], Events("$name -Action die", "| Get-Container | ForEach-Object { \"$($_.State) $($_.ExitCode)\" }", ("name", name)).Good().Text);
        Assert.Empty(Events("$name -Action die", "| ForEach-Object { Get-ContainerLog $_.ContainerId -Tail 50 }", ("name", name)).Good().Text);
        var outcome = Events("-Type Network -Action connect", "| Get-ContainerPort");
        Assert.NotEmpty(outcome.Errors);
        Assert.All(outcome.Errors, e => Assert.Contains("A ContainerEvent is not a container", e.Exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Containers_come_from_the_pipeline_and_none_is_none()
    {
        var name = Ended("piped", 6);
        Assert.Equal([name], session.Run("Get-Container $name | Get-ContainerEvent -Since $begin -Action die", ("name", name), ("begin", begin)).Good().Text);
        Assert.Empty(session.Run("Get-Container no-such-* | Get-ContainerEvent").Good().Output);
    }

    [Fact]
    public void A_span_that_ends_later_is_waited_for()
    {
        var name = containers.Create("later", "exit 1");
        using var running = session.Start("Get-ContainerEvent $name -Until ([DateTimeOffset]::Now.AddSeconds(4)) -Action die", ("name", name));
        Thread.Sleep(300);
        TestEngine.Docker("start", name);
        running.WaitForOutput(1);
        Assert.Equal([name], running.Finish().Good().Text);
    }

    [Fact]
    public void An_end_before_the_beginning_is_refused_by_the_engine()
    {
        var outcome = session.Run("Get-ContainerEvent -Since 1m -Until 2m");
        Assert.Equal(["RequestRefused"], outcome.ErrorIds);
        Assert.Contains("cannot be after", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_engines_are_asked_and_one_that_is_not_there_is_an_error()
    {
        var name = Ended("engines", 0);
        var outcome = session.Run("Get-ContainerEvent $name -Since $begin -Action die -EngineHost unix:///nowhere/engine.sock, $engine", ("name", name), ("begin", begin), ("engine", TestEngine.Host));
        Assert.Equal([name], outcome.Text);
        Assert.Equal(["EngineUnreachable"], outcome.ErrorIds);
    }
}
