using System.Globalization;

namespace ContainerTools.ModuleTests.Faults;

/// <summary>Calls of every kind leave neither handles nor threads behind; the benchmarks make 10,000 of each.</summary>
public sealed class HandleTests
{
    [Fact]
    public void Calls_of_every_kind_end_with_the_handles_and_threads_they_began_with()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("Handles are counted in /proc.");
        _ = TestEngine.Host;
        using var engine = SmallEngine.Create();
        using var failing = SmallEngine.Create();
        failing.When("GET /containers/*/logs").Answer(Answer.Stream("xx").CutAfter(1));
        failing.When("POST /exec/*/start").Answer(Answer.Text(500, "no"));
        var run = ShellProcess.Command($$"""
            Import-Module '{{TestEngine.Manifest}}'
            $PSDefaultParameterValues = @{ '*-Container*:EngineHost' = '{{engine.Address}}' }
            $calls = {{Calls.Script}}, { Get-ContainerLog web -EngineHost '{{failing.Address}}' 2>$null }, { Invoke-ContainerExec web -Command a -EngineHost '{{failing.Address}}' 2>$null }
            function Measure-This { [GC]::Collect(); [GC]::WaitForPendingFinalizers(); "$([IO.Directory]::GetFiles('/proc/self/fd').Length) $([IO.Directory]::GetDirectories('/proc/self/task').Length)" }
            foreach ($call in $calls) { foreach ($i in 1..5) { $null = & $call } }
            Measure-This
            foreach ($call in $calls) { foreach ($i in 1..40) { $null = & $call } }
            [Threading.Thread]::Sleep(500)
            Measure-This
            """);
        var numbers = run.Good().Lines.Select(line => line.Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        // A handle or a thread a call would be 500.
        Assert.InRange(numbers[1][0] - numbers[0][0], -100, 20);
        Assert.InRange(numbers[1][1] - numbers[0][1], -100, 20);
    }
}
