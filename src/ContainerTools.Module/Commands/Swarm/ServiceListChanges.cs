using System.Text.Json.Nodes;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>What <c>Set-ContainerService</c> adds to the lists in a specification and takes away from them.</summary>
internal sealed class ServiceListChanges(SetContainerServiceCommand command, EngineConnection engine)
{
    public async Task ApplyAsync(JsonObject spec, CancellationToken token)
    {
        var task = spec.Part("TaskTemplate");
        var container = task.Part("ContainerSpec");
        Edit(spec, "Labels", command.AddLabel, command.RemoveLabel);
        Edit(container, "Labels", command.AddContainerLabel, command.RemoveContainerLabel);
        Edit(container, "Env", JsonText.Array(command.AddEnvironment.Select(EnvironmentVariable.Resolve)), command.RemoveEnvironment, variable => ((string)variable!).Split('=', 2)[0]);
        Edit(container, "Mounts", new JsonArray([.. command.AddMount.Select(mount => (JsonNode)SpecJson.Of(mount))]), command.RemoveMount, mount => (string)mount["Target"]!);
        Edit(task.Part("Placement"), "Constraints", JsonText.Array(command.AddConstraint), command.RemoveConstraint, constraint => (string)constraint!);
        if (command.AddPublish.Length + command.RemovePublish.Length > 0)
        {
            Edit(spec.Part("EndpointSpec"), "Ports", new JsonArray([.. command.AddPublish.Select(port => (JsonNode)SpecJson.Of(port))]),
                [.. command.RemovePublish.Select(port => Target(SpecJson.Of(port)))], Target);
        }
        Edit(container, "Secrets", await SwarmNames.FilesAsync(engine, SwarmKind.Secret, command.AddSecret, token).ConfigureAwait(false), command.RemoveSecret, secret => (string)secret["SecretName"]!);
        Edit(container, "Configs", await SwarmNames.FilesAsync(engine, SwarmKind.Config, command.AddConfig, token).ConfigureAwait(false), command.RemoveConfig, config => (string)config["ConfigName"]!);
        if (command.AddNetwork.Length + command.RemoveNetwork.Length == 0) return;
        var left = new List<string>();
        foreach (var name in command.RemoveNetwork) left.Add(await SwarmNames.NetworkIdAsync(engine, name, token).ConfigureAwait(false));
        Edit(task, "Networks", await SwarmNames.NetworksAsync(engine, command.AddNetwork, token).ConfigureAwait(false), left, network => (string)network["Target"]!);
    }

    private static string Target(JsonNode port) => $"{(int)port["TargetPort"]!}/{(string)port["Protocol"]!}";

    private static void Edit(JsonObject parent, string name, string[] add, string[] remove)
    {
        if (add.Length + remove.Length == 0) return;
        var map = parent.Part(name);
        foreach (var key in remove) map.Remove(key);
        foreach (var (key, value) in JsonText.Map(add)) map[key] = value?.DeepClone();
    }

    private static void Edit(JsonObject parent, string name, JsonArray add, IReadOnlyCollection<string> remove, Func<JsonNode, string> key)
    {
        if (add.Count + remove.Count == 0) return;
        var gone = new HashSet<string>([.. remove, .. add.Select(item => key(item!))], StringComparer.Ordinal);
        var kept = (parent[name] as JsonArray ?? []).Where(item => !gone.Contains(key(item!)));
        parent[name] = new JsonArray([.. kept.Concat(add).Select(item => item!.DeepClone())]);
    }
}
