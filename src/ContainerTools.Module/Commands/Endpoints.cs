using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Chooses engines for cmdlets and turns what is wrong with a choice into their errors.</summary>
internal static class Endpoints
{
    public static EngineEndpoint Resolve(PSCmdlet cmdlet, string? context, string? engineHost)
    {
        if (context is not null && engineHost is not null)
        {
            cmdlet.ThrowTerminatingError(Errors.InvalidArgument("ContextAndEngineHost", engineHost,
                $"-Context {context} and -EngineHost {engineHost} both name an engine. Give one of them."));
        }
        try
        {
            return EndpointResolver.Resolve(context, engineHost, Environment.GetEnvironmentVariable, SessionContext.Current);
        }
        catch (EngineException e)
        {
            cmdlet.ThrowTerminatingError(Errors.From(e, null, Errors.Subject.Engine, engineHost ?? context));
            throw;
        }
    }

    /// <summary>An object goes back to the engine that it came from; one without an engine, and a name, to the cmdlet's.</summary>
    /// <param name="given">What parameters named, which an object must not contradict.</param>
    public static EngineEndpoint? OfReference(PSCmdlet cmdlet, EngineReference reference, EngineEndpoint? given, Func<EngineEndpoint> own)
    {
        if (reference.EngineHost is not { } host) return own();
        if (given is not null && given.HostText != host)
        {
            cmdlet.WriteError(Errors.EngineMismatch(reference, host, given.HostText));
            return null;
        }
        try
        {
            return given ?? EndpointResolver.OfObject(reference.Context, host, Environment.GetEnvironmentVariable);
        }
        catch (EngineException e)
        {
            cmdlet.WriteError(Errors.From(e, null, Errors.Subject.Engine, reference.Text));
            return null;
        }
    }
}
