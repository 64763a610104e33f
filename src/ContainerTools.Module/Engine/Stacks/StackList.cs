using ContainerTools.Engine.Mapping;

namespace ContainerTools.Engine.Stacks;

/// <summary>Reads the stacks of a swarm: what carries their label.</summary>
internal static class StackList
{
    private static readonly string[] Parts = ["services", "networks", "secrets", "configs"];

    /// <summary>All stacks that have something, by name.</summary>
    public static async Task<IReadOnlyList<ContainerStack>> ReadAsync(EngineConnection engine, EngineEndpoint endpoint, CancellationToken token)
    {
        var labelled = new Query().Add(new FilterMap().Add("label", [StackLabels.Namespace]));
        var answers = await Task.WhenAll(Parts.Select(path => path == "networks" ? SwarmNetworks.ListAsync(engine, labelled, token) : engine.GetAsync(path, labelled, token))).ConfigureAwait(false);
        var services = ByStack(answers[0], json => json.Child("Spec"));
        var networks = ByStack(answers[1], json => json);
        var secrets = ByStack(answers[2], json => json.Child("Spec"));
        var configs = ByStack(answers[3], json => json.Child("Spec"));
        return
        [
            .. new[] { services, networks, secrets, configs }.SelectMany(part => part.Select(stack => stack.Key)).Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.OrdinalIgnoreCase)
                .Select(name => new ContainerStack
                {
                    Name = name,
                    Services = [.. services[name]],
                    Networks = [.. networks[name]],
                    Secrets = [.. secrets[name]],
                    Configs = [.. configs[name]],
                    Context = endpoint.Context,
                    EngineHost = endpoint.HostText,
                }),
        ];
    }

    private static ILookup<string, string> ByStack(JsonElement listed, Func<JsonElement, JsonElement> spec) => listed.Items().Select(spec)
        .OrderBy(json => json.Text("Name"), StringComparer.OrdinalIgnoreCase).ToLookup(json => json.Dictionary("Labels")[StackLabels.Namespace], json => json.Text("Name"), StringComparer.Ordinal);
}
