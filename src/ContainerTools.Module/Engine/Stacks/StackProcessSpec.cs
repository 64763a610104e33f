using System.Text.Json.Nodes;

namespace ContainerTools.Engine.Stacks;

/// <summary>The process of a task, of a service of a compose file.</summary>
internal static class StackProcessSpec
{
    public static void Apply(StackName stack, ComposeMap service, JsonObject container, ComposeMap file)
    {
        if (service["entrypoint"] is { } entrypoint) container["Command"] = JsonText.Array(entrypoint.Texts("entrypoint"));
        if (service["command"] is { } command) container["Args"] = JsonText.Array(command.Texts("command"));
        if (service["hostname"] is { } hostname) container["Hostname"] = hostname.Text("hostname");
        if (service["environment"]?.Map("environment") is { Items.Count: > 0 } environment)
        {
            container["Env"] = JsonText.Array(environment.Items.Select(pair => $"{pair.Key}={pair.Value.Text("environment")}").Order(StringComparer.Ordinal));
        }
        container["Labels"] = StackParts.Labels(stack, service["labels"]);
        if (service["working_dir"] is { } folder) container["Dir"] = folder.Text("working_dir");
        if (service["user"] is { } user) container["User"] = user.Text("user");
        if (service["stop_grace_period"] is { } grace) container["StopGracePeriod"] = grace.Nanoseconds("stop_grace_period");
        if (service["stop_signal"] is { } signal) container["StopSignal"] = signal.Text("stop_signal");
        if (service["tty"]?.Flag("tty") == true) container["TTY"] = true;
        if (service["stdin_open"]?.Flag("stdin_open") == true) container["OpenStdin"] = true;
        if (service["read_only"]?.Flag("read_only") == true) container["ReadOnly"] = true;
        if (service["init"] is { } init) container["Init"] = init.Flag("init");
        if (service["isolation"] is { } isolation) container["Isolation"] = isolation.Text("isolation");
        if (service["oom_score_adj"] is { } score) container["OomScoreAdj"] = score.Whole("oom_score_adj");
        if (service["dns"] is { } dns) container.Part("DNSConfig")["Nameservers"] = JsonText.Array(dns.Texts("dns"));
        if (service["dns_search"] is { } search) container.Part("DNSConfig")["Search"] = JsonText.Array(search.Texts("dns_search"));
        if (service["extra_hosts"] is { } hosts) container["Hosts"] = JsonText.Array(hosts.Texts("extra_hosts").Select(host => SpecJson.Of(hosts.Parse(host, HostEntry.Parse))));
        if (service["sysctls"] is { } sysctls) container["Sysctls"] = StackParts.Map(sysctls);
        if (service["cap_add"] is { } add) container["CapabilityAdd"] = SpecJson.Capabilities(add.Texts("cap_add"));
        if (service["cap_drop"] is { } drop) container["CapabilityDrop"] = SpecJson.Capabilities(drop.Texts("cap_drop"));
        if (service["ulimits"]?.Map("ulimits") is { } limits) container["Ulimits"] = new JsonArray([.. limits.Items.OrderBy(limit => limit.Key, StringComparer.Ordinal).Select(limit => (JsonNode)Limit(limit.Key, limit.Value))]);
        if (service["healthcheck"]?.Map("healthcheck") is { } check) container["Healthcheck"] = Health(check);
        if (service["credential_spec"]?.Map("credential_spec") is { Items.Count: > 0 } account) container.Part("Privileges")["CredentialSpec"] = Credential(stack, account, file);
    }

    private static JsonObject Limit(string name, ComposeNode limit) => limit is ComposeMap both
        ? new() { ["Name"] = name, ["Soft"] = both["soft"]?.Whole("soft") ?? throw both.Place.Refuse("A limit has no soft value."), ["Hard"] = both["hard"]?.Whole("hard") ?? throw both.Place.Refuse("A limit has no hard value.") }
        : new() { ["Name"] = name, ["Soft"] = limit.Whole(name), ["Hard"] = limit.Whole(name) };

    private static JsonObject Health(ComposeMap check)
    {
        if (check["disable"]?.Flag("disable") == true)
        {
            return check["test"] is null ? new JsonObject { ["Test"] = JsonText.Array(["NONE"]) } : throw check.PlaceOf("disable").Refuse("test and disable contradict each other.");
        }
        var json = new JsonObject();
        if (check["test"] is { } test) json["Test"] = JsonText.Array(test.Texts("test"));
        if (check["interval"] is { } interval) json["Interval"] = interval.Nanoseconds("interval");
        if (check["timeout"] is { } timeout) json["Timeout"] = timeout.Nanoseconds("timeout");
        if (check["start_period"] is { } period) json["StartPeriod"] = period.Nanoseconds("start_period");
        if (check["start_interval"] is { } start) json["StartInterval"] = start.Nanoseconds("start_interval");
        if (check["retries"] is { } retries) json["Retries"] = retries.Whole("retries");
        return json;
    }

    private static JsonObject Credential(StackName stack, ComposeMap account, ComposeMap file)
    {
        if (account.Items.Count > 1) throw account.Place.Refuse("credential_spec names one of config, file and registry.");
        var (key, value) = account.Items.First();
        var text = value.Text("credential_spec");
        return key switch
        {
            "config" => new JsonObject { ["Config"] = StackParts.NameOf(stack, file, "configs", text).Name },
            "file" => new JsonObject { ["File"] = text },
            _ => new JsonObject { ["Registry"] = text },
        };
    }
}
