using ContainerTools.Completion;
using System.Text;
using System.Text.Json.Nodes;
using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Commands;

/// <summary>Makes a service: tasks of one image that the swarm keeps running.</summary>
[Cmdlet(VerbsCommon.New, "ContainerService", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerService))]
public sealed class NewContainerServiceCommand : ServiceSpecCommand
{
    private static readonly Version Jobs = new(1, 41);

    /// <summary>The name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The image.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public string Image { get; set; } = "";

    /// <summary>As many tasks as are said, or one on every node that fits; or the same of a job, whose tasks end.</summary>
    [Parameter]
    public ContainerServiceMode Mode { get; set; }

    /// <inheritdoc />
    protected override string Action => $"Create a service of {Image}";

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var engine = Connect();
        if (ShouldProcess(Name, Action)) Work.Start(new SwarmTarget(SwarmKind.Service, new ContainerServiceReference(Name), engine, Endpoint, "", Name), CreateAsync);
    }

    private async Task<IReadOnlyList<Emission>> CreateAsync(SwarmTarget target, CancellationToken token)
    {
        if (Mode is ContainerServiceMode.ReplicatedJob or ContainerServiceMode.GlobalJob) target.Engine.Require(Jobs, $"-Mode {Mode}");
        var spec = new JsonObject { ["Name"] = target.Name, ["Mode"] = new JsonObject { [Mode.ToString()] = new JsonObject() } };
        if (Mode == ContainerServiceMode.Replicated) spec.Part("Mode").Part("Replicated")["Replicas"] = 1;
        var task = spec.Part("TaskTemplate");
        task.Part("ContainerSpec")["Image"] = Image;
        await ApplyAsync(spec, target.Engine, token).ConfigureAwait(false);

        var result = new List<Emission>();
        var credentials = await CredentialsAsync(Image, token).ConfigureAwait(false);
        if (!NoResolveImage && await ServiceImage.PinAsync(target.Engine, task, credentials, token).ConfigureAwait(false) is { } warning) result.Add(new Emission.Warning(warning));
        var body = EngineConnection.Json(Encoding.UTF8.GetBytes(spec.ToJsonString()));
        var answer = await target.Engine.GetAsync(HttpMethod.Post, "services/create", null, body, WithRegistryAuth ? [credentials] : [], token).ConfigureAwait(false);
        if (answer.TextOrNull("Warning") is { } more) result.Add(new Emission.Warning(more));
        result.AddRange(answer.Texts("Warnings").Select(text => new Emission.Warning(text)));
        result.Add(new Emission.Output(await ServiceList.ReadAsync(target.Engine, target.Endpoint, answer.Text("ID"), keepRaw: false, token).ConfigureAwait(false)));
        return result;
    }
}
