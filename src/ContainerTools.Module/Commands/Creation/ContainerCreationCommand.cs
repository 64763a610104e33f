using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>
/// What <c>New-Container</c> and <c>Invoke-Container</c> share: everything that a container can be given when it is made. Every
/// parameter takes docker's own syntax and, where it is structured, a hashtable.
/// </summary>
public abstract partial class ContainerCreationCommand : EngineCommand
{
    private StreamSet? streams;

    /// <summary>The container's name; the engine makes one up where none is given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The arguments for the image's program, or the program and its arguments where the image has none. They are sent as they are.</summary>
    [Parameter(Position = 1, ValueFromRemainingArguments = true)]
    [ValidateNotNull]
    [AllowEmptyString]
    public string[] Command { get; set; } = [];

    /// <summary>The program, in place of the image's, with arguments that come before those of <c>-Command</c>. An empty text takes the image's away.</summary>
    [Parameter]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[]? Entrypoint { get; set; }

    /// <summary>The platform of an image that has several: <c>linux/arm64</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Platform { get; set; } = System.Environment.GetEnvironmentVariable("DOCKER_DEFAULT_PLATFORM") is { Length: > 0 } platform ? platform : null;

    /// <summary>When the image is pulled.</summary>
    [Parameter]
    public ContainerPullPolicy PullPolicy { get; set; }

    /// <summary>How many containers are made at once, where the pipeline brings several images.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; } = 16;

    /// <summary>Whether the container's input will be connected to whoever asked for it.</summary>
    internal abstract bool AttachesInput { get; }

    /// <summary>Whether the container's outputs will be connected to whoever asked for it.</summary>
    internal abstract bool AttachesOutput { get; }

    /// <summary>Whether its standard input is kept open.</summary>
    internal virtual bool OpensInput => Interactive;

    /// <summary>The streams of all containers of this call.</summary>
    private protected StreamSet Streams => streams ??= new StreamSet(InOrder, Throttle, Token);

    /// <summary>Whether what is written keeps the order of the input.</summary>
    private protected virtual bool InOrder => true;

    /// <summary>How many are made at once.</summary>
    private protected virtual int Throttle => ThrottleLimit;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (CreationConflict.Find(this) is { } conflict) ThrowTerminatingError(conflict);
        ReadFiles();
    }

    /// <inheritdoc />
    protected override void EndProcessing() => Streams.WriteAll(this);

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing) streams?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Makes ready to create one container of an image: what is wrong with that alone is an error without a request.</summary>
    /// <returns><see langword="null"/> where it cannot be done; the error has been written.</returns>
    private protected ContainerCreation? Prepare(ContainerImageReference image)
    {
        if (CreationConflict.Find(this, image) is { } conflict)
        {
            WriteError(conflict);
            return null;
        }
        if (EndpointOf(image) is not { } endpoint) return null;
        EngineConnection engine;
        try
        {
            engine = image.IsObject ? Wait(token => ConnectAsync(endpoint, token)) : Connect();
        }
        catch (Exception e) when (e is not PipelineStoppedException)
        {
            WriteError(Errors.From(e, endpoint, Errors.Subject.Engine, image.Text));
            return null;
        }
        if (CreationRequirement.Find(this, engine.Version.Api) is { } missing)
        {
            WriteError(missing);
            return null;
        }
        return new ContainerCreation(engine, endpoint, image, CreationMapping.ToParameters(this, ProxiesOf(endpoint))) { Policy = PullPolicy };
    }
}
