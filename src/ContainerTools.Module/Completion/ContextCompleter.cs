using ContainerTools.Commands;
using ContainerTools.Engine;

namespace ContainerTools.Completion;

/// <summary>Proposes contexts; to change, only those of the store, and to remove not the one that is used.</summary>
internal sealed class ContextCompleter : Completer
{
    protected override IEnumerable<Candidate> Propose(CompletionRequest request)
    {
        var configuration = DockerConfiguration.Read(Environment.GetEnvironmentVariable);
        var current = EndpointChoice.Of(null, null, SessionContext.Current, configuration, Environment.GetEnvironmentVariable).ContextName;
        var stored = configuration.Contexts.List(static _ => { })
            .Where(context => request.Cmdlet != typeof(RemoveContainerContextCommand) || request.Has("Force") || (context.Name != current && context.Name != configuration.CurrentContext))
            .Select(context => new Candidate(context.Name, context.Description is { } text ? $"{text} ({context.Host})" : context.Host));
        var onlyStored = request.Cmdlet == typeof(RemoveContainerContextCommand) || request.Cmdlet == typeof(SetContainerContextCommand);
        return onlyStored ? stored : stored.Prepend(new Candidate(EndpointChoice.DefaultContext, "DOCKER_HOST, or the default of this platform"));
    }
}
