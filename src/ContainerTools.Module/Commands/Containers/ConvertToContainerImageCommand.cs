using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Makes an image of a container: its own image, with its writable layer as one more layer on top.</summary>
[Cmdlet(VerbsData.ConvertTo, "ContainerImage", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerImage))]
public sealed class ConvertToContainerImageCommand : ContainerActionCommand
{
    private NewImageName? name;
    private ContainerTarget? named;

    /// <summary>The repository that names the image; without it the image has no name.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Repository { get; set; }

    /// <summary>The tag in that repository; <c>latest</c> without it.</summary>
    [Parameter(Position = 2)]
    [ValidateNotNullOrEmpty]
    public string? Tag { get; set; }

    /// <summary>What the image's history says about it.</summary>
    [Parameter]
    [ValidateNotNull]
    public string? Message { get; set; }

    /// <summary>Who made it.</summary>
    [Parameter]
    [ValidateNotNull]
    public string? Author { get; set; }

    /// <summary>Dockerfile instructions that configure the image: <c>CMD ["sh"]</c>, <c>ENV a=b</c>, …</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Change { get; set; } = [];

    /// <summary>Lets the container run on meanwhile, though what it writes then may come in half.</summary>
    [Parameter]
    public SwitchParameter NoPause { get; set; }

    /// <inheritdoc />
    protected override string Action => name?.Text is { } text ? $"Make the image '{text}' of it" : "Make an image without a name of it";

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        name = NewImageName.Check(this, Repository, Tag);
    }

    /// <summary>One name is of one image: the second container would take it from the first's.</summary>
    private protected override bool Accept(ContainerTarget target)
    {
        if (name is null || named is null || named.Endpoint.HostText != target.Endpoint.HostText)
        {
            named = target;
            return true;
        }
        WriteError(Errors.InvalidArgument("ImageNameTaken", target.Name,
            $"'{name.Text}' names the image of '{named.Name}' and cannot name that of '{target.Name}' too. Call the cmdlet once for each container, or leave out -Repository."));
        return false;
    }

    private protected override async Task<IReadOnlyList<Emission>> ActAsync(ContainerTarget target, CancellationToken token)
    {
        var query = new Query().Add("container", target.Id).Add("repo", name?.Repository).Add("tag", name?.Tag).Add("comment", Message).Add("author", Author)
            .AddAll("changes", Change).Add("pause", !NoPause);
        var answer = await target.Engine.GetAsync(HttpMethod.Post, "commit", query, EngineConnection.Json("{}"u8.ToArray()), token).ConfigureAwait(false);
        return [new Emission.Output(await ImageTarget.InspectAsync(target.Engine, target.Endpoint, answer.Text("Id"), keepRaw: false, token).ConfigureAwait(false))];
    }
}
