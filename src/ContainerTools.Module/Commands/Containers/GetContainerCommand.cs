using System.Collections;
using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Lists containers in every state, or reads some of them in full.</summary>
[Cmdlet(VerbsCommon.Get, "Container", DefaultParameterSetName = "Name")]
[OutputType(typeof(Container))]
public sealed class GetContainerCommand : EngineQueryCommand
{
    /// <summary>An engine hands over some tens of containers at once: so many times that wait, and the engines wait too.</summary>
    private const int BatchesAhead = 16;

    private ContainerFinder? finder;

    /// <summary>Names, with wildcards.</summary>
    [Parameter(Position = 0, ParameterSetName = "Name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Ids, or prefixes that fit one container only.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Id")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Containers to read again.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Container")]
    [ContainerReferenceTransformation]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerReference[]? Container { get; set; }

    /// <summary>Only containers in one of these states.</summary>
    [Parameter(ParameterSetName = "Name")]
    public ContainerState[]? State { get; set; }

    /// <summary>Only containers of this health.</summary>
    [Parameter(ParameterSetName = "Name")]
    public ContainerHealth[]? Health { get; set; }

    /// <summary>Only containers with all of these labels: <c>key</c>, <c>key=value</c>, or a hashtable.</summary>
    [Parameter(ParameterSetName = "Name")]
    [KeyValueTransformation]
    [ArgumentCompleter(typeof(LabelCompleter))]
    public string[]? Label { get; set; }

    /// <summary>Only containers made from one of these images, or from one that was built on them.</summary>
    [Parameter(ParameterSetName = "Name")]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public string[]? Image { get; set; }

    /// <summary>Only containers on one of these networks.</summary>
    [Parameter(ParameterSetName = "Name")]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public string[]? Network { get; set; }

    /// <summary>Only containers that mount one of these volumes, or something at one of these paths.</summary>
    [Parameter(ParameterSetName = "Name")]
    [ArgumentCompleter(typeof(VolumeCompleter))]
    public string[]? Volume { get; set; }

    /// <summary>Only containers of one of these compose projects.</summary>
    [Parameter(ParameterSetName = "Name")]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[]? Project { get; set; }

    /// <summary>The engine's own filters, by their names.</summary>
    [Parameter(ParameterSetName = "Name")]
    public IDictionary? Filter { get; set; }

    /// <summary>Only the newest so many of each engine.</summary>
    [Parameter(ParameterSetName = "Name")]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <summary>Fills <c>Size</c>. The engine measures every container for it, which may take long.</summary>
    [Parameter]
    public SwitchParameter Size { get; set; }

    /// <summary>Fills everything, and <c>Raw</c> with the engine's inspect answer.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Container is not null)
        {
            finder ??= new ContainerFinder(this, () => EngineEndpoints, EndpointOf);
            foreach (var target in finder.Find(Container)) Work.Start(target, ReadAgainAsync);
            return;
        }
        var search = new ContainerSearch
        {
            Names = Name,
            Ids = Id,
            Health = Health,
            Projects = Project,
            First = First,
            Size = Size,
            Detailed = Detailed,
            IsNarrowed = State is not null || Health is not null || Label is not null || Image is not null || Network is not null
                || Volume is not null || Project is not null || Filter is not null || First is not null,
            Filters = new FilterMap().Add("status", State?.Select(s => s.ToString().ToLowerInvariant())).Add("label", Label)
                .Add("ancestor", Image).Add("network", Network).Add("volume", Volume).Add(Filter),
        };
        AskEngines(EngineEndpoints, Errors.Subject.Container, search.RunAsync, BatchesAhead);
    }

    private async Task<IReadOnlyList<Emission>> ReadAgainAsync(ContainerTarget target, CancellationToken token) =>
        [new Emission.Output(await ContainerSearch.InspectAsync(target.Engine, target.Endpoint, target.Id, Size, Detailed, token).ConfigureAwait(false))];
}
