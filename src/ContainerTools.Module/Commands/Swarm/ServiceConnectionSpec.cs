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
        if (command.Config is not null) container["Configs"] = await SwarmNames.FilesAsync(engine, SwarmKind.Config, command.Config, token).ConfigureAwait(false);
        if (container["Privileges"]?["CredentialSpec"] is JsonObject account && (string?)account["Config"] is { } name && command.CredentialSpec is not null)
        {
            account["Config"] = await SwarmNames.IdAsync(engine, SwarmKind.Config, name, token).ConfigureAwait(false);
        }
    }
}
