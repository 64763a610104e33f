using ContainerTools.Commands;
using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.Completion;

/// <summary>Proposes networks; to remove, only those that the engine does not keep for itself.</summary>
internal sealed class NetworkCompleter : Completer
{
    protected override IEnumerable<Candidate> Propose(CompletionRequest request) => EngineAnswers.Of(request.Engines(), "networks")
        .SelectMany(answer => answer.Answer.Items().Select(json => NetworkMapping.From(json, answer.Engine)))
        .Where(network => !network.Predefined || request.Cmdlet != typeof(RemoveContainerNetworkCommand))
        .OrderBy(network => network.Name, StringComparer.OrdinalIgnoreCase)
        .Select(network => request.Parameter == "Id"
            ? new Candidate(network.ShortId, $"{network.Name}: {ToolTip(network)}")
            : new Candidate(network.Name, ToolTip(network)));

    private static string ToolTip(ContainerNetwork network) => string.Join(", ", [network.Driver, network.Scope, .. network.Subnets]);
}
