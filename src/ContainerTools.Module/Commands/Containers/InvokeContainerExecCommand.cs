using ContainerTools.Completion;

namespace ContainerTools.Commands;

/// <summary>Runs a command in running containers and gives its exit code and outputs as one object a container.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "ContainerExec", SupportsShouldProcess = true, DefaultParameterSetName = InputSet)]
[ActsOn(ContainerState.Running)]
[OutputType(typeof(ContainerExecResult), typeof(ContainerOutputLine), typeof(byte))]
public sealed partial class InvokeContainerExecCommand : ContainerInputCommand
{
    /// <summary>The program and its arguments; they are sent as they are, with no shell and no quoting between.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromRemainingArguments = true)]
    [ValidateNotNullOrEmpty]
    public string[] Command { get; set; } = [];

    /// <summary>The user, or <c>user:group</c>, that runs it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? User { get; set; }

    /// <summary>The folder in the container that it starts in.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? WorkingDirectory { get; set; }

    /// <summary>Environment variables: <c>NAME=value</c>, <c>NAME</c> for this process's value, or a hashtable.</summary>
    [Parameter]
    [KeyValueTransformation]
    public string[]? Environment { get; set; }

    /// <summary>Files with a <c>NAME=value</c> a line.</summary>
    [Parameter]
    public string[]? EnvironmentFile { get; set; }

    /// <summary>Runs it with all capabilities.</summary>
    [Parameter]
    public SwitchParameter Privileged { get; set; }

    /// <summary>Starts it and does not wait; the result has only its id.</summary>
    [Parameter]
    public SwitchParameter Detach { get; set; }

    /// <summary>
    /// Seconds that it may take. Then it is an error that carries what came so far; the command itself goes on in the
    /// container, as the engine cannot end it.
    /// </summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue / 1000)]
    public int? TimeoutSeconds { get; set; }

    /// <summary>Emits each line as it comes instead of one result.</summary>
    [Parameter]
    public SwitchParameter AsStream { get; set; }

    /// <summary>A file for the standard output, byte by byte as it was written; of one container.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <summary>Emits the bytes of the standard output instead of a result.</summary>
    [Parameter]
    public SwitchParameter AsByteStream { get; set; }

    /// <summary>Makes an exit code other than 0 an error.</summary>
    [Parameter]
    public SwitchParameter ErrorOnNonZeroExit { get; set; }

    /// <summary>How many containers are worked on at once, where they come from the pipeline.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; } = 16;
}
