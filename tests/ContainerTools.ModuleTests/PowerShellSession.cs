using System.Diagnostics;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;

namespace ContainerTools.ModuleTests;

/// <summary>What a script wrote, to each of PowerShell's streams.</summary>
public sealed record Outcome(
    IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors, IReadOnlyList<string> Warnings, IReadOnlyList<string> Verbose,
    IReadOnlyList<string> Information, IReadOnlyList<ProgressRecord> Progress, Exception? Failure)
{
    /// <summary>The output as text, an item each.</summary>
    public IReadOnlyList<string> Text => [.. Output.Select(o => o?.ToString() ?? "")];

    /// <summary>The ids of the errors, without the cmdlet's name behind the comma.</summary>
    public IReadOnlyList<string> ErrorIds => [.. Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0])];

    /// <summary>The record of what ended the script.</summary>
    public ErrorRecord? FailureRecord => (Failure as IContainsErrorRecord)?.ErrorRecord;

    /// <summary>The same outcome, where the script wrote no error and ran to its end.</summary>
    public Outcome Good()
    {
        Assert.Null(Failure);
        Assert.Empty(Errors);
        return this;
    }
}

/// <summary>A session of real PowerShell with the built module in it.</summary>
public sealed class PowerShellSession : IDisposable
{
    private readonly Lazy<Runspace> runspace;

    public PowerShellSession() : this(null) { }

    private PowerShellSession(PSHost? host) => runspace = new Lazy<Runspace>(() => Open(host));

    /// <summary>A session whose questions a host of the test answers.</summary>
    internal static PowerShellSession With(PSHost host) => new(host);

    private static Runspace Open(PSHost? host)
    {
        // A missing engine is told by the first test that needs it: a fixture cannot skip.
        _ = TestEngine.Host;
        var state = InitialSessionState.CreateDefault2();
        var runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        runspace.SessionStateProxy.SetVariable("manifest", TestEngine.Manifest);
        using var importing = new RunningScript(runspace, "Import-Module $manifest");
        importing.Finish().Good();
        return runspace;
    }

    /// <summary>Runs a script to its end. Variables are set in the session before.</summary>
    public Outcome Run(string script, params (string Name, object? Value)[] variables)
    {
        using var running = Start(script, variables);
        return running.Finish();
    }

    /// <summary>Begins a script and lets it run.</summary>
    public RunningScript Start(string script, params (string Name, object? Value)[] variables)
    {
        foreach (var (name, value) in variables) runspace.Value.SessionStateProxy.SetVariable(name, value);
        return new RunningScript(runspace.Value, script);
    }

    /// <summary>
    /// Starts a script, waits for its first objects and stops it, and requires that stopping takes 200 ms at most. A machine
    /// that is busy with something else gets ten tries.
    /// </summary>
    public void StopsAtOnce(string script, int objects, params (string Name, object? Value)[] variables)
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 10 && best > TimeSpan.FromMilliseconds(200); i++)
        {
            using var running = Start(script, variables);
            running.WaitForOutput(objects);
            Thread.Sleep(100);
            Assert.True(running.IsRunning, "the script ended by itself");
            var took = running.Stop();
            best = took < best ? took : best;
        }
        Assert.InRange(best.TotalMilliseconds, 0, 200);
    }

    public void Dispose()
    {
        if (runspace.IsValueCreated) runspace.Value.Dispose();
    }
}

/// <summary>A script that runs beside the test.</summary>
public sealed class RunningScript : IDisposable
{
    private readonly PowerShell shell = PowerShell.Create();
    private readonly PSDataCollection<PSObject> output = [];
    private readonly IAsyncResult invocation;

    internal RunningScript(Runspace runspace, string script)
    {
        shell.Runspace = runspace;
        shell.AddScript(script);
        invocation = shell.BeginInvoke<PSObject, PSObject>(null, output);
    }

    /// <summary>What has been written so far.</summary>
    public IReadOnlyList<PSObject> Output => Snapshot(output);

    public bool IsRunning => !invocation.IsCompleted;

    /// <summary>Waits until so many objects have been written.</summary>
    public void WaitForOutput(int count, TimeSpan? limit = null)
    {
        var watch = Stopwatch.StartNew();
        while (output.Count < count)
        {
            Assert.True(watch.Elapsed < (limit ?? TimeSpan.FromSeconds(20)), $"{output.Count} of {count} objects came in time; errors: {string.Join("; ", Snapshot(shell.Streams.Error))}");
            Assert.True(IsRunning || output.Count >= count, $"the script ended with {output.Count} of {count} objects; errors: {string.Join("; ", Snapshot(shell.Streams.Error))}");
            Thread.Sleep(5);
        }
    }

    /// <summary>Stops the script as Ctrl+C does.</summary>
    /// <returns>How long that took.</returns>
    public TimeSpan Stop()
    {
        var watch = Stopwatch.StartNew();
        shell.Stop();
        return watch.Elapsed;
    }

    /// <summary>Waits for its end, and requires that it comes in time.</summary>
    public Outcome Finish(TimeSpan limit)
    {
        if (!invocation.AsyncWaitHandle.WaitOne(limit))
        {
            shell.Stop();
            Assert.Fail($"The script had not ended after {limit}.");
        }
        return Finish();
    }

    /// <summary>Waits for its end.</summary>
    public Outcome Finish()
    {
        Exception? failure = null;
        try
        {
            shell.EndInvoke(invocation);
        }
        catch (RuntimeException e)
        {
            failure = e;
        }
        var streams = shell.Streams;
        return new Outcome(
            [.. output], [.. streams.Error], [.. streams.Warning.Select(w => w.Message)], [.. streams.Verbose.Select(v => v.Message)],
            [.. streams.Information.Select(i => i.ToString())], [.. streams.Progress], failure);
    }

    public void Dispose() => shell.Dispose();

    /// <summary>What is there: enumerating such a collection would wait for what is still to come.</summary>
    private static List<T> Snapshot<T>(PSDataCollection<T> collection) => [.. Enumerable.Range(0, collection.Count).Select(i => collection[i])];
}
