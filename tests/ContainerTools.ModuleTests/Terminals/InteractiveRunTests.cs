namespace ContainerTools.ModuleTests.Terminals;

/// <summary><c>Invoke-Container -Interactive -Tty</c>: a person works in the new container.</summary>
public sealed class InteractiveRunTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    private string Run(string suffix, string more) => $"Invoke-Container {TestEngine.Image} -Name {containers.Name(suffix)} -Label {containers.Label} -Interactive -Tty {more}";

    [Fact]
    public void A_new_container_is_worked_in_to_its_end()
    {
        using var terminal = new PseudoTerminal($"$r = {Run("run", "-AutoRemove sh")}; \"code:$($r.ExitCode):$($r.Container):\"");
        terminal.WaitFor("/ # ");
        terminal.Type("stty size; echo grüß\r");
        terminal.WaitFor("30 100");
        terminal.WaitFor("grüß");
        terminal.Type("exit 9\r");
        terminal.WaitFor($"code:9:{containers.Name("run")}:");
        Assert.Equal(0, terminal.WaitForEnd());
        Assert.Equal(terminal.Settings, terminal.ReadSettings());
        Assert.Equal("", TestEngine.Docker("ps", "--all", "--quiet", "--filter", "name=" + containers.Name("run")));
    }

    [Fact]
    public void It_can_be_left_and_joined_again()
    {
        using var terminal = new PseudoTerminal($"$r = {Run("left", "-AutoRemove sh")}; \"code:$($r.ExitCode):\"; Enter-Container {containers.Name("left")} -Attach; \"code:$($LASTEXITCODE):\"");
        terminal.WaitFor("/ # ");
        terminal.Type("x=kept\r");
        terminal.WaitFor("/ # ");
        terminal.Type("\u0010\u0011");
        terminal.WaitFor("code::");
        terminal.WaitForSettings(asBefore: false);
        terminal.Type("echo [$x]; exit 4\r");
        terminal.WaitFor("[kept]");
        terminal.WaitFor("code:4:");
        Assert.Equal(0, terminal.WaitForEnd());
    }

    [Fact]
    public void A_program_that_is_not_there_leaves_the_terminal_alone()
    {
        using var terminal = new PseudoTerminal($"{Run("missing", "-AutoRemove /no/such -ErrorVariable failed")}; \"id:$($failed[0].FullyQualifiedErrorId):\"");
        terminal.WaitFor("id:ContainerStartFailed,");
        Assert.Equal(0, terminal.WaitForEnd());
        Assert.Equal(terminal.Settings, terminal.ReadSettings());
    }

    [Fact]
    public void Without_a_terminal_it_says_so_and_makes_no_container()
    {
        var outcome = session.Run(Run("none", "sh"));
        Assert.Equal(["NoTerminal"], outcome.ErrorIds);
        Assert.Equal("", TestEngine.Docker("ps", "--all", "--quiet", "--filter", "name=" + containers.Name("none")));
    }
}
