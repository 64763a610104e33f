using ContainerTools.Completion;
using ContainerTools.Engine.Streams;

namespace ContainerTools.Commands;

/// <summary>Makes containers, runs them to their ends and gives exit code and outputs as one object each.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Container", SupportsShouldProcess = true, DefaultParameterSetName = InputSet)]
[OutputType(typeof(ContainerRunResult), typeof(ContainerOutputLine), typeof(Container))]
public sealed partial class InvokeContainerCommand : ContainerCreationCommand
{
    private const string InputSet = "Input";
    private const string ImageSet = "Image";

    /// <summary>The image: a reference, an id, or an object of <c>Get-ContainerImage</c>.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = InputSet)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ImageSet)]
    [ContainerImageReferenceTransformation]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public ContainerImageReference? Image { get; set; }

    /// <summary>What its program reads: strings with LF after each, bytes as they are. Its end closes the input.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = InputSet)]
    [Parameter(ParameterSetName = ImageSet)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? InputObject { get; set; }

    /// <summary>Starts it, leaves it to itself, and gives the container.</summary>
    [Parameter]
    public SwitchParameter Detach { get; set; }

    /// <summary>Emits each line as it comes instead of one result.</summary>
    [Parameter]
    public SwitchParameter AsStream { get; set; }

    /// <summary>Seconds that it may run. Then it is killed, and that is an error that carries what came so far.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue / 1000)]
    public int? TimeoutSeconds { get; set; }

    /// <summary>Makes an exit code other than 0 an error.</summary>
    [Parameter]
    public SwitchParameter ErrorOnNonZeroExit { get; set; }

    internal override bool AttachesInput => !Detach && OpensInput;

    internal override bool AttachesOutput => !Detach;

    internal override bool OpensInput => Interactive || HasInput;

    private protected override bool InOrder => !AsStream;

    // A terminal is in one container at a time.
    private protected override int Throttle => TakesTerminal ? 1 : ThrottleLimit;

    /// <summary>Whether a person at this terminal is to work in the container.</summary>
    private bool TakesTerminal => Interactive && Tty && !Detach;

    private bool HasInput => MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)) || (ParameterSetName == InputSet && MyInvocation.ExpectingInput);
}
