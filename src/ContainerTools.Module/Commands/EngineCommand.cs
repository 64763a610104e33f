using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>A cmdlet that works with one engine, unless objects in the pipeline bring their own.</summary>
public abstract class EngineCommand : ContainerToolsCommand
{
    private EngineEndpoint? endpoint;

    /// <summary>The docker context that names the engine.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContextCompleter))]
    public string? Context { get; set; }

    /// <summary>The engine's address, such as <c>unix:///var/run/docker.sock</c>, <c>tcp://host:2376</c> or <c>ssh://me@host</c>.</summary>
    [Parameter]
    [Alias("Host")]
    [ValidateNotNullOrEmpty]
    public string? EngineHost { get; set; }

    /// <summary>The engine that the parameters, the environment or docker's configuration name.</summary>
    private protected EngineEndpoint Endpoint
    {
        get => endpoint ??= Endpoints.Resolve(this, Context, EngineHost);
        set => endpoint = value;
    }

    /// <summary>Connects to <see cref="Endpoint"/>; not reaching it ends the cmdlet.</summary>
    private protected EngineConnection Connect()
    {
        try
        {
            return Wait(token => ConnectAsync(Endpoint, token));
        }
        catch (Exception e) when (e is not PipelineStoppedException)
        {
            ThrowTerminatingError(Errors.From(e, Endpoint, Errors.Subject.Engine, null));
            throw;
        }
    }

    /// <summary>The engine that a reference belongs to: an object's own, else that of the cmdlet.</summary>
    /// <returns><see langword="null"/> where the object contradicts a parameter; the error has been written.</returns>
    private protected EngineEndpoint? EndpointOf(EngineReference reference) =>
        Endpoints.OfReference(this, reference, Context is null && EngineHost is null ? null : Endpoint, () => Endpoint);
}
