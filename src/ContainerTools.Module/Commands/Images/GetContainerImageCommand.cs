using System.Collections;
using ContainerTools.Completion;
using ContainerTools.Engine;
using Docker.DotNet;

namespace ContainerTools.Commands;

/// <summary>Lists images, or reads some of them in full.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerImage", DefaultParameterSetName = "Name")]
[OutputType(typeof(ContainerImage))]
public sealed class GetContainerImageCommand : EngineQueryCommand
{
    private ImageFinder? finder;

    /// <summary>References, with wildcards; without a tag all tags of the repository.</summary>
    [Parameter(Position = 0, ParameterSetName = "Name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Ids, or prefixes that fit one image only.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Id")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Images to read again.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Image")]
    [ContainerImageReferenceTransformation]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public ContainerImageReference[]? Image { get; set; }

    /// <summary>Only images that no tag names; with <c>-Dangling:$false</c> only those that one names.</summary>
    [Parameter(ParameterSetName = "Name")]
    public SwitchParameter Dangling { get; set; }

    /// <summary>Only images with all of these labels: <c>key</c>, <c>key=value</c>, or a hashtable.</summary>
    [Parameter(ParameterSetName = "Name")]
    [KeyValueTransformation]
    [ArgumentCompleter(typeof(LabelCompleter))]
    public string[]? Label { get; set; }

    /// <summary>The engine's own filters, by their names.</summary>
    [Parameter(ParameterSetName = "Name")]
    public IDictionary? Filter { get; set; }

    /// <summary>Also the intermediate images of builds.</summary>
    [Parameter(ParameterSetName = "Name")]
    [Parameter(ParameterSetName = "Id")]
    public SwitchParameter All { get; set; }

    /// <summary>Reads what images for several platforms are for this one: <c>linux/arm64</c>; others are left out. It needs API version 1.49.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Platform { get; set; }

    /// <summary>Fills everything, and <c>Raw</c> with the engine's inspect answer.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing() => EngineFeature.CheckPlatform(this, Platform);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Image is not null)
        {
            finder ??= new ImageFinder(this, () => EngineEndpoints, EndpointOf);
            foreach (var target in finder.Find(Image)) Work.Start(target, ReadAgainAsync);
            return;
        }
        foreach (var name in Name ?? []) Check(name);
        var search = new ImageSearch
        {
            Names = Name,
            Ids = Id,
            // An id may be that of an intermediate image: who has it means it.
            All = All || Id is not null,
            Detailed = Detailed,
            Platform = Platform,
            IsNarrowed = Label is not null || Filter is not null || Dangling.IsPresent || MyInvocation.BoundParameters.ContainsKey(nameof(Dangling)),
            Filters = new FilterMap().Add("label", Label)
                .Add("dangling", MyInvocation.BoundParameters.ContainsKey(nameof(Dangling)) ? [Dangling ? "true" : "false"] : null).Add(Filter),
        };
        AskEngines(Errors.Subject.Image, (engine, endpoint, emitter, token) => search.RunAsync(engine, endpoint, emitter, token));
    }

    private void Check(string name)
    {
        if (WildcardPattern.ContainsWildcardCharacters(name)) return;
        try
        {
            ImageReference.Parse(name);
        }
        catch (FormatException e)
        {
            ThrowTerminatingError(Errors.InvalidArgument("ImageReferenceInvalid", name, e.Message));
        }
    }

    private async Task<IReadOnlyList<Emission>> ReadAgainAsync(ImageTarget target, CancellationToken token)
    {
        try
        {
            return [new Emission.Output(await ImageTarget.InspectAsync(target.Engine, target.Endpoint, target.Address, Platform, Detailed, token).ConfigureAwait(false))];
        }
        catch (DockerApiException e) when (Platform is not null && e.StatusCode == System.Net.HttpStatusCode.NotFound && !ImageTarget.IsGone(e))
        {
            return [new Emission.Failure(Errors.ImageLacksPlatform(target.Name, Platform))];
        }
    }
}
