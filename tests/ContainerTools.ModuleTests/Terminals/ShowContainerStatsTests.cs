using System.Diagnostics;

namespace ContainerTools.ModuleTests.Terminals;

public sealed class ShowContainerStatsTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    private const string SecondScreen = "\u001b[?1049h";
    private const string FirstScreen = "\u001b[?1049l";

    [Theory]
    [InlineData("q")]
    [InlineData("\u0003")]
    public void It_shows_containers_sorts_them_by_keys_and_leaves_the_terminal_as_it_was(string key)
    {
        var suffix = Guid.NewGuid().ToString("n")[..6];
        var (one, two) = (containers.Start("one" + suffix), containers.Start("two" + suffix));
        using var terminal = new PseudoTerminal($"Show-ContainerStats '{containers.Name("*" + suffix)}' -SortBy Memory; 'left:'; Wait-Container {one}");
        terminal.WaitFor(SecondScreen);
        terminal.WaitFor("2 running containers by memory ▼");
        terminal.WaitFor("KiB");
        Assert.NotEqual(terminal.Settings, terminal.ReadSettings());
        terminal.Type("a");
        terminal.WaitFor("by name ▲");
        terminal.WaitFor(one);
        terminal.WaitFor(two);
        terminal.Type("r");
        terminal.WaitFor("by name ▼");
        terminal.Type("c");
        terminal.WaitFor("by CPU ▼");
        terminal.Type(key);
        terminal.WaitFor(FirstScreen);
        terminal.WaitFor("left:");
        terminal.WaitForSettings(asBefore: true);
        TestEngine.Docker("kill", one);
        Assert.Equal(0, terminal.WaitForEnd());
    }

    [Fact]
    public void An_engine_that_is_lost_is_told_and_sampled_again_when_it_is_back()
    {
        var name = containers.Start("again");
        using var proxy = new FaultProxy(TestEngine.Host);
        using var terminal = new PseudoTerminal($"Show-ContainerStats {name} -EngineHost {proxy.Address}; 'left:'");
        terminal.WaitFor("1 running container by CPU");
        terminal.WaitFor("KiB");
        proxy.Refuses = true;
        proxy.Cut();
        terminal.WaitFor("The connection to ");
        terminal.WaitFor("0 running containers");
        proxy.Refuses = false;
        terminal.WaitFor("1 running container by CPU");
        terminal.Type("q");
        terminal.WaitFor("left:");
        Assert.Equal(0, terminal.WaitForEnd());
    }

    [Fact]
    public void A_process_that_is_told_to_end_leaves_the_second_screen()
    {
        var name = containers.Start("ended");
        using var terminal = new PseudoTerminal($"\"id:$($PID):\"; Show-ContainerStats {name}");
        terminal.WaitFor("id:");
        terminal.WaitFor("1 running container");
        using (var kill = Process.Start("kill", ["-TERM", terminal.Shown.Split("id:")[1].Split(':')[0]])) kill.WaitForExit();
        terminal.WaitFor(FirstScreen);
        Assert.Equal(143, terminal.WaitForEnd());
        Assert.Equal(terminal.Settings, terminal.ReadSettings());
        Assert.DoesNotContain("running container", terminal.Shown[terminal.Shown.IndexOf(FirstScreen, StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public void Its_library_is_loaded_only_then()
    {
        const string Loaded = "\"loaded:$(@([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -like 'Spectre*' }).Count -gt 0):\"";
        var name = containers.Start("loaded");
        using var terminal = new PseudoTerminal($"$null = Get-ContainerStats {name}; {Loaded}; Show-ContainerStats {name}; {Loaded}");
        terminal.WaitFor("loaded:False:");
        terminal.WaitFor("1 running container");
        terminal.Type("q");
        terminal.WaitFor("loaded:True:");
        Assert.Equal(0, terminal.WaitForEnd());
    }

    [Fact]
    public void Without_a_terminal_or_containers_it_says_so()
    {
        Assert.Equal(["NoTerminal"], session.Run("Show-ContainerStats").ErrorIds);
        using var terminal = new PseudoTerminal($"Show-ContainerStats {containers.Name("absent")} -ErrorVariable failed; \"id:$($failed[0].FullyQualifiedErrorId):\"");
        terminal.WaitFor("id:ContainerNotFound,");
        Assert.Equal(0, terminal.WaitForEnd());
        Assert.Equal(terminal.Settings, terminal.ReadSettings());
    }
}
