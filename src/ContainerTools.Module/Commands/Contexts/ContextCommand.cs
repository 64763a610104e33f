using ContainerTools.Engine;
using ContainerTools.Engine.Contexts;

namespace ContainerTools.Commands;

/// <summary>A cmdlet about contexts: they are in docker's folder, and no engine is asked.</summary>
public abstract class ContextCommand : PipelineCommand
{
    /// <summary>docker's settings as they are now; what cannot be read ends the cmdlet.</summary>
    private protected DockerConfiguration ReadConfiguration()
    {
        try
        {
            return DockerConfiguration.Read(Environment.GetEnvironmentVariable);
        }
        catch (EngineException e)
        {
            ThrowTerminatingError(Record(e, null));
            throw;
        }
    }

    /// <summary>Which engine is used where no parameter and no object names one.</summary>
    private protected static EndpointChoice Choice(DockerConfiguration configuration) =>
        EndpointChoice.Of(null, null, SessionContext.Current, configuration, Environment.GetEnvironmentVariable);

    /// <summary>The contexts that a name or pattern names; one that is not there, and one that is broken, is an error.</summary>
    private protected IReadOnlyList<ContainerContext> Find(DockerConfiguration configuration, string name)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(name)) return Guarded(name, () => Describe(name, configuration)) is { } one ? [one] : [];
        var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
        var failures = new List<EngineException>();
        var names = Guarded(name, () => configuration.Contexts.List(failures.Add)) ?? [];
        foreach (var failure in failures) WriteError(Record(failure, null));
        return
        [
            .. names.Select(context => context.Name).Prepend(EndpointChoice.DefaultContext).Where(pattern.IsMatch)
                .Select(match => Guarded(match, () => Describe(match, configuration))).OfType<ContainerContext>(),
        ];
    }

    /// <summary>The contexts of the store that names and patterns name. <c>default</c> is none of them: named, it is an error.</summary>
    private protected IEnumerable<ContainerContext> FindStored(DockerConfiguration configuration, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            foreach (var context in Find(configuration, name))
            {
                if (context.Name != EndpointChoice.DefaultContext) yield return context;
                else if (name == EndpointChoice.DefaultContext) WriteError(Record(ContextName.Reserved(name), name));
            }
        }
    }

    private protected static ContainerContext Describe(string name, DockerConfiguration configuration) =>
        EndpointResolver.Describe(name, Choice(configuration), configuration, Environment.GetEnvironmentVariable);

    /// <summary>Runs what may fail about one context; the failure is an error that is written.</summary>
    /// <returns><see langword="null"/> where it failed.</returns>
    private protected T? Guarded<T>(string name, Func<T?> call) where T : class
    {
        try
        {
            return call();
        }
        catch (EngineException e)
        {
            WriteError(Record(e, name));
            return null;
        }
    }

    private protected static ErrorRecord Record(EngineException failure, string? name) => Errors.From(failure, null, Errors.Subject.Engine, name);
}
