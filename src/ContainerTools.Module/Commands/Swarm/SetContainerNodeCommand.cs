using System.Text.Json.Nodes;
using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Commands;

/// <summary>Changes what nodes of a swarm are: their role, whether they get tasks, and their labels.</summary>
[Cmdlet(VerbsCommon.Set, "ContainerNode", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerNode))]
public sealed class SetContainerNodeCommand : ActionCommand
{
    private SwarmFinder<ContainerNodeReference>? finder;

    /// <summary>The nodes: host names, ids, unique prefixes of ids, <c>self</c>, patterns, or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerNodeReferenceTransformation]
    [ArgumentCompleter(typeof(NodeCompleter))]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    public ContainerNodeReference[] Node { get; set; } = [];

    /// <summary>Whether they decide, or only run tasks.</summary>
    [Parameter]
    public ContainerNodeRole? Role { get; set; }

    /// <summary>Whether they get tasks: <c>Drain</c> moves those that they have to other nodes.</summary>
    [Parameter]
    public ContainerNodeAvailability? Availability { get; set; }

    /// <summary>Labels to add or change: <c>key=value</c>, <c>key</c>, or a hashtable.</summary>
    [Parameter]
    [KeyValueTransformation]
    public string[] AddLabel { get; set; } = [];

    /// <summary>Names of labels to remove.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] RemoveLabel { get; set; } = [];

    /// <summary>Emits each node as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override string Action
    {
        get
        {
            var what = new List<string>();
            if (Role is { } role) what.Add($"make it a {SwarmDefaults.Word(role)}");
            if (Availability is { } availability) what.Add($"set its availability to {SwarmDefaults.Word(availability)}");
            if (AddLabel.Length + RemoveLabel.Length > 0) what.Add("change its labels");
            return what.Count == 0 ? "Change nothing" : char.ToUpperInvariant(what[0][0]) + string.Join(", ", what)[1..];
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        finder ??= new SwarmFinder<ContainerNodeReference>(this, () => [Endpoint], EndpointOf, SwarmKind.Node);
        foreach (var target in finder.Find(Node))
        {
            if (ShouldProcess(target.Caption, Action)) Work.Start(target, ChangeAsync);
        }
    }

    private async Task<IReadOnlyList<Emission>> ChangeAsync(SwarmTarget target, CancellationToken token)
    {
        await target.UpdateAsync(Change, [], token).ConfigureAwait(false);
        return PassThru ? [new Emission.Output(NodeMapping.From(await target.InspectAsync(token).ConfigureAwait(false), target.Endpoint, keepRaw: false))] : [];
    }

    private Task Change(JsonObject spec, JsonElement current, Query query)
    {
        if (Role is { } role) spec["Role"] = SwarmDefaults.Word(role);
        if (Availability is { } availability) spec["Availability"] = SwarmDefaults.Word(availability);
        var labels = spec.Part("Labels");
        foreach (var name in RemoveLabel) labels.Remove(name);
        foreach (var (name, value) in JsonText.Map(AddLabel)) labels[name] = value?.DeepClone();
        return Task.CompletedTask;
    }
}
