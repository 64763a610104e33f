using System.Text.Json.Nodes;
using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Changes services: what is named; the rest stays as it is.</summary>
[Cmdlet(VerbsCommon.Set, "ContainerService", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerService))]
public sealed class SetContainerServiceCommand : ServiceSpecCommand
{
    private SwarmFinder<ContainerServiceReference>? finder;

    /// <summary>The services: names, ids, unique prefixes of ids, patterns, or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerServiceReferenceTransformation]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    public ContainerServiceReference[] Service { get; set; } = [];

    /// <summary>The image.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public string? Image { get; set; }

    /// <summary>Environment variables to add or change.</summary>
    [Parameter]
    [KeyValueTransformation]
    public string[] AddEnvironment { get; set; } = [];

    /// <summary>Names of environment variables to take away.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] RemoveEnvironment { get; set; } = [];

    /// <summary>Labels of the service to add or change.</summary>
    [Parameter]
    [KeyValueTransformation]
    public string[] AddLabel { get; set; } = [];

    /// <summary>Names of labels of the service to take away.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] RemoveLabel { get; set; } = [];

    /// <summary>Labels of its containers to add or change.</summary>
    [Parameter]
    [KeyValueTransformation]
    public string[] AddContainerLabel { get; set; } = [];

    /// <summary>Names of labels of its containers to take away.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] RemoveContainerLabel { get; set; } = [];

    /// <summary>Mounts to add, or to put in the place of one with the same target.</summary>
    [Parameter]
    [ContainerMountTransformation]
    public ContainerMount[] AddMount { get; set; } = [];

    /// <summary>Targets of mounts to take away.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] RemoveMount { get; set; } = [];

    /// <summary>Ports to publish beside the others, or in the place of one with the same target port.</summary>
    [Parameter]
    [ServicePortTransformation]
    public ServicePort[] AddPublish { get; set; } = [];

    /// <summary>Target ports (<c>80</c>, <c>53/udp</c>) that are published no more.</summary>
    [Parameter]
    [ServicePortTransformation]
    public ServicePort[] RemovePublish { get; set; } = [];

    /// <summary>Networks to add.</summary>
    [Parameter]
    [NetworkAttachmentTransformation]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkAttachment[] AddNetwork { get; set; } = [];

    /// <summary>Networks to leave.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public string[] RemoveNetwork { get; set; } = [];

    /// <summary>Secrets to add.</summary>
    [Parameter]
    [ServiceFileTransformation]
    [ArgumentCompleter(typeof(SecretCompleter))]
    public ServiceFile[] AddSecret { get; set; } = [];

    /// <summary>Names of secrets to take away.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SecretCompleter))]
    public string[] RemoveSecret { get; set; } = [];

    /// <summary>Configs to add.</summary>
    [Parameter]
    [ServiceFileTransformation]
    [ArgumentCompleter(typeof(ConfigCompleter))]
    public ServiceFile[] AddConfig { get; set; } = [];

    /// <summary>Names of configs to take away.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConfigCompleter))]
    public string[] RemoveConfig { get; set; } = [];

    /// <summary>Constraints to add.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] AddConstraint { get; set; } = [];

    /// <summary>Constraints to take away.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] RemoveConstraint { get; set; } = [];

    /// <summary>Replaces all tasks even if nothing changes.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Emits each service as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override string Action => Image is not null ? $"Update to {Image}" : Replicas is { } count ? $"Scale to {count.Invariant()}" : "Update";

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        finder ??= new SwarmFinder<ContainerServiceReference>(this, () => [Endpoint], EndpointOf, SwarmKind.Service);
        foreach (var target in finder.Find(Service))
        {
            if (ShouldProcess(target.Caption, Action)) Work.Start(target, UpdateAsync);
        }
    }

    private async Task<IReadOnlyList<Emission>> UpdateAsync(SwarmTarget target, CancellationToken token)
    {
        var result = new List<Emission>();
        // The managers keep the credentials that nodes have been given, unless they get new ones.
        var image = Image ?? (WithRegistryAuth ? (await target.InspectAsync(token).ConfigureAwait(false)).Child("Spec").Child("TaskTemplate").Child("ContainerSpec").Text("Image") : "");
        var credentials = await CredentialsAsync(image, token).ConfigureAwait(false);
        string? warning = null;
        var answer = await target.UpdateAsync(
            async (spec, _, query) =>
            {
                if (!WithRegistryAuth) query.Add("registryAuthFrom", "spec");
                await ApplyAsync(spec, target.Engine, token).ConfigureAwait(false);
                await new ServiceListChanges(this, target.Engine).ApplyAsync(spec, token).ConfigureAwait(false);
                var task = spec.Part("TaskTemplate");
                if (Force) task["ForceUpdate"] = ((long?)task["ForceUpdate"] ?? 0) + 1;
                if (Image is null) return;
                task.Part("ContainerSpec")["Image"] = Image;
                if (!NoResolveImage) warning = await ServiceImage.PinAsync(target.Engine, task, credentials, token).ConfigureAwait(false);
            },
            WithRegistryAuth ? [credentials] : [],
            token).ConfigureAwait(false);
        if (warning is not null) result.Add(new Emission.Warning(warning));
        result.AddRange(answer.Texts("Warnings").Select(text => new Emission.Warning(text)));
        if (PassThru) result.Add(new Emission.Output(await ServiceList.ReadAsync(target.Engine, target.Endpoint, target.Id, keepRaw: false, token).ConfigureAwait(false)));
        return result;
    }
}
