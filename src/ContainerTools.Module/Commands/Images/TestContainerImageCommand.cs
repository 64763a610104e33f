using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Tells whether images are on an engine, or whether their registries have newer ones.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ContainerImage", DefaultParameterSetName = "Exists")]
[OutputType(typeof(bool), ParameterSetName = ["Exists"])]
[OutputType(typeof(ContainerImageUpdate), ParameterSetName = ["UpdateAvailable"])]
public sealed class TestContainerImageCommand : EngineCommand
{
    private ImageFinder? finder;

    /// <summary>The images: references, ids, unique prefixes of ids, patterns of references, or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerImageReferenceTransformation]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public ContainerImageReference[] Image { get; set; } = [];

    /// <summary>Asks the registry of each tag for the digest that it has now, and compares it with the engine's.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "UpdateAvailable")]
    public SwitchParameter UpdateAvailable { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (!UpdateAvailable)
        {
            foreach (var reference in Image) TestExists(reference);
            return;
        }
        finder ??= new ImageFinder(this, () => [Endpoint], EndpointOf);
        foreach (var target in finder.Find(Image)) Work.Start(target, CompareAsync);
    }

    private void TestExists(ContainerImageReference reference)
    {
        if (reference.EngineHost is null) Connect();
        if (EndpointOf(reference) is not { } endpoint) return;
        bool exists;
        try
        {
            exists = Wait(token => ExistsAsync(reference, endpoint, token));
        }
        catch (Exception e) when (e is not PipelineStoppedException)
        {
            WriteError(Errors.OfImage(e, endpoint, reference));
            return;
        }
        WriteObject(exists);
    }

    private async Task<bool> ExistsAsync(ContainerImageReference reference, EngineEndpoint endpoint, CancellationToken token)
    {
        var engine = await ConnectAsync(endpoint, token).ConfigureAwait(false);
        try
        {
            if (reference.Id is { } id) await ImageTarget.InspectAsync(engine, endpoint, id, keepRaw: false, token).ConfigureAwait(false);
            else return (await ImageTarget.FindAsync(reference, engine, endpoint, token).ConfigureAwait(false)).Count > 0;
            return true;
        }
        catch (Docker.DotNet.DockerApiException e) when (ImageTarget.IsGone(e))
        {
            return false;
        }
    }

    private static async Task<IReadOnlyList<Emission>> CompareAsync(ImageTarget target, CancellationToken token)
    {
        // An object is asked for again: since it was made, the image may have been pulled anew.
        var image = target.Known ?? await ImageTarget.InspectAsync(target.Engine, target.Endpoint, target.Id, keepRaw: false, token).ConfigureAwait(false);
        IReadOnlyList<string> references = !target.Reference.IsObject && ImageReference.TryParse(target.Name, out var name) ? [name.WithDefaultTag().ToString()]
            : image.RepoTags.Count > 0 ? image.RepoTags
            : [image.Name];
        var updates = await Task.WhenAll(references.Select(reference => ImageUpdateCheck.RunAsync(target.Engine, target.Endpoint, image, reference, token))).ConfigureAwait(false);
        return [.. updates.Select(update => new Emission.Output(update))];
    }
}
