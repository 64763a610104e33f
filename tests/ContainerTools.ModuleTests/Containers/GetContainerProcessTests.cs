namespace ContainerTools.ModuleTests.Containers;

public sealed class GetContainerProcessTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    /// <summary>
    /// The engine lists processes with its machine's <c>ps</c>, which a bare machine lacks. A container that has just been started
    /// may not have come to its programs yet: they are waited for.
    /// </summary>
    private static void NeedsPs(string name, params string[] programs)
    {
        try
        {
            for (var i = 0; i < 100; i++)
            {
                var lines = TestEngine.Docker("top", name, "-eo", "pid,args").Split('\n').Select(line => line.Trim().Split(' ', 2)[^1].Trim()).ToList();
                if (programs.All(lines.Contains)) return;
                Thread.Sleep(50);
            }
            Assert.Fail($"{string.Join(" and ", programs)} did not begin in {name}.");
        }
        catch (InvalidOperationException e) when (e.Message.Contains("\"ps\"", StringComparison.Ordinal))
        {
            Assert.Skip("the engine's machine has no ps");
        }
    }

    [Fact]
    public void It_gives_an_object_a_process()
    {
        var name = containers.Start("processes", "sleep 1234 & sleep 5678");
        NeedsPs(name, "sleep 1234", "sleep 5678");
        var outcome = session.Run("Get-ContainerProcess $name | Where-Object Command -like 'sleep*' | ForEach-Object { \"$($_.User)|$($_.Command)|$($_.Columns['CMD'])|$($_.CpuTime.GetType().Name)\" }", ("name", name)).Good();
        Assert.Equal(["root|sleep 1234|sleep 1234|TimeSpan", "root|sleep 5678|sleep 5678|TimeSpan"], outcome.Text.Order(StringComparer.Ordinal));
        var ids = session.Run("Get-ContainerProcess $name | ForEach-Object ProcessId", ("name", name)).Good().Text;
        var docker = TestEngine.Docker("top", name, "-eo", "pid").Split('\n').Skip(1).Select(line => line.Trim());
        Assert.Equal(docker.Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Ps_is_asked_for_what_the_user_wants()
    {
        var name = containers.Start("aux", "sleep 1234");
        NeedsPs(name, "sleep 1234");
        var outcome = session.Run("Get-ContainerProcess $name aux | Where-Object Command -eq 'sleep 1234' | ForEach-Object { $_.WorkingSet -gt 1000; $_.VirtualMemory -gt $_.WorkingSet; $_.State }; " +
            "Get-ContainerProcess $name -PsArgument '-e', '-o', 'pid,comm' | Where-Object Command -eq sleep | ForEach-Object { $_.Columns.Count; $null -eq $_.User }", ("name", name)).Good();
        Assert.Equal(["True", "True", "S", "2", "True"], outcome.Text.Select(t => t.TrimEnd('s', '+')));
    }

    [Fact]
    public void Options_that_ps_or_the_engine_cannot_use_are_refused()
    {
        var name = containers.Start("options");
        NeedsPs(name);
        var outcome = session.Run("Get-ContainerProcess $name -PsArgument '-o', 'comm'; Get-ContainerProcess $name '--frobnicate'", ("name", name));
        Assert.Equal(["PsArgumentInvalid", "PsArgumentInvalid"], outcome.ErrorIds);
        Assert.Equal(["-o comm", "--frobnicate"], outcome.Errors.Select(e => e.TargetObject));
        Assert.Contains("PID", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_one_that_does_not_run_is_an_error_and_a_piped_one_is_passed_over()
    {
        var name = containers.Create("still");
        var outcome = session.Run("Get-ContainerProcess $name; Get-Container $name | Get-ContainerProcess -Verbose; 'after'", ("name", name));
        Assert.Equal(["after"], outcome.Text);
        Assert.Equal(["ContainerConflict"], outcome.ErrorIds);
        Assert.Contains(outcome.Verbose, line => line.StartsWith(name, StringComparison.Ordinal));
    }

    [Fact]
    public void A_machine_without_ps_is_said_to_be_one()
    {
        var name = containers.Start("bare");
        var outcome = session.Run("Get-ContainerProcess $name", ("name", name));
        if (outcome.Errors.Count == 0)
        {
            Assert.NotEmpty(outcome.Output);
            return;
        }
        Assert.Equal(["ProcessListUnavailable"], outcome.ErrorIds);
        Assert.Equal(ErrorCategory.NotInstalled, outcome.Errors[0].CategoryInfo.Category);
    }
}
