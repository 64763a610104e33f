using System.Collections;
using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.Events;

namespace ContainerTools.Commands;

/// <summary>A cmdlet that tells what happens on engines: the filters, and which engine is asked for what.</summary>
public abstract class ContainerEventCommand : EngineQueryCommand
{
    private readonly List<ContainerReference> given = [];

    /// <summary>Only events of these containers: names, ids, unique prefixes of ids, patterns, or objects.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ContainerReferenceTransformation]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerReference[]? Container { get; set; }

    /// <summary>Only events since this time, or for so long.</summary>
    [Parameter]
    [PointInTimeTransformation]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Only events of these kinds of things.</summary>
    [Parameter]
    public ContainerEventType[]? Type { get; set; }

    /// <summary>Only these actions: <c>start</c>, <c>die</c>, <c>health_status</c>, <c>pull</c>, …</summary>
    public abstract string[]? EventAction { get; set; }

    /// <summary>Only events of these images, and of containers that were made from them.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public string[]? Image { get; set; }

    /// <summary>Only events of what has all of these labels: <c>key</c>, <c>key=value</c>, or a hashtable.</summary>
    [Parameter]
    [KeyValueTransformation]
    [ArgumentCompleter(typeof(LabelCompleter))]
    public string[]? Label { get; set; }

    /// <summary>The engine's own filters, by their names.</summary>
    [Parameter]
    public IDictionary? Filter { get; set; }

    /// <summary>How long an engine may take to answer.</summary>
    private protected TimeSpan AnswerTime => TimeSpan.FromSeconds(ConnectTimeoutSeconds);

    /// <summary>Asks the engines, once it is known which containers are meant.</summary>
    private protected abstract void Ask(IReadOnlyList<EngineEndpoint> engines, Func<EngineEndpoint, EventFilter> filter);

    /// <inheritdoc />
    protected override void ProcessRecord() => given.AddRange(Container ?? []);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        base.EndProcessing();
        // A pipeline that brings nothing asks for nothing, and not for all.
        if (MyInvocation.ExpectingInput && given.Count == 0) return;
        var own = new Dictionary<string, (EngineEndpoint Engine, List<ContainerReference> Containers)>(StringComparer.Ordinal);
        foreach (var reference in given)
        {
            IReadOnlyList<EngineEndpoint> engines = reference.EngineHost is null ? EngineEndpoints : EndpointOf(reference) is { } home ? [home] : [];
            foreach (var engine in engines)
            {
                if (!own.ContainsKey(engine.HostText)) own[engine.HostText] = (engine, []);
                own[engine.HostText].Containers.Add(reference);
            }
        }
        if (given.Count == 0) Ask(EngineEndpoints, _ => FilterOf(null));
        else if (own.Count > 0) Ask([.. own.Values.Select(e => e.Engine)], engine => FilterOf(own[engine.HostText].Containers));
    }

    private EventFilter FilterOf(IReadOnlyList<ContainerReference>? containers) => new(Type, EventAction, containers, Image, Label, Filter);
}
