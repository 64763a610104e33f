using System.Diagnostics;
using ContainerTools.ModuleTests.Images;

namespace ContainerTools.ModuleTests.Faults;

/// <summary>
/// Connections to a real engine that break in the middle, by an end and by a reset. What came before is delivered; the error says
/// that the connection is lost; nothing hangs. For copies see CopyTransferTests, for events WatchContainerEventTests.
/// </summary>
public sealed class BrokenConnectionTests(PowerShellSession session, TestContainers containers, TestImages images)
    : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>, IClassFixture<TestImages>, IDisposable
{
    private readonly FaultProxy proxy = new(TestEngine.Host);
    private readonly TestFolder folder = new();

    public void Dispose()
    {
        proxy.Dispose();
        folder.Dispose();
    }

    private Outcome Run(string script, params (string Name, object? Value)[] variables)
    {
        using var running = session.Start($"$PSDefaultParameterValues = @{{ '*-Container*:EngineHost' = $proxy }}; {script}; 'next'", [("proxy", proxy.Address), ("folder", folder.Path), .. variables]);
        var outcome = running.Finish(TimeSpan.FromSeconds(30));
        Assert.Equal("next", outcome.Text[^1]);
        return outcome;
    }

    private void Cut(string request, long bytes, bool reset)
    {
        var fault = proxy.When(request).CutAnswerAfter(bytes);
        if (reset) fault.ByReset();
    }

    private static void IsLost(Outcome outcome) => Assert.Equal(["EngineConnectionLost"], outcome.ErrorIds);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Within_a_list(bool reset)
    {
        containers.Create("list" + reset);
        Cut("GET /containers/json", 100, reset);
        IsLost(Run("Get-Container"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Within_a_log(bool reset)
    {
        var name = containers.Start("log" + reset, "seq -w 1 100000");
        TestEngine.Docker("wait", name);
        Cut("GET /containers/*/logs", 1_000_000, reset);
        var outcome = Run("Get-ContainerLog $name", ("name", name));
        IsLost(outcome);
        // A reset throws away what the other side has not read yet.
        var lines = outcome.Text.SkipLast(1).ToList();
        Assert.InRange(lines.Count, reset ? 0 : 10_000, 99_999);
        Assert.Equal(Enumerable.Range(1, Math.Max(0, lines.Count - 1)).Select(i => i.ToString("D6", System.Globalization.CultureInfo.InvariantCulture)), lines.SkipLast(1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Within_a_followed_log(bool reset)
    {
        var name = containers.Start("follow" + reset, "i=0; while true; do i=$((i+1)); echo $i; sleep 0.01; done");
        Cut("GET /containers/*/logs", 3_000, reset);
        var outcome = Run("Get-ContainerLog $name -Follow", ("name", name));
        IsLost(outcome);
        Assert.Equal(["1", "2", "3"], outcome.Text.Take(3));
    }

    [Theory]
    [InlineData("(Invoke-ContainerExec $name -Command sh, -c, 'seq 100000; sleep 1000').ExitCode")]
    [InlineData("Invoke-ContainerExec $name -Command sh, -c, 'seq 100000; sleep 1000' -AsStream | ForEach-Object { $count++ }; $count -gt 1000 ? 'came' : $count")]
    public void Within_the_output_of_a_command(string script)
    {
        var name = containers.Start("exec" + Guid.NewGuid().ToString("n")[..6]);
        Cut("POST /exec/*/start", 50_000, reset: false);
        var outcome = Run("$count = 0; " + script, ("name", name));
        IsLost(outcome);
        Assert.DoesNotContain("0", outcome.Text); // no exit code that nobody knows
    }

    [Fact]
    public void Within_statistics()
    {
        var name = containers.Start("stats");
        Cut("GET /containers/*/stats", 100, reset: false);
        IsLost(Run("Get-ContainerStats $name", ("name", name)));
    }

    [Fact]
    public void Within_the_messages_of_a_build_and_within_its_context()
    {
        folder.Write("Dockerfile", $"FROM {TestEngine.Image}\nLABEL {containers.Label.Replace("=", "=\"", StringComparison.Ordinal)}\"\nRUN sleep 1\n");
        File.WriteAllBytes(folder["content"], new byte[10_000_000]);
        proxy.When("POST /build").Once().CutRequestAfter(1_000_000);
        Cut("POST /build", 30, reset: false);
        IsLost(Run("Build-ContainerImage $folder"));
        IsLost(Run("Build-ContainerImage $folder"));
    }

    [Fact]
    public void Within_an_image_that_is_saved_and_one_that_is_loaded()
    {
        var name = images.FromFiles("broken", ("content", 5_000_000));
        proxy.When("GET /images/get").CutAnswerAfter(1_000_000);
        folder.Write("saved.tar", "as it was");
        Assert.Single(Run("Export-ContainerImage $name $folder/saved.tar -Force", ("name", name)).Errors);
        Assert.Equal("as it was", File.ReadAllText(folder["saved.tar"]));
        Assert.Equal(["saved.tar"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
        TestEngine.Docker("save", "--output", folder["whole.tar"], name);
        proxy.When("POST /images/load").CutRequestAfter(1_000_000);
        IsLost(Run("Import-ContainerImage $folder/whole.tar"));
    }

    [Theory]
    [InlineData("Stop-Container $name -TimeoutSeconds 0")]
    [InlineData("Remove-Container $name -Force -Confirm:$false")]
    public void Before_the_answer_to_a_request_that_changes_something(string script)
    {
        var name = containers.Start("act" + Guid.NewGuid().ToString("n")[..6]);
        foreach (var request in new[] { "POST /containers/*", "DELETE /containers/*" }) proxy.When(request).CutRequestAfter(40);
        var watch = Stopwatch.StartNew();
        IsLost(Run(script, ("name", name)));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 15);
    }

    [Fact]
    public void A_connection_that_an_engine_has_closed_while_it_was_idle_is_no_error()
    {
        Run("$null = Get-Container").Good();
        for (var i = 0; i < 5; i++)
        {
            proxy.Cut();
            Run("$null = Get-Container; $null = Get-ContainerHost").Good();
        }
    }
}
