using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>A cmdlet that asks one engine or several, all at once, and writes what each says as it comes.</summary>
public abstract class EngineQueryCommand : ContainerToolsCommand
{
    private IReadOnlyList<EngineEndpoint>? endpoints;

    /// <summary>The docker contexts that name the engines.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContextCompleter))]
    public string[]? Context { get; set; }

    /// <summary>The engines' addresses, such as <c>unix:///var/run/docker.sock</c>, <c>tcp://host:2376</c> or <c>ssh://me@host</c>.</summary>
    [Parameter]
    [Alias("Host")]
    [ValidateNotNullOrEmpty]
    public string[]? EngineHost { get; set; }

    /// <summary>The engines that parameters name, else the one of the environment or of docker's configuration.</summary>
    private protected IReadOnlyList<EngineEndpoint> EngineEndpoints => endpoints ??=
        Context is null && EngineHost is null ? [Endpoints.Resolve(this, null, null)]
        : Context is not null && EngineHost is not null ? [Endpoints.Resolve(this, Context[0], EngineHost[0])]
        : [.. (Context ?? []).Select(c => Endpoints.Resolve(this, c, null)), .. (EngineHost ?? []).Select(h => Endpoints.Resolve(this, null, h))];

    /// <summary>The engine that a reference belongs to: an object's own, else the only one of the cmdlet.</summary>
    private protected EngineEndpoint? EndpointOf(EngineReference reference) =>
        Endpoints.OfReference(this, reference, Context is null && EngineHost is null ? null : EngineEndpoints.FirstOrDefault(e => e.HostText == reference.EngineHost) ?? EngineEndpoints[0], () => EngineEndpoints[0]);

    /// <summary>
    /// Asks all engines. One that fails is an error beside the others' answers; if it is the only one, it ends the cmdlet.
    /// </summary>
    private protected void AskEngines(Errors.Subject subject, Func<EngineConnection, EngineEndpoint, Emitter, CancellationToken, Task> ask) => AskEngines(EngineEndpoints, subject, ask);

    /// <summary>Asks some engines in the same way.</summary>
    /// <param name="ahead">How many answers are taken in while the pipeline is behind.</param>
    private protected void AskEngines(
        IReadOnlyList<EngineEndpoint> engines, Errors.Subject subject, Func<EngineConnection, EngineEndpoint, Emitter, CancellationToken, Task> ask, int ahead = Ahead)
    {
        Pump((emitter, token) => Task.WhenAll(engines.Select(endpoint => AskAsync(endpoint, emitter, token))), ahead);

        async Task AskAsync(EngineEndpoint endpoint, Emitter emitter, CancellationToken token)
        {
            try
            {
                var connection = await ConnectAsync(endpoint, token).ConfigureAwait(false);
                await ask(connection, endpoint, emitter, token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException || !token.IsCancellationRequested)
            {
                var error = Errors.From(e, endpoint, subject, endpoint.Context ?? endpoint.HostText);
                await emitter.SendAsync(engines.Count == 1 ? new Emission.Fatal(error) : new Emission.Failure(error)).ConfigureAwait(false);
            }
        }
    }
}
