namespace ContainerTools.ModuleTests.Faults;

/// <summary>A stream that is left, by Ctrl+C or by the end of the pipeline, is closed at the engine too. That stopping is at once is tested with each cmdlet.</summary>
public sealed class StopTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>, IDisposable
{
    private readonly FaultProxy proxy = new(TestEngine.Host);

    public void Dispose() => proxy.Dispose();

    [Theory]
    [InlineData("GET /containers/*/logs", "Get-ContainerLog $name -Follow")]
    [InlineData("POST /exec/*/start", "Invoke-ContainerExec $name -Command sh, -c, 'while true; do echo a; sleep 0.1; done' -AsStream")]
    public void Nothing_goes_on_behind_it(string request, string script)
    {
        var name = containers.Start("stop" + Guid.NewGuid().ToString("n")[..6], "while true; do echo a; sleep 0.1; done");
        using (var running = session.Start($"{script} -EngineHost $proxy", ("name", name), ("proxy", proxy.Address)))
        {
            running.WaitForOutput(2);
            running.Stop();
        }
        proxy.WaitForOpen(request, 0);
        session.Run($"foreach ($once in 1) {{ {script} -EngineHost $proxy | ForEach-Object {{ break }} }}", ("name", name), ("proxy", proxy.Address)).Good();
        proxy.WaitForOpen(request, 0);
    }
}
