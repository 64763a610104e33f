using ContainerTools.Completion;

namespace ContainerTools.Commands;

/// <summary>Makes containers without starting them.</summary>
[Cmdlet(VerbsCommon.New, "Container", SupportsShouldProcess = true)]
[OutputType(typeof(Container))]
public sealed class NewContainerCommand : ContainerCreationCommand
{
    /// <summary>The image: a reference, an id, or an object of <c>Get-ContainerImage</c>.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerImageReferenceTransformation]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public ContainerImageReference? Image { get; set; }

    internal override bool AttachesInput => Interactive;

    internal override bool AttachesOutput => true;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Prepare(Image!) is not { } creation || !ShouldProcess(creation.Caption, "Create")) return;
        Streams.Start(this, (emitter, token) => Create(creation, emitter, token));
        if (ThrottleLimit == 1) Streams.WriteAll(this);
        else Streams.WriteAvailable(this);
    }

    private static void Create(ContainerCreation creation, Emitter emitter, CancellationToken token)
    {
        try
        {
            var id = creation.RunAsync(emitter, token).GetAwaiter().GetResult();
            emitter.Send(new Emission.Output(creation.InspectAsync(id, token).GetAwaiter().GetResult()));
        }
        catch (Exception e) when (!token.IsCancellationRequested)
        {
            emitter.Send(new Emission.Failure(creation.Failure(e)));
        }
    }
}
