using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ContainerTools.Shell;

/// <summary>Runs the script or the command in a runspace of its own and says with which code the process ends.</summary>
internal sealed class ShellRunner : IDisposable
{
    private readonly ShellOptions options;
    private readonly StopSignals signals;
    private readonly ShellHost host;
    private readonly Runspace runspace;

    public ShellRunner(ShellOptions options, StopSignals signals)
    {
        this.options = options;
        this.signals = signals;
        host = new ShellHost(new ShellInterface(options.NonInteractive, signals.Token), NestedPrompt);
        // CreateDefault() wants snap-ins that the package does not bring.
        var session = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            session.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        runspace = RunspaceFactory.CreateRunspace(host, session);
        runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        runspace.Open();
    }

    public int Run()
    {
        using var shell = PowerShell.Create(runspace);
        shell.AddScript(options.File is { } file ? CallScript(file, options.ScriptArguments) : options.Command, useLocalScope: false);
        ToHost(shell);
        // A stop that comes before the pipeline runs would be lost: it is sent again once it does.
        shell.InvocationStateChanged += (_, change) =>
        {
            if (change.InvocationStateInfo.State == PSInvocationState.Running && signals.Token.IsCancellationRequested)
                shell.BeginStop(null, null);
        };
        using var stopping = signals.Token.Register(() => shell.BeginStop(null, null));
        try
        {
            // With history the engine keeps $? of the last statement.
            shell.Invoke(null, new PSInvocationSettings { AddToHistory = true, Host = host });
        }
        catch (PipelineStoppedException) when (signals.ExitCode != 0)
        {
            return signals.ExitCode;
        }
        catch (RuntimeException error)
        {
            Report(error);
            return host.ExitCode ?? 1;
        }

        return signals.ExitCode != 0 ? signals.ExitCode : host.ExitCode ?? CodeOfCommand();
    }

    public void Dispose() => runspace.Dispose();

    // `exit 3` in a script file fails the call and leaves the number; so does an error that ends the script, without a
    // number. A native program that fails in the middle leaves its number too, but does not fail the call.
    private static string CallScript(string file, IEnumerable<string> arguments) =>
        $"& {ScriptArguments.Quoted(file)} {ScriptArguments.ToText(arguments)}; if (-not $?) {{ exit ($LASTEXITCODE ? $LASTEXITCODE : 1) }}";

    // Everything goes through the engine's formatter; errors in between, so that they keep their place among the output.
    private static void ToHost(PowerShell shell)
    {
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
    }

    private void Report(RuntimeException error)
    {
        var record = PSObject.AsPSObject(error.ErrorRecord ?? new ErrorRecord(error, error.GetType().Name, ErrorCategory.NotSpecified, null));
        record.Properties.Add(new PSNoteProperty("writeErrorStream", true)); // how Out-Default knows what goes to standard error
        using var shell = PowerShell.Create(runspace);
        shell.AddCommand("Out-Default").AddParameter("InputObject", record);
        shell.Invoke(null, new PSInvocationSettings { Host = host });
    }

    private int CodeOfCommand() => runspace.SessionStateProxy.GetVariable("?") is false ? 1 : 0;

    // "Suspend" at a confirmation: commands are read and run inside the one that asks, until `exit`.
    private void NestedPrompt(ShellHost nested)
    {
        while (!nested.LeaveNestedPrompt)
        {
            nested.UI.Write(">> ");
            var line = nested.UI.ReadLine();
            using var pipeline = PowerShell.Create(RunspaceMode.CurrentRunspace);
            pipeline.AddScript(line, useLocalScope: false);
            ToHost(pipeline);
            try
            {
                pipeline.Invoke();
            }
            catch (RuntimeException error) when (error is not PipelineStoppedException)
            {
                nested.UI.WriteErrorLine(error.Message);
            }
        }
    }
}
