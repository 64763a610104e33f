namespace ContainerTools.ModuleTests.Containers;

public sealed class ConnectContainerTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    private const string Echo = "while read line; do echo \"got $line\"; done; echo ended";

    /// <summary>Begins a script that writes 'begun' and waits until its connection is there.</summary>
    private RunningScript Connect(string arguments, string name)
    {
        // What it writes ten times a second shows when.
        var running = session.Start($"Connect-Container $name {arguments}", ("name", name));
        running.WaitForOutput(1);
        return running;
    }

    private static bool Runs(string name) => TestEngine.Docker("inspect", "--format", "{{.State.Running}}", name) == "true";

    [Fact]
    public void Lines_of_both_outputs_come_until_the_container_ends()
    {
        var name = containers.Start("lines", "until [ -e /go ]; do echo waits; sleep 0.1; done; echo out; echo err >&2; printf last; exit 3");
        using var running = Connect("", name);
        TestEngine.Docker("exec", name, "touch", "/go");
        var lines = running.Finish().Good().Output.SkipWhile(line => line.ToString() == "waits").ToList();
        Assert.Equal(["StdErr err", "StdOut last", "StdOut out"], lines.Select(line => $"{line.Properties["Stream"].Value} {line}").Order(StringComparer.Ordinal));
        Assert.All(lines, line => Assert.Equal((name, TestEngine.Docker("inspect", "--format", "{{.Id}}", name)), (line.Properties["Container"].Value, line.Properties["ContainerId"].Value)));
    }

    [Fact]
    public void What_was_written_before_does_not_come()
    {
        var name = containers.StartReady("before", "echo old; touch /ready; until [ -e /go ]; do echo waits; sleep 0.1; done; echo new");
        using var running = Connect("", name);
        TestEngine.Docker("exec", name, "touch", "/go");
        Assert.Equal(["new"], running.Finish().Good().Text.Where(text => text != "waits"));
    }

    [Fact]
    public void The_pipeline_is_its_input_and_its_end_the_inputs_end()
    {
        // docker create --interactive closes the input with the session that writes it.
        var name = containers.Create("input", Echo, "--interactive");
        TestEngine.Docker("start", name);
        Assert.Equal(["got one", "got zwei ü", "ended"], session.Run("'one', 'zwei ü' | Connect-Container $name", ("name", name)).Good().Text);
        Assert.False(Runs(name));
    }

    [Fact]
    public void Bytes_are_sent_as_they_are()
    {
        var name = containers.Create("bytes", "od -An -tx1", "--interactive");
        TestEngine.Docker("start", name);
        Assert.Equal([" 00 ff 0a 41"], session.Run(", [byte[]](0, 255, 10, 65) | Connect-Container $name", ("name", name)).Good().Text);
    }

    [Fact]
    public void An_input_that_stays_open_leaves_the_container_running()
    {
        var name = containers.Start("open", Echo, "--interactive");
        for (var i = 1; i <= 2; i++)
        {
            var outcome = session.Run("foreach ($once in 1) { $text | Connect-Container $name | ForEach-Object { \"$_\"; break } }; 'after'", ("name", name), ("text", $"call {i}"));
            Assert.Equal([$"got call {i}", "after"], outcome.Good().Text);
            Assert.True(Runs(name));
        }
    }

    [Fact]
    public void All_that_are_named_get_the_input()
    {
        string[] names = [containers.Create("all-1", Echo, "--interactive"), containers.Create("all-2", Echo, "--interactive")];
        TestEngine.Docker(["start", .. names]);
        var outcome = session.Run("'x' | Connect-Container $names | ForEach-Object { \"$($_.Container) $_\" }", ("names", names)).Good();
        Assert.Equal(names.SelectMany(name => new[] { $"{name} ended", $"{name} got x" }), outcome.Text.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_form_of_a_container_is_taken_from_the_pipeline()
    {
        var name = containers.Create("forms", Echo, "--interactive", "--label", "forms=1");
        foreach (var form in ContainerInput.Forms)
        {
            TestEngine.Docker("start", name);
            Assert.Equal(["got y", "ended"], session.Run(form.StartsWith("$name", StringComparison.Ordinal) || form.StartsWith("($name", StringComparison.Ordinal) || form.Contains("ShortId", StringComparison.Ordinal)
                ? $"Connect-Container {form} -InputObject y" // a string in the pipeline is input
                : $"{form} | Connect-Container -InputObject y", ("name", name)).Good().Text);
            TestEngine.Docker("wait", name);
        }
    }

    [Fact]
    public void A_terminal_is_one_output_with_plain_line_ends()
    {
        var name = containers.Start("tty", "stty -echo; echo begin; read line; echo got $line; echo err >&2", "--interactive", "--tty");
        var outcome = session.Run("'x' | Connect-Container $name | ForEach-Object { \"$($_.Stream) $_\" }", ("name", name)).Good();
        Assert.Equal(["StdOut got x", "StdOut err"], outcome.Text.Where(text => text is not ("StdOut begin" or "StdOut x")));
    }

    [Theory]
    [InlineData("", "16, 17")]
    [InlineData("-DetachKeys 'ctrl-x,q'", "24, 113")]
    public void Keys_within_the_input_of_a_terminal_detach(string arguments, string keys)
    {
        var name = containers.Start("keys" + keys.Length, Echo, "--interactive", "--tty");
        var outcome = session.Run($"'x', [byte[]]({keys}) | Connect-Container $name {arguments} | Out-Null; 'after'", ("name", name));
        Assert.Equal(["after"], outcome.Good().Text);
        Assert.True(Runs(name));
    }

    [Fact]
    public void Keys_that_are_none_are_the_engines_error()
    {
        var name = containers.Start("nokeys", Echo, "--interactive", "--tty");
        var error = Assert.Single(session.Run("'x' | Connect-Container $name -DetachKeys 'ctrl-1'", ("name", name)).Errors);
        Assert.Contains("ctrl-1", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(name, error.TargetObject);
    }

    [Fact]
    public void What_cannot_be_read_or_written_is_an_error_for_each()
    {
        string[] names = [containers.Create("created"), containers.Start("paused"), containers.Start("closed"), containers.Name("none")];
        TestEngine.Docker("pause", names[1]);
        var outcome = session.Run("$names | ForEach-Object { 'x' | Connect-Container $_ }; 'after'", ("names", names));
        Assert.Equal(["ContainerNotRunning", "ContainerNotRunning", "InputNotOpen", "ContainerNotFound"], outcome.ErrorIds);
        Assert.Equal(["after"], outcome.Text);
        Assert.Equal(names, outcome.Errors.Select(e => e.TargetObject));
        Assert.Contains("Start-Container", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Contains("Resume-Container", outcome.Errors[1].Exception.Message, StringComparison.Ordinal);
        Assert.Contains("-Interactive", outcome.Errors[2].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_of_an_engine_never_becomes_input()
    {
        var name = containers.Start("object", Echo, "--interactive");
        Assert.Equal(["EngineObjectAsInput"], session.Run("Get-ContainerHost | Connect-Container $name", ("name", name)).ErrorIds);
        Assert.Contains("An image is not a container", session.Run("Get-ContainerImage $image | Connect-Container", ("image", TestEngine.Image)).Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_connects_to_nothing()
    {
        var name = containers.Create("whatif", Echo, "--interactive");
        TestEngine.Docker("start", name);
        Assert.Empty(session.Run("'x' | Connect-Container $name -WhatIf", ("name", name)).Good().Output);
        Assert.True(Runs(name));
    }

    [Fact]
    public void A_connection_that_breaks_is_an_error_after_what_came()
    {
        var name = containers.Start("cut", "while true; do echo x; sleep 0.05; done");
        using var proxy = new FaultProxy(TestEngine.Host);
        using var running = session.Start("Connect-Container $name -EngineHost $proxy", ("name", name), ("proxy", proxy.Address));
        running.WaitForOutput(3);
        proxy.Cut();
        var outcome = running.Finish();
        Assert.Equal(["EngineConnectionLost"], outcome.ErrorIds);
        Assert.All(outcome.Text, text => Assert.Equal("x", text));
    }

    [Theory]
    [InlineData("Connect-Container $name")]
    [InlineData("'x' | Connect-Container $name")]
    public void Ctrl_C_ends_it_at_once_and_the_container_runs_on(string script)
    {
        var name = containers.Start("stop" + script.Length, "while true; do echo x; sleep 0.1; done", "--interactive");
        session.StopsAtOnce(script, 1, ("name", name));
        Assert.True(Runs(name));
    }
}
