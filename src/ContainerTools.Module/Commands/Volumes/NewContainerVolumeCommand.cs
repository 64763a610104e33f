using System.Text;
using System.Text.Json.Nodes;
using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;
using Docker.DotNet;

namespace ContainerTools.Commands;

/// <summary>Makes volumes.</summary>
[Cmdlet(VerbsCommon.New, "ContainerVolume", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerVolume))]
public sealed class NewContainerVolumeCommand : ActionCommand
{
    private const string Unnamed = "a volume without a name";

    /// <summary>The names of the new volumes; without one the engine makes up a name.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>The driver; without it <c>local</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Driver { get; set; }

    /// <summary>Options of the driver: <c>key=value</c>, or a hashtable.</summary>
    [Parameter]
    [KeyValueTransformation]
    public string[] Option { get; set; } = [];

    /// <summary>Labels: <c>key=value</c>, <c>key</c>, or a hashtable.</summary>
    [Parameter]
    [KeyValueTransformation]
    [ArgumentCompleter(typeof(LabelCompleter))]
    public string[] Label { get; set; } = [];

    /// <summary>Takes a volume of that name that is there already, as docker does: it keeps its own options and labels.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override string Action => "Create";

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        // A pipeline that brings nothing asks for nothing, and not for a volume without a name.
        if (Name is null && MyInvocation.ExpectingInput) return;
        var engine = Connect();
        foreach (var name in Name ?? [""])
        {
            var caption = name.Length > 0 ? name : Unnamed;
            if (ShouldProcess(caption, Action)) Work.Start(new VolumeTarget(new ContainerVolumeReference(caption), engine, Endpoint, name), CreateAsync);
        }
    }

    private async Task<IReadOnlyList<Emission>> CreateAsync(VolumeTarget target, CancellationToken token)
    {
        // The engine would answer as if it had made it.
        if (!Force && target.Name.Length > 0 && await Search.ExistsAsync(target.Engine.GetAsync(target.Path, null, token), VolumeTarget.IsGone).ConfigureAwait(false))
        {
            throw new EngineException("VolumeAlreadyExists", ErrorCategory.ResourceExists, null, $"There is a volume '{target.Name}' already. -Force takes it as it is.");
        }
        var request = new JsonObject { ["Name"] = target.Name, ["DriverOpts"] = JsonText.Map(Option), ["Labels"] = JsonText.Map(Label) };
        if (Driver is not null) request["Driver"] = Driver;
        var json = await target.Engine.GetAsync(HttpMethod.Post, "volumes/create", null, EngineConnection.Json(Encoding.UTF8.GetBytes(request.ToJsonString())), token).ConfigureAwait(false);
        var made = target with { Name = json.Text("Name") };
        return [new Emission.Output(EngineVolumeMapping.From(json, target.Endpoint, Force ? await made.UsersAsync(token).ConfigureAwait(false) : []))];
    }
}
