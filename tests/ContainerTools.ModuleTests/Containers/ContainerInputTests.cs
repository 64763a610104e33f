namespace ContainerTools.ModuleTests.Containers;

/// <summary>What all cmdlets that take containers have in common: the forms of input, refusals, and how errors end or do not end a script.</summary>
public sealed class ContainerInputTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    /// <summary>Commands that change a container.</summary>
    public static TheoryData<string> Changes =>
    [
        "Start-Container",
        "Stop-Container -Force",
        "Restart-Container -TimeoutSeconds 0",
        "Suspend-Container",
        "Resume-Container",
        "Send-ContainerSignal -Signal KILL",
        "Set-Container -PidsLimit 77",
        "Rename-Container -NewName ($name + '-renamed')",
        "Remove-Container -Force",
    ];

    /// <summary>Commands that tell of a container.</summary>
    public static TheoryData<string> Queries => ["Get-ContainerProcess", "Get-ContainerPort", "Get-ContainerChange", "Wait-Container -TimeoutSeconds 1"];

    public static TheoryData<string> All => [.. Changes.Select(row => row.Data), .. Queries.Select(row => row.Data)];

    [Theory]
    [InlineData("Start-Container -PassThru")]
    [InlineData("Stop-Container -PassThru -TimeoutSeconds 0")]
    [InlineData("Stop-Container -PassThru -Force")]
    [InlineData("Set-Container -PassThru -PidsLimit 77")]
    [InlineData("Get-Container")]
    [InlineData("Get-ContainerChange")]
    public void Every_form_of_input_is_taken(string command)
    {
        // One that never runs again, for those that stop; what they are to do has been done before.
        var name = containers.Create("form" + Guid.NewGuid().ToString("n")[..6], "touch /new");
        TestEngine.Docker("start", "--attach", name);
        var expected = command == "Get-ContainerChange" ? "/new" : name;
        Assert.Equal(ContainerInput.AllGive(expected), session.Run(ContainerInput.PipeAllTo(command), ("name", name)).Good().Text);
    }

    [Fact]
    public void Every_form_of_input_is_taken_by_what_needs_a_running_container()
    {
        var name = containers.Start("form-run", "sleep 1000", "--publish", "127.0.0.1::80");
        var script = string.Join(Environment.NewLine, ContainerInput.Forms.SelectMany(form => new[]
        {
            $"{form} | Suspend-Container -PassThru | ForEach-Object State",
            $"{form} | Resume-Container -PassThru | ForEach-Object State",
            $"{form} | Send-ContainerSignal -Signal WINCH -PassThru | ForEach-Object State",
            $"{form} | Get-ContainerPort | ForEach-Object Port",
            $"{form} | Wait-Container -Condition Running | ForEach-Object ContainerName",
        }));
        Assert.Equal(ContainerInput.Forms.SelectMany(_ => new[] { "Paused", "Running", "Running", "80", name }), session.Run(script, ("name", name)).Good().Text);
    }

    [Fact]
    public void Every_form_of_input_is_removed_and_renamed()
    {
        for (var i = 0; i < ContainerInput.Forms.Count; i++)
        {
            var (first, second) = (containers.Create($"gone-{i}"), containers.Name($"gone-{i}-new"));
            Assert.Equal([second], session.Run($"{ContainerInput.Forms[i]} | Rename-Container -NewName $new -PassThru", ("name", first), ("new", second)).Good().Text);
            session.Run($"{ContainerInput.Forms[i]} | Remove-Container", ("name", second)).Good();
            Assert.Empty(session.Run("Get-Container ($name + '*')", ("name", first)).Good().Text);
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Other_kinds_of_objects_are_refused(string command)
    {
        var outcome = session.Run($"$name = 'x'; Get-ContainerImage $image | {command}; Get-ContainerHost | {command}; 4711 | {command}; @{{ Size = 1 }} | {command}; 'after'", ("image", TestEngine.Image));
        Assert.Equal(["after"], outcome.Text);
        Assert.Equal(4, outcome.Errors.Count);
        Assert.Contains("An image is not a container", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Contains("An engine is not a container", outcome.Errors[1].Exception.Message, StringComparison.Ordinal);
        Assert.Contains("Int32", outcome.Errors[2].Exception.Message, StringComparison.Ordinal);
        Assert.Contains("'Id' or 'Name'", outcome.Errors[3].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        // A paused one for what resumes, a stopped one for what starts, a running one for the rest.
        string[] names = [containers.Start("if-run"), containers.Start("if-paused"), containers.Create("if-new")];
        TestEngine.Docker("pause", names[1]);
        string State() => TestEngine.Docker(["inspect", "--format", "{{.Id}} {{.Name}} {{.State.Status}} {{.State.StartedAt}} {{.HostConfig.PidsLimit}}", .. names]);
        var before = State();
        foreach (var command in Changes.Select(row => row.Data))
        {
            Assert.Empty(session.Run($"$name = 'x'; $names | {command} -WhatIf; Get-Container $names | {command} -WhatIf", ("names", names)).Good().Output);
            Assert.Equal((command, before), (command, State()));
        }
    }

    [Theory, MemberData(nameof(Changes))]
    public void What_is_done_is_asked_for_with_name_and_id(string command)
    {
        var name = containers.Create("asked" + Guid.NewGuid().ToString("n")[..6]);
        var id = TestEngine.Docker("inspect", "--format", "{{.Id}}", name)[..12];
        // ShouldProcess tells the verbose stream what it would ask.
        var outcome = session.Run($"$name | {command} -Verbose", ("name", name));
        Assert.Contains(outcome.Verbose, line => line.Contains($"on target \"{name} ({id})", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(All))]
    public void A_name_that_is_not_there_is_an_error_a_pattern_is_not_and_the_script_goes_on(string command)
    {
        var none = containers.Name("none");
        var outcome = session.Run($"$name = $none; $none | {command}; \"$none*\" | {command}; 'after'", ("none", none));
        Assert.Equal(["after"], outcome.Text);
        var error = Assert.Single(outcome.Errors);
        Assert.StartsWith("ContainerNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal((ErrorCategory.ObjectNotFound, none), (error.CategoryInfo.Category, error.TargetObject));
        Assert.Contains($"'{none}'", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(All))]
    public void ErrorAction_Stop_ends_the_script_there(string command)
    {
        var outcome = session.Run($"$name = 'x'; try {{ $none | {command} -ErrorAction Stop; 'not reached' }} catch {{ $_.FullyQualifiedErrorId.Split(',')[0] }}; 'after'", ("none", containers.Name("none")));
        Assert.Null(outcome.Failure);
        Assert.Equal(["ContainerNotFound", "after"], outcome.Text);
    }

    [Theory]
    [InlineData("Start-Container -PassThru")]
    [InlineData("Set-Container -PidsLimit 50 -PassThru")]
    [InlineData("Wait-Container")]
    [InlineData("Get-ContainerChange")]
    public void Leaving_the_pipeline_early_leaves_the_script_running(string command)
    {
        var names = new[] { containers.Create("early" + Guid.NewGuid().ToString("n")[..6], "touch /new"), containers.Create("early" + Guid.NewGuid().ToString("n")[..6], "touch /new") };
        TestEngine.Docker(["start", .. names]);
        TestEngine.Docker(["wait", .. names]);
        var outcome = session.Run($"foreach ($once in 1) {{ Get-Container $names | {command} | ForEach-Object {{ 'one'; break }} }}; 'after'", ("names", names)).Good();
        Assert.Equal(["one", "after"], outcome.Text);
    }

    [Fact]
    public void One_failure_is_one_error_in_its_place_and_does_not_stop_the_others()
    {
        var (first, last) = (containers.Create("row-1", "exit 0"), containers.Create("row-3", "exit 0"));
        var outcome = session.Run("Start-Container $first, $none, $last -PassThru | ForEach-Object Name", ("first", first), ("none", containers.Name("row-2")), ("last", last));
        Assert.Equal([first, last], outcome.Text);
        Assert.Equal(["ContainerNotFound"], outcome.ErrorIds);
    }

    [Fact]
    public void An_object_goes_back_to_its_engine_and_a_parameter_must_not_contradict_it()
    {
        var name = containers.Create("home");
        var outcome = session.Run("$c = Get-Container $name; $c | Set-Container -PidsLimit 9 -EngineHost unix:///nowhere/engine.sock; $c | Set-Container -PidsLimit 9 -EngineHost $c.EngineHost -PassThru", ("name", name));
        Assert.Equal([name], outcome.Text);
        Assert.Equal(["EngineMismatch"], outcome.ErrorIds);
    }

    [Fact]
    public void An_engine_that_is_not_there_ends_the_cmdlet_with_one_error_for_all_names()
    {
        var outcome = session.Run("try { Stop-Container a, b, c -EngineHost unix:///nowhere/engine.sock } catch { $_.FullyQualifiedErrorId.Split(',')[0] }; 'after'").Good();
        Assert.Equal(["EngineUnreachable", "after"], outcome.Text);
    }

    [Fact]
    public void A_query_asks_every_engine_for_a_name()
    {
        var name = containers.Create("where");
        var outcome = session.Run("Wait-Container $name -EngineHost unix:///nowhere/engine.sock, $engine | ForEach-Object EngineHost", ("name", name), ("engine", TestEngine.Host));
        Assert.Equal([TestEngine.Host], outcome.Text);
        Assert.Equal(["EngineUnreachable"], outcome.ErrorIds);
    }
}
