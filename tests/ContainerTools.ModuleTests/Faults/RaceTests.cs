namespace ContainerTools.ModuleTests.Faults;

/// <summary>Containers that change or go between the look and the act, and sessions that act on the same ones.</summary>
public sealed class RaceTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    [Theory]
    [InlineData("Get-ContainerLog", "ContainerNotFound")]
    [InlineData("Get-ContainerChange", "ContainerNotFound")]
    [InlineData("Get-ContainerStats", null)]
    [InlineData("Invoke-ContainerExec -Command true", "ContainerNotFound")]
    [InlineData("Start-Container", "ContainerNotFound")]
    [InlineData("Restart-Container", "ContainerNotFound")]
    [InlineData("Wait-Container", "ContainerNotFound")]
    [InlineData("Get-Container -Detailed", "ContainerNotFound")]
    [InlineData("Get-ContainerItem -Path /", "ContainerNotFound")]
    [InlineData("Remove-Container", null)]
    public void One_that_goes_between_list_and_act_is_told_and_the_others_are_acted_on(string script, string? id)
    {
        var (prefix, kept) = (Guid.NewGuid().ToString("n")[..6], "");
        foreach (var i in Enumerable.Range(1, 3)) kept = containers.Start($"{prefix}{i}", "sleep 1000");
        session.Run("$listed = Get-Container $pattern; @($listed).Count", ("pattern", containers.Name(prefix + "*"))).Good();
        TestEngine.Docker("rm", "--force", containers.Name(prefix + "2"));
        using var running = session.Start($"$null = $listed | {script} -ErrorVariable problem -ErrorAction SilentlyContinue{(script.StartsWith("Remove", StringComparison.Ordinal) ? " -Force -Confirm:$false" : "")}{(script.StartsWith("Wait", StringComparison.Ordinal) ? " -Condition Running" : "")}; $problem | ForEach-Object {{ $_.FullyQualifiedErrorId.Split(',')[0]; \"$($_.TargetObject)\" }}");
        var outcome = running.Finish(TimeSpan.FromSeconds(60));
        Assert.Equal(id is null ? [] : [id, containers.Name(prefix + "2")], outcome.Text);
        _ = kept;
    }

    [Fact]
    public void Two_sessions_that_remove_the_same_containers_both_succeed_and_nothing_is_left()
    {
        using var other = new PowerShellSession();
        foreach (var i in Enumerable.Range(1, 6)) containers.Start($"both{i}", "sleep 1000");
        const string Script = "Get-Container $pattern | Remove-Container -Force -Confirm:$false";
        using (var one = session.Start(Script, ("pattern", containers.Name("both*"))))
        using (var two = other.Start(Script, ("pattern", containers.Name("both*"))))
        {
            foreach (var outcome in new[] { one.Finish(TimeSpan.FromSeconds(60)), two.Finish(TimeSpan.FromSeconds(60)) })
            {
                // "removal is already in progress" is the engine's word for what the other one does.
                Assert.All(outcome.ErrorIds, id => Assert.Equal("ContainerConflict", id));
            }
        }
        Assert.Equal("", TestEngine.Docker("ps", "--all", "--quiet", "--filter", "name=" + containers.Name("both")));
    }

    [Fact]
    public void Two_sessions_that_start_and_stop_the_same_container_get_what_they_asked_for_or_an_error()
    {
        using var other = new PowerShellSession();
        var name = containers.Start("updown", "sleep 1000");
        using var one = session.Start("foreach ($i in 1..5) { Stop-Container $name -TimeoutSeconds 0; Start-Container $name }", ("name", name));
        using var two = other.Start("foreach ($i in 1..5) { Restart-Container $name -TimeoutSeconds 0; $null = Get-Container $name -Detailed }", ("name", name));
        foreach (var outcome in new[] { one.Finish(TimeSpan.FromSeconds(60)), two.Finish(TimeSpan.FromSeconds(60)) })
        {
            Assert.Null(outcome.Failure);
            Assert.DoesNotContain("UnexpectedFailure", outcome.ErrorIds);
        }
        Assert.Equal(["Running"], session.Run("Start-Container $name; (Get-Container $name).State", ("name", name)).Good().Text);
    }
}
