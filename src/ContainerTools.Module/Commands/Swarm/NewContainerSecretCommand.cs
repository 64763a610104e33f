using System.Text;
using System.Text.Json.Nodes;
using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Commands;

/// <summary>Makes a secret: a value that only the tasks which use it can read.</summary>
[Cmdlet(VerbsCommon.New, "ContainerSecret", SupportsShouldProcess = true, DefaultParameterSetName = "Value")]
[OutputType(typeof(ContainerSecret))]
public sealed class NewContainerSecretCommand : ActionCommand
{
    /// <summary>The name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The value: a secure string, whose text is taken as UTF-8, or bytes.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ParameterSetName = "Value")]
    public object? Value { get; set; }

    /// <summary>The file that has the value.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Path")]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The driver that brings the value when a task needs it; the swarm keeps none then.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Driver")]
    [ValidateNotNullOrEmpty]
    public string? Driver { get; set; }

    /// <summary>Labels: <c>key=value</c>, <c>key</c>, or a hashtable.</summary>
    [Parameter]
    [KeyValueTransformation]
    [ArgumentCompleter(typeof(LabelCompleter))]
    public string[] Label { get; set; } = [];

    /// <summary>The driver that fills in what is between braces: <c>golang</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TemplateDriver { get; set; }

    /// <inheritdoc />
    protected override string Action => "Create secret";

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var data = Driver is not null ? null : SwarmContent.Read(this, Value, Path, secret: true);
        var engine = Connect();
        if (ShouldProcess(Name, Action)) Work.Start(new SwarmTarget(SwarmKind.Secret, new ContainerSecretReference(Name), engine, Endpoint, "", Name), (target, token) => CreateAsync(target, data, token));
    }

    private async Task<IReadOnlyList<Emission>> CreateAsync(SwarmTarget target, byte[]? data, CancellationToken token)
    {
        var request = new JsonObject { ["Name"] = target.Name, ["Labels"] = JsonText.Map(Label) };
        if (data is not null) request["Data"] = Convert.ToBase64String(data);
        if (Driver is not null) request["Driver"] = new JsonObject { ["Name"] = Driver };
        if (TemplateDriver is not null) request["Templating"] = new JsonObject { ["Name"] = TemplateDriver };
        var answer = await target.Engine.GetAsync(HttpMethod.Post, "secrets/create", null, EngineConnection.Json(Encoding.UTF8.GetBytes(request.ToJsonString())), token).ConfigureAwait(false);
        var made = target with { Id = answer.Text("ID") };
        return [new Emission.Output(SecretMapping.From(await made.InspectAsync(token).ConfigureAwait(false), made.Endpoint, keepRaw: false))];
    }
}
