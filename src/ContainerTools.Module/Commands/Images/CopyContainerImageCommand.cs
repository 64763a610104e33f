using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.ImageArchives;

namespace ContainerTools.Commands;

/// <summary>Copies images from their engine to others: streamed from one to the other, and only where they are not there yet.</summary>
[Cmdlet(VerbsCommon.Copy, "ContainerImage", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerImage))]
public sealed class CopyContainerImageCommand : ActionCommand
{
    private readonly List<EngineEndpoint> destinations = [];
    private ImageFinder? finder;

    /// <summary>The images: references, ids, unique prefixes of ids, patterns of references, or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerImageReferenceTransformation]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public ContainerImageReference[] Image { get; set; } = [];

    /// <summary>The docker contexts that name the engines to copy to.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContextCompleter))]
    public string[] ToContext { get; set; } = [];

    /// <summary>The addresses of engines to copy to.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] ToEngineHost { get; set; } = [];

    /// <inheritdoc />
    protected override string Action => "Copy";

    /// <summary>Connects to all destinations at once, so that one that is not there is one error and not one for each image.</summary>
    protected override void BeginProcessing()
    {
        if (ToContext.Length + ToEngineHost.Length == 0)
        {
            ThrowTerminatingError(Errors.InvalidArgument("DestinationMissing", null, "Nothing says where to copy to: name engines with -ToContext or -ToEngineHost."));
        }
        IEnumerable<EngineEndpoint> all = [.. ToContext.Select(c => Endpoints.Resolve(this, c, null)), .. ToEngineHost.Select(h => Endpoints.Resolve(this, null, h))];
        foreach (var (endpoint, connecting) in all.DistinctBy(e => e.HostText).Select(e => (e, ConnectAsync(e, Token))).ToList())
        {
            try
            {
                Wait(_ => connecting);
                destinations.Add(endpoint);
            }
            catch (Exception e) when (e is not PipelineStoppedException)
            {
                WriteError(Errors.From(e, endpoint, Errors.Subject.Engine, endpoint.Context ?? endpoint.HostText));
            }
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (destinations.Count == 0) return;
        finder ??= new ImageFinder(this, () => [Endpoint], EndpointOf);
        foreach (var target in finder.Find(Image))
        {
            foreach (var destination in destinations)
            {
                if (destination.HostText == target.Endpoint.HostText) WriteVerbose($"{target.Caption} is on {destination.HostText} already: that is where it comes from.");
                else if (ShouldProcess($"{target.Caption} to {destination.Context ?? destination.HostText}", Action)) Work.Start(target, (t, token) => CopyAsync(t, destination, token));
            }
        }
    }

    private async Task<IReadOnlyList<Emission>> CopyAsync(ImageTarget target, EngineEndpoint destination, CancellationToken token)
    {
        var report = new ProgressReport($"Copying {target.Name} to {destination.Context ?? destination.HostText}", record => Tell(new Emission.Progress(record)));
        var copy = new ImageCopy(target, await ConnectAsync(destination, token).ConfigureAwait(false), destination, report.Report);
        try
        {
            var image = await copy.RunAsync(token).ConfigureAwait(false);
            return copy.WasThere ? [new Emission.Verbose($"{target.Caption} was on {destination.HostText} already."), new Emission.Output(image)] : [new Emission.Output(image)];
        }
        catch (Exception e) when (copy.IsAtDestination && e is not OperationCanceledException)
        {
            return [new Emission.Failure(Errors.From(e, destination, Errors.Subject.Image, target.Reference.Text))];
        }
        finally
        {
            report.Complete();
        }
    }
}
