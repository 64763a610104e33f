namespace ContainerTools.ModuleTests.Containers;

public sealed class InvokeContainerTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    private Outcome Run(string script, params (string, object?)[] more) =>
        session.Run(script, [("image", TestEngine.Image), ("label", containers.Label), ("name", containers.Name("run" + Guid.NewGuid().ToString("n")[..6])), .. more]);

    private string All() => TestEngine.Docker("ps", "--all", "--format", "{{.Names}}", "--filter", "label=" + containers.Label);

    [Fact]
    public void The_result_has_code_streams_and_lines()
    {
        var r = Assert.Single(Run("Invoke-Container $image -Name $name -Label $label -AutoRemove -Command sh, -c, 'echo out; sleep 0.1; echo err >&2; sleep 0.1; printf end; exit 5'").Good().Output);
        Assert.Equal((5, "out\nend", "err\n"), (r.Properties["ExitCode"].Value, r.Properties["StdOut"].Value, r.Properties["StdErr"].Value));
        Assert.Equal(TestEngine.Image, r.Properties["Image"].Value);
        Assert.Equal(["out", "err", "end"], ((IEnumerable<object>)r.Properties["Output"].Value).Select(l => l.ToString()));
        Assert.InRange((TimeSpan)r.Properties["Duration"].Value, TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData("Invoke-Container $image -Command echo, hi -Label $label -AutoRemove")]
    [InlineData("Invoke-Container -Image $image -Command echo, hi -Label $label -Rm")]
    [InlineData("Get-ContainerImage $image | Invoke-Container -Command echo, hi -Label $label -AutoRemove")]
    [InlineData("$image | ForEach-Object { Invoke-Container $_ -Command echo, hi -Label $label -AutoRemove }")]
    [InlineData("Invoke-Container (Get-ContainerImage $image).Id -Command echo, hi -Label $label -AutoRemove")]
    public void Its_image_is_named_by(string script) => Assert.Equal(["hi"], Run(script).Good().Text);

    [Fact]
    public void Nothing_of_a_short_and_fast_output_is_lost()
    {
        var r = Assert.Single(Run("Invoke-Container $image -Label $label -AutoRemove -Command seq, 1, 20000").Good().Output);
        Assert.Equal(string.Concat(Enumerable.Range(1, 20000).Select(i => $"{i}\n")), r.Properties["StdOut"].Value);
    }

    [Fact]
    public void The_pipeline_is_its_input_with_an_end()
    {
        Assert.Equal(["eins\nzwölf\n3"], Run("'eins', 'zwölf', 3 | Invoke-Container $image -Label $label -AutoRemove -Command cat").Good().Text);
        Assert.Equal(["0"], Run("@() | Invoke-Container $image -Label $label -AutoRemove -Command wc, -c").Good().Text);
    }

    [Fact]
    public void AutoRemove_leaves_no_container_also_when_stopped()
    {
        using (var running = session.Start(
            "Invoke-Container $image -Name $name -Label $label -AutoRemove -AsStream -Command sh, -c, 'echo begun; exec sleep 1000'",
            ("image", TestEngine.Image), ("label", containers.Label), ("name", containers.Name("stopped"))))
        {
            running.WaitForOutput(1);
            running.Stop();
        }
        for (var i = 0; i < 100 && All().Contains(containers.Name("stopped"), StringComparison.Ordinal); i++) Thread.Sleep(50);
        Assert.DoesNotContain(containers.Name("stopped"), All(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_AutoRemove_the_container_stays_with_its_code()
    {
        Run("Invoke-Container $image -Name $name -Label $label -Command sh, -c, 'exit 3'", ("name", containers.Name("stays"))).Good();
        Assert.Equal("exited 3", TestEngine.Docker("inspect", "--format", "{{.State.Status}} {{.State.ExitCode}}", containers.Name("stays")));
    }

    [Fact]
    public void A_program_that_is_not_there_is_an_error_with_a_shells_code_and_leaves_nothing()
    {
        var outcome = Run("Invoke-Container $image -Name $name -Label $label -AutoRemove no-such-program; $Error[0].Exception.Result.ExitCode", ("name", containers.Name("missing")));
        Assert.Equal(["ContainerStartFailed"], outcome.ErrorIds);
        Assert.Equal(["127"], outcome.Text);
        Assert.Contains("no-such-program", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
        for (var i = 0; i < 100 && All().Contains(containers.Name("missing"), StringComparison.Ordinal); i++) Thread.Sleep(50);
        Assert.DoesNotContain(containers.Name("missing"), All(), StringComparison.Ordinal);
    }

    [Fact]
    public void After_its_time_it_is_killed_and_the_error_has_what_came()
    {
        var outcome = Run(
            "Invoke-Container $image -Name $name -Label $label -TimeoutSeconds 2 -Command sh, -c, 'echo begun; exec sleep 1000'; $Error[0].Exception.Result.StdOut",
            ("name", containers.Name("late")));
        Assert.Equal(["RunTimeout"], outcome.ErrorIds);
        Assert.Equal(["begun\n"], outcome.Text);
        for (var i = 0; i < 100 && TestEngine.Docker("inspect", "--format", "{{.State.Running}}", containers.Name("late")) != "false"; i++) Thread.Sleep(50);
        Assert.Equal("false", TestEngine.Docker("inspect", "--format", "{{.State.Running}}", containers.Name("late")));
    }

    [Fact]
    public void A_code_is_an_error_only_for_those_who_ask()
    {
        Assert.Equal(["4"], Run("(Invoke-Container $image -Label $label -AutoRemove -Command sh, -c, 'exit 4').ExitCode").Good().Text);
        var outcome = Run("Invoke-Container $image -Label $label -AutoRemove -ErrorOnNonZeroExit -Command sh, -c, 'echo why >&2; exit 4'");
        Assert.Single(outcome.Output);
        Assert.Equal(["NonZeroExit"], outcome.ErrorIds);
        Assert.EndsWith("why", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_come_while_it_runs_and_stopping_is_at_once() => session.StopsAtOnce(
        "Invoke-Container $image -Label $label -AutoRemove -AsStream -Command sh, -c, 'echo first; exec sleep 1000'", 1,
        ("image", TestEngine.Image), ("label", containers.Label));

    [Fact]
    public void Detached_it_gives_the_running_container()
    {
        var outcome = Run("$c = Invoke-Container $image -Name $name -Label $label -Detach -Command sleep, 1000; $c.Name; $c.State", ("name", containers.Name("detached"))).Good();
        Assert.Equal([containers.Name("detached"), "Running"], outcome.Text);
    }

    [Theory]
    [InlineData("Invoke-Container $image -Label $label -Detach -AsStream")]
    [InlineData("Invoke-Container $image -Label $label -Detach -TimeoutSeconds 3")]
    [InlineData("'x' | Invoke-Container $image -Label $label -Detach")]
    [InlineData("'x' | Invoke-Container $image -Label $label -Tty")]
    public void What_does_not_go_together_is_refused(string script) => Assert.Equal(["ParametersConflict"], Run(script).ErrorIds);

    [Fact]
    public void WhatIf_runs_nothing()
    {
        Assert.Empty(Run("Invoke-Container $image -Name $name -Label $label -WhatIf", ("name", containers.Name("whatif"))).Good().Output);
        Assert.DoesNotContain(containers.Name("whatif"), All(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_container_is_no_image()
    {
        var name = containers.Create("kind");
        var outcome = Run("Get-Container $other | Invoke-Container -Command echo, hi -Label $label", ("other", name));
        Assert.Empty(outcome.Output);
        Assert.Contains("a container is not an image", Assert.Single(outcome.Errors).Exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void An_image_that_may_not_be_pulled_is_not_found()
    {
        var outcome = Run("Invoke-Container no-such-image-here:1 -Label $label -PullPolicy Never");
        Assert.Equal(["ImageNotFound"], outcome.ErrorIds);
        Assert.Empty(outcome.Output);
    }
}
