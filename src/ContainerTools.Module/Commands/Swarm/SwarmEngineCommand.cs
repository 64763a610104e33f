using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>A cmdlet that does something to engines as parts of a swarm, several at once.</summary>
public abstract class SwarmEngineCommand : ActionCommand
{
    /// <summary>The engines: names of contexts, addresses, or objects that came from them; without any, the one that is used otherwise.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ContainerEngineReferenceTransformation]
    public ContainerEngineReference[]? Engine { get; set; }

    /// <summary>Acts on one engine, off the pipeline's thread.</summary>
    /// <returns>What reaches the pipeline.</returns>
    private protected abstract Task<IReadOnlyList<Emission>> ActAsync(SwarmMember member, CancellationToken token);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Engine is null && MyInvocation.ExpectingInput) return;
        var endpoints = Engine is null ? [Endpoint] : Engine.Select(Find).OfType<EngineEndpoint>().ToList();
        foreach (var (endpoint, connecting) in endpoints.Select(endpoint => (endpoint, ConnectAsync(endpoint, Token))).ToList())
        {
            EngineConnection connection;
            try
            {
                connection = Wait(_ => connecting);
            }
            catch (Exception e) when (e is not PipelineStoppedException)
            {
                WriteError(Errors.From(e, endpoint, Errors.Subject.Engine, endpoint.Context ?? endpoint.HostText));
                continue;
            }
            var member = new SwarmMember(connection, endpoint);
            if (ShouldProcess(member.Caption, Action)) Work.Start(member, ActAsync);
        }
    }

    /// <summary>The engine that a reference names; <see langword="null"/> where it names none, which has been written.</summary>
    private protected EngineEndpoint? Find(ContainerEngineReference reference)
    {
        try
        {
            return reference.IsObject
                ? EndpointResolver.OfObject(reference.Context, reference.EngineHost!, Environment.GetEnvironmentVariable)
                : EndpointResolver.Resolve(reference.Context, reference.EngineHost, Environment.GetEnvironmentVariable, SessionContext.Current);
        }
        catch (EngineException e)
        {
            WriteError(Errors.From(e, null, Errors.Subject.Engine, reference.ToString()));
            return null;
        }
    }
}
