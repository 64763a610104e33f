using System.Collections;
using System.Collections.Concurrent;
using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Lists volumes, with the containers that use them.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerVolume", DefaultParameterSetName = "Name")]
[OutputType(typeof(ContainerVolume))]
public sealed class GetContainerVolumeCommand : EngineQueryCommand
{
    private readonly ConcurrentDictionary<EngineConnection, Lazy<Task<IReadOnlyDictionary<string, JsonElement>>>> sizes = new();
    private VolumeFinder? finder;

    /// <summary>Names, with wildcards.</summary>
    [Parameter(Position = 0, ParameterSetName = "Name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VolumeCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Volumes to read again.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Volume")]
    [ContainerVolumeReferenceTransformation]
    [ArgumentCompleter(typeof(VolumeCompleter))]
    public ContainerVolumeReference[]? Volume { get; set; }

    /// <summary>Only volumes of one of these drivers.</summary>
    [Parameter(ParameterSetName = "Name")]
    public string[]? Driver { get; set; }

    /// <summary>Only volumes with all of these labels: <c>key</c>, <c>key=value</c>, or a hashtable.</summary>
    [Parameter(ParameterSetName = "Name")]
    [KeyValueTransformation]
    [ArgumentCompleter(typeof(LabelCompleter))]
    public string[]? Label { get; set; }

    /// <summary>Only volumes of one of these scopes: <c>local</c>, <c>global</c>.</summary>
    [Parameter(ParameterSetName = "Name")]
    public string[]? Scope { get; set; }

    /// <summary>Only volumes that no container mounts, running or not; with <c>-Dangling:$false</c> only the others.</summary>
    [Parameter(ParameterSetName = "Name")]
    public SwitchParameter Dangling { get; set; }

    /// <summary>The engine's own filters, by their names.</summary>
    [Parameter(ParameterSetName = "Name")]
    public IDictionary? Filter { get; set; }

    /// <summary>Fills <c>Size</c> and <c>RefCount</c>. The engine reads every volume for it, which may take long.</summary>
    [Parameter]
    public SwitchParameter Size { get; set; }

    /// <summary>Fills <c>Raw</c> with the engine's inspect answer.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Volume is not null)
        {
            finder ??= new VolumeFinder(this, () => EngineEndpoints, EndpointOf);
            foreach (var target in finder.Find(Volume)) Work.Start(target, ReadAgainAsync);
            return;
        }
        var isDangling = MyInvocation.BoundParameters.ContainsKey(nameof(Dangling));
        var search = new VolumeSearch
        {
            Names = Name,
            Scopes = Scope,
            Size = Size,
            Detailed = Detailed,
            IsNarrowed = Driver is not null || Label is not null || Scope is not null || Filter is not null || isDangling,
            Filters = new FilterMap().Add("driver", Driver).Add("label", Label).Add("dangling", isDangling ? [Dangling ? "true" : "false"] : null).Add(Filter),
        };
        AskEngines(Errors.Subject.Volume, (engine, endpoint, emitter, token) => search.RunAsync(engine, endpoint, emitter, token));
    }

    private async Task<IReadOnlyList<Emission>> ReadAgainAsync(VolumeTarget target, CancellationToken token)
    {
        // An engine measures all of its volumes at once: it is asked once.
        var measured = Size
            ? (await sizes.GetOrAdd(target.Engine, engine => new(() => DiskAccount.VolumesAsync(engine, Token))).Value.ConfigureAwait(false)).GetValueOrDefault(target.Name)
            : default;
        return [new Emission.Output(await target.InspectAsync(measured, Detailed, token).ConfigureAwait(false))];
    }
}
