namespace ContainerTools.ModuleTests.Containers;

public sealed class RemoveContainerTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    private static string All(string filter) => TestEngine.Docker("ps", "--all", "--quiet", "--filter", filter);

    [Fact]
    public void It_removes_and_says_nothing()
    {
        var name = containers.Create("remove");
        Assert.Empty(session.Run("Remove-Container $name", ("name", name)).Good().Output);
        Assert.Empty(All("name=" + name));
    }

    [Fact]
    public void One_that_runs_is_refused_without_Force()
    {
        var name = containers.Start("running");
        var error = Assert.Single(session.Run("Remove-Container $name", ("name", name)).Errors);
        Assert.StartsWith("ContainerConflict,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.EndsWith("(Stop-Container, or -Force)", error.Exception.Message, StringComparison.Ordinal);
        session.Run("Remove-Container $name -Force", ("name", name)).Good();
        Assert.Empty(All("name=" + name));
    }

    [Fact]
    public void Anonymous_volumes_go_with_RemoveVolume_and_stay_without()
    {
        string Volume(string name) => TestEngine.Docker("inspect", "--format", "{{range .Mounts}}{{.Name}}{{end}}", name);
        var (keep, drop) = (containers.Create("keep", "exit 0", "--volume", "/data"), containers.Create("drop", "exit 0", "--volume", "/data"));
        var (kept, dropped) = (Volume(keep), Volume(drop));
        session.Run("Remove-Container $keep; Remove-Container $drop -RemoveVolume", ("keep", keep), ("drop", drop)).Good();
        Assert.Equal(kept, TestEngine.Docker("volume", "rm", kept));
        Assert.Contains("no such volume", Assert.Throws<InvalidOperationException>(() => TestEngine.Docker("volume", "inspect", dropped)).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void An_object_that_has_gone_meanwhile_is_told_on_the_verbose_stream_only()
    {
        var name = containers.Create("vanished");
        var outcome = session.Run("$c = Get-Container $name; Remove-Container $name; $c | Remove-Container -Verbose", ("name", name)).Good();
        Assert.Contains(outcome.Verbose, line => line.EndsWith("has gone already.", StringComparison.Ordinal) && line.StartsWith(name, StringComparison.Ordinal));
    }

    [Fact]
    public void The_question_has_name_image_and_age()
    {
        var name = containers.Start("aged", "exit 0");
        TestEngine.Docker("wait", name);
        var outcome = session.Run("Get-Container $name -State Exited | Remove-Container -RemoveVolume -Verbose", ("name", name)).Good();
        Assert.Contains(outcome.Verbose, line => System.Text.RegularExpressions.Regex.IsMatch(line,
            $@"""Remove with its anonymous volumes"" on target ""{name} \([0-9a-f]{{12}}\), busybox(:latest)?, created .+ ago, ended .+ ago""\.$"));
    }

    /// <summary>The first scenario: old stopped containers, looked at before they are removed.</summary>
    [Fact]
    public void Only_those_that_ended_long_ago_are_removed()
    {
        var (ended, running, created) = (containers.Start("old-end", "exit 0"), containers.Start("old-run"), containers.Create("old-new"));
        TestEngine.Docker("wait", ended);
        const string Select = "Get-Container -Label $label | Where-Object Name -like '*-old-*' | Where-Object State -eq Exited | Where-Object FinishedAt -lt ([DateTimeOffset]::Now + $from)";
        (string, object?)[] At(TimeSpan from) => [("label", containers.Label), ("from", from)];
        session.Run($"{Select} | Remove-Container -RemoveVolume", At(-TimeSpan.FromDays(7))).Good();
        session.Run($"{Select} | Remove-Container -RemoveVolume -WhatIf", At(TimeSpan.FromMinutes(5))).Good();
        Assert.Equal(3, TestEngine.Docker("inspect", "--format", "{{.Id}}", ended, running, created).Split('\n').Length);
        session.Run($"{Select} | Remove-Container -RemoveVolume", At(TimeSpan.FromMinutes(5))).Good();
        Assert.Empty(All("name=" + ended));
        Assert.Equal(2, TestEngine.Docker("inspect", "--format", "{{.Id}}", running, created).Split('\n').Length);
    }

    [Fact]
    public void Many_are_removed_at_once_and_one_refusal_does_not_stop_the_others()
    {
        var label = "many=" + containers.Prefix;
        for (var i = 0; i < 8; i++) containers.Create($"many-{i}", "exit 0", "--label", label);
        var running = containers.Start("many-run", "sleep 1000", "--label", label);
        var outcome = session.Run("Get-Container -Label $many | Remove-Container", ("many", label));
        Assert.Equal(running, Assert.Single(outcome.Errors).TargetObject);
        Assert.Equal(TestEngine.Docker("inspect", "--format", "{{.Id}}", running)[..12], All("label=" + label));
    }
}
