using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.Streams;

namespace ContainerTools.Commands;

/// <summary>Connects to running containers: emits each line that they write from now on, and sends them input.</summary>
[Cmdlet(VerbsCommunications.Connect, "Container", SupportsShouldProcess = true, DefaultParameterSetName = InputSet)]
[ActsOn(ContainerState.Running)]
[OutputType(typeof(ContainerOutputLine))]
public sealed class ConnectContainerCommand : ContainerInputCommand
{
    private string? detachKeys;

    /// <summary>The keys within the input that end the session and leave the container running, such as <c>ctrl-p,ctrl-q</c>; for one with a terminal.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DetachKeys { get; set; }

    private protected override string Action => HasInput ? "Read its output and write its input" : "Read its output";

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        try
        {
            detachKeys = DetachKeys ?? DockerConfiguration.Read(Environment.GetEnvironmentVariable).DetachKeys;
        }
        catch (EngineException e)
        {
            ThrowTerminatingError(Errors.From(e, null, Errors.Subject.Engine, null));
        }
        base.BeginProcessing();
    }

    private protected override void RunOne(ContainerTarget target, StandardInput? input, Emitter emitter, CancellationToken token)
    {
        var session = new AttachSession(target)
        {
            Input = input,
            DetachKeys = detachKeys,
            Output = new OutputCollector(target.Name, target.Id) { OnLine = line => emitter.Send(new Emission.Output(line)) },
        };
        try
        {
            session.Run(token);
        }
        catch (Exception e) when (!token.IsCancellationRequested)
        {
            input?.Abandon();
            emitter.Send(new Emission.Failure(Errors.OfContainer(e, target)));
        }
    }
}
