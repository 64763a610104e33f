using ContainerTools.Engine;

namespace ContainerTools.Completion;

/// <summary>Proposes the labels that there are: first their keys and, when the key is typed, its values.</summary>
internal sealed class LabelCompleter : Completer
{
    /// <summary>Things of a swarm, whose labels are in what was asked for them.</summary>
    private static readonly string[] Swarm = ["node", "service", "secret", "config"];

    protected override IEnumerable<Candidate> Propose(CompletionRequest request)
    {
        var (noun, answers) = Labels(request);
        var labels = answers.SelectMany(json => json.Dictionary("Labels")).ToLookup(label => label.Key, label => label.Value, StringComparer.Ordinal);
        var typed = request.Word.Text;
        var values = labels
            .Where(label => typed.StartsWith(label.Key, StringComparison.Ordinal) || labels.Count == 1)
            .SelectMany(label => label.GroupBy(value => value, StringComparer.Ordinal).Select(group => new Candidate($"{label.Key}={group.Key}", Count(group.Count(), noun))));
        return labels.Select(label => new Candidate(label.Key, Count(label.Count(), noun))).Concat(values).OrderBy(candidate => candidate.Text, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The things whose labels are meant, by what the cmdlet is about.</summary>
    private static (string Noun, IEnumerable<JsonElement> Things) Labels(CompletionRequest request)
    {
        var engines = request.Engines();
        var name = request.Cmdlet?.Name ?? "";
        foreach (var kind in Swarm)
        {
            if (name.Contains("Container" + kind, StringComparison.OrdinalIgnoreCase)) return (kind, Items(kind + "s").Select(json => json.Child("Spec")));
        }
        if (name.Contains("ContainerImage", StringComparison.Ordinal)) return ("image", Items("images/json"));
        if (name.Contains("ContainerNetwork", StringComparison.Ordinal)) return ("network", Items("networks"));
        if (name.Contains("ContainerVolume", StringComparison.Ordinal)) return ("volume", EngineAnswers.Of(engines, "volumes").SelectMany(answer => answer.Answer.Child("Volumes").Items()));
        return ("container", Items("containers/json", new Query().Add("all", true)));

        IEnumerable<JsonElement> Items(string path, Query? query = null) => EngineAnswers.Of(engines, path, query).SelectMany(answer => answer.Answer.Items());
    }

    private static string Count(int count, string noun) => $"{count.Invariant()} {noun}{(count == 1 ? "" : "s")}";
}
