using System.Text.Json.Nodes;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Networks, ports, mounts, secrets and configs, in a service's specification.</summary>
internal static class ServiceConnectionSpec
{
    public static async Task ApplyAsync(ServiceSpecCommand command, JsonObject spec, EngineConnection engine, CancellationToken token)
    {
        var task = spec.Part("TaskTemplate");
        var container = task.Part("ContainerSpec");
        if (command.Publish is not null) spec.Part("EndpointSpec")["Ports"] = new JsonArray([.. command.Publish.Select(port => (JsonNode)SpecJson.Of(port))]);
        if (command.EndpointMode is not null) spec.Part("EndpointSpec")["Mode"] = command.EndpointMode;
        if (command.Dns is not null) container.Part("DNSConfig")["Nameservers"] = JsonText.Array(command.Dns);
        if (command.DnsSearch is not null) container.Part("DNSConfig")["Search"] = JsonText.Array(command.DnsSearch);
        if (command.DnsOption is not null) container.Part("DNSConfig")["Options"] = JsonText.Array(command.DnsOption);
        if (command.AddHost is not null) container["Hosts"] = JsonText.Array(command.AddHost.Select(SpecJson.Of));
        if (command.Mount is not null) container["Mounts"] = new JsonArray([.. command.Mount.Select(mount => (JsonNode)SpecJson.Of(mount))]);
        if (command.Network is not null) task["Networks"] = await SwarmNames.NetworksAsync(engine, command.Network, token).ConfigureAwait(false);
        if (command.Secret is not null) container["Secrets"] = await SwarmNames.FilesAsync(engine, SwarmKind.Secret, command.Secret, token).ConfigureAwait(false);
        if (command.Config is not null)
        {
            var configs = await SwarmNames.FilesAsync(engine, SwarmKind.Config, command.Config, token).ConfigureAwait(false);
            foreach (var used in OfAccount(container)) configs.Add(used.DeepClone());
            container["Configs"] = configs;
        }
        if (command.CredentialSpec is not null) await AccountAsync(container, engine, token).ConfigureAwait(false);
    }

    /// <summary>The config that an account names is in the list of configs too, as one that no task can read.</summary>
    private static async Task AccountAsync(JsonObject container, EngineConnection engine, CancellationToken token)
    {
        var configs = new JsonArray([.. (container["Configs"] as JsonArray ?? []).Except(OfAccount(container)).Select(config => config!.DeepClone())]);
        if (container["Privileges"]?["CredentialSpec"] is JsonObject account && (string?)account["Config"] is { } name)
        {
            var id = await SwarmNames.IdAsync(engine, SwarmKind.Config, name, token).ConfigureAwait(false);
            account["Config"] = id;
            configs.Add(new JsonObject { ["ConfigID"] = id, ["ConfigName"] = name, ["Runtime"] = new JsonObject() });
        }
        container["Configs"] = configs;
    }

    private static JsonNode[] OfAccount(JsonObject container) => [.. (container["Configs"] as JsonArray ?? []).OfType<JsonObject>().Where(config => config["Runtime"] is not null)];
}
