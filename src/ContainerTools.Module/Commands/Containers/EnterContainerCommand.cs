using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.Streams;
using ContainerTools.Engine.Terminals;
using Docker.DotNet.Models;

namespace ContainerTools.Commands;

/// <summary>Hands this session's terminal over to a shell in a container, or to the container's own program. The exit code is in <c>$LASTEXITCODE</c>.</summary>
[Cmdlet(VerbsCommon.Enter, "Container", SupportsShouldProcess = true, DefaultParameterSetName = ShellSet)]
[ActsOn(ContainerState.Running)]
public sealed class EnterContainerCommand : EngineCommand
{
    private const string ShellSet = "Shell";
    private const string AttachSet = "Attach";

    private DetachKeys? keys;
    private ContainerFinder? finder;

    /// <summary>The container: a name, an id, a unique prefix of an id, or an object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerReferenceTransformation]
    [Alias("Name", "Id")]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerReference? Container { get; set; }

    /// <summary>The program and its arguments. Without it the shell that the user logs in with, else the first of the usual ones that is there.</summary>
    [Parameter(Position = 1, ValueFromRemainingArguments = true, ParameterSetName = ShellSet)]
    [ValidateNotNullOrEmpty]
    public string[]? Command { get; set; }

    /// <summary>The container's own program instead of another one beside it. Only one that was made with a terminal has that.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AttachSet)]
    public SwitchParameter Attach { get; set; }

    /// <summary>The keys that leave it without ending it, such as <c>ctrl-p,ctrl-q</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DetachKeys { get; set; }

    /// <summary>The user, or <c>user:group</c>, that runs it.</summary>
    [Parameter(ParameterSetName = ShellSet)]
    [ValidateNotNullOrEmpty]
    public string? User { get; set; }

    /// <summary>The folder in the container that it starts in.</summary>
    [Parameter(ParameterSetName = ShellSet)]
    [ValidateNotNullOrEmpty]
    public string? WorkingDirectory { get; set; }

    /// <summary>Environment variables: <c>NAME=value</c>, <c>NAME</c> for this process's value, or a hashtable.</summary>
    [Parameter(ParameterSetName = ShellSet)]
    [KeyValueTransformation]
    public string[]? Environment { get; set; }

    /// <summary>Files with a <c>NAME=value</c> a line; <c>-Environment</c> wins over them.</summary>
    [Parameter(ParameterSetName = ShellSet)]
    [ValidateNotNullOrEmpty]
    public string[]? EnvironmentFile { get; set; }

    /// <summary>Runs it with all capabilities.</summary>
    [Parameter(ParameterSetName = ShellSet)]
    public SwitchParameter Privileged { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        keys = TerminalSession.Keys(this, DetachKeys);
        TerminalSession.Require(this, "Enter-Container", "Invoke-ContainerExec runs a command in a container without one.");
        finder = new ContainerFinder(this, () => [Endpoint], EndpointOf);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var found = finder!.Find([Container!]).ToList();
        if (found.Count > 1)
        {
            WriteError(Errors.InvalidArgument("SeveralContainers", Container!.Text, $"'{Container}' is several containers: {string.Join(", ", found.Select(target => target.Name))}. A terminal can be in one of them."));
        }
        else if (found is [var target] && ShouldProcess(target.Caption, Attach ? "Attach the terminal" : $"Run {(Command is null ? "a shell" : $"'{string.Join(' ', Command)}'")}"))
        {
            Enter(target);
        }
    }

    private void Enter(ContainerTarget target)
    {
        try
        {
            var exitCode = Wait(token => Task.Factory.StartNew(() => Attach ? new TerminalAttach(target, keys!).Run(token) : Execute(target, token), token, TaskCreationOptions.LongRunning, TaskScheduler.Default));
            if (exitCode is { } code) SessionState.PSVariable.Set("global:LASTEXITCODE", code);
            else WriteVerbose($"Detached; it goes on running in {target.Caption}.");
        }
        catch (Exception e) when (e is not PipelineStoppedException)
        {
            // What is stopped breaks in many ways.
            if (Token.IsCancellationRequested) throw new PipelineStoppedException();
            WriteError(target.Failure(e));
        }
    }

    private int? Execute(ContainerTarget target, CancellationToken token)
    {
        var size = LocalTerminal.Size;
        var parameters = new ContainerExecCreateParameters
        {
            Cmd = Command ?? ContainerShell.FindAsync(target, User, token).GetAwaiter().GetResult(),
            User = User ?? "",
            WorkingDir = WorkingDirectory ?? "",
            Privileged = Privileged,
            Env = ContainerEnvironment.Resolve(this, EnvironmentFile, Environment),
            TTY = true,
            AttachStdin = true,
            AttachStdout = true,
            AttachStderr = true,
            DetachKeys = keys!.Text,
            ConsoleSize = new ConsoleSize { Height = (ulong)size.Rows, Width = (ulong)size.Columns },
        };
        var session = new ExecSession(target, parameters) { Output = new OutputCollector(target.Name, target.Id), Terminal = new TerminalLink(keys) };
        return session.Run(token).ExitCode;
    }
}
