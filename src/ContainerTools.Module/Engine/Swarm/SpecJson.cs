using System.Text.Json.Nodes;

namespace ContainerTools.Engine;

/// <summary>Parts of a service's specification as the API takes them.</summary>
internal static class SpecJson
{
    private const string CapabilityPrefix = "CAP_";

    public static JsonObject Of(ServicePort port)
    {
        var json = new JsonObject { ["Protocol"] = port.Protocol, ["TargetPort"] = port.TargetPort, ["PublishMode"] = port.Mode };
        if (port.PublishedPort is { } published) json["PublishedPort"] = published;
        return json;
    }

    public static JsonObject Of(ContainerMount mount)
    {
        var json = new JsonObject { ["Type"] = mount.Type, ["Target"] = mount.Target };
        if (mount.Source is not null) json["Source"] = mount.Source;
        if (mount.ReadOnly) json["ReadOnly"] = true;
        if (mount.Consistency is not null) json["Consistency"] = mount.Consistency;
        if (mount.BindPropagation is not null) json.Part("BindOptions")["Propagation"] = mount.BindPropagation;
        if (mount.BindCreateSource is { } create) json.Part("BindOptions")["CreateMountpoint"] = create;
        if (mount.BindRecursive == "disabled") json.Part("BindOptions")["NonRecursive"] = true;
        if (mount.BindRecursive == "writable") json.Part("BindOptions")["ReadOnlyNonRecursive"] = true;
        if (mount.BindRecursive == "readonly") json.Part("BindOptions")["ReadOnlyForceRecursive"] = true;
        if (mount.VolumeNoCopy is { } noCopy) json.Part("VolumeOptions")["NoCopy"] = noCopy;
        if (mount.VolumeLabels is not null) json.Part("VolumeOptions")["Labels"] = Map(mount.VolumeLabels);
        if (mount.VolumeSubpath is not null) json.Part("VolumeOptions")["Subpath"] = mount.VolumeSubpath;
        if (mount.VolumeDriver is not null) json.Part("VolumeOptions").Part("DriverConfig")["Name"] = mount.VolumeDriver;
        if (mount.VolumeOptions is not null) json.Part("VolumeOptions").Part("DriverConfig")["Options"] = Map(mount.VolumeOptions);
        if (mount.ImageSubpath is not null) json.Part("ImageOptions")["Subpath"] = mount.ImageSubpath;
        if (mount.TmpfsSize is { } size) json.Part("TmpfsOptions")["SizeBytes"] = size;
        if (mount.TmpfsMode is not null) json.Part("TmpfsOptions")["Mode"] = Convert.ToInt32(mount.TmpfsMode, 8);
        return json;
    }

    public static JsonObject Of(Ulimit limit) => new() { ["Name"] = limit.Name, ["Soft"] = limit.Soft, ["Hard"] = limit.Hard };

    public static JsonObject Of(HealthCheckSpec check)
    {
        var json = new JsonObject();
        if (check.Test is not null) json["Test"] = JsonText.Array(check.Test);
        if (check.Interval is { } interval) json["Interval"] = interval.ToNanoseconds();
        if (check.Timeout is { } timeout) json["Timeout"] = timeout.ToNanoseconds();
        if (check.StartPeriod is { } period) json["StartPeriod"] = period.ToNanoseconds();
        if (check.StartInterval is { } start) json["StartInterval"] = start.ToNanoseconds();
        if (check.Retries is { } retries) json["Retries"] = retries;
        return json;
    }

    /// <summary>A line of a hosts file: the address comes first there.</summary>
    public static string Of(HostEntry entry) => $"{entry.IPAddress} {entry.HostName}";

    /// <summary>A secret or config that tasks can read.</summary>
    /// <param name="kind">Secret or config.</param>
    /// <param name="id">Its id.</param>
    public static JsonObject Of(ServiceFile file, SwarmKind kind, string id) => new()
    {
        [kind == SwarmKind.Secret ? "SecretID" : "ConfigID"] = id,
        [kind == SwarmKind.Secret ? "SecretName" : "ConfigName"] = file.Source,
        ["File"] = new JsonObject { ["Name"] = file.Target ?? file.Source, ["UID"] = file.Uid, ["GID"] = file.Gid, ["Mode"] = (int)file.Mode },
    };

    public static JsonObject Map(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var map = new JsonObject();
        foreach (var (key, value) in pairs) map[key] = value;
        return map;
    }

    /// <summary>Capabilities as the managers take them: in capitals, and with their prefix.</summary>
    public static JsonArray Capabilities(IEnumerable<string> names) => JsonText.Array(names.Select(name => name.ToUpperInvariant())
        .Select(name => name == "ALL" || name.StartsWith(CapabilityPrefix, StringComparison.Ordinal) ? name : CapabilityPrefix + name).Distinct(StringComparer.Ordinal));

    /// <summary>The account of a Windows container: <c>config://</c> (the id of a config), <c>file://</c> or <c>registry://</c>.</summary>
    /// <exception cref="FormatException">It is none of these.</exception>
    public static JsonObject CredentialSpec(string text)
    {
        foreach (var kind in new[] { "Config", "File", "Registry" })
        {
            var prefix = kind.ToLowerInvariant() + "://";
            if (text.StartsWith(prefix, StringComparison.Ordinal)) return new JsonObject { [kind] = text[prefix.Length..] };
        }
        throw new FormatException($"'{text}' is not a credential specification. Expected config://name, file://name or registry://name.");
    }

    /// <summary>The nodes' other resources that a task needs: a number of them, or one by its name.</summary>
    public static JsonArray GenericResources(IEnumerable<string> pairs) => new([.. pairs.Select(pair =>
    {
        var cut = pair.IndexOf('=', StringComparison.Ordinal);
        var (kind, value) = (pair[..cut], pair[(cut + 1)..]);
        return long.TryParse(value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var count)
            ? (JsonNode)new JsonObject { ["DiscreteResourceSpec"] = new JsonObject { ["Kind"] = kind, ["Value"] = count } }
            : new JsonObject { ["NamedResourceSpec"] = new JsonObject { ["Kind"] = kind, ["Value"] = value } };
    })]);

    /// <summary>What tasks are spread over.</summary>
    /// <exception cref="FormatException">It is not <c>spread=…</c>.</exception>
    public static JsonObject Preference(string text)
    {
        const string spread = "spread=";
        if (!text.StartsWith(spread, StringComparison.Ordinal)) throw new FormatException($"'{text}' is not a placement preference. Expected spread=node.labels.zone.");
        return new JsonObject { ["Spread"] = new JsonObject { ["SpreadDescriptor"] = text[spread.Length..] } };
    }

    /// <summary>A word of an enumeration as the API writes it: <c>on-failure</c>, <c>start-first</c>.</summary>
    public static string Word<T>(T value) where T : struct, Enum => string.Concat(value.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? "-" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));

    /// <summary>
    /// The policy of an update or a rollback in a specification. Where there is none yet it begins with the managers' defaults: a
    /// parallelism that is not sent would mean all at once.
    /// </summary>
    public static JsonObject UpdatePolicy(this JsonObject spec, string name) =>
        Default(spec, name, () => new JsonObject { ["Parallelism"] = 1, ["FailureAction"] = "pause", ["Monitor"] = TimeSpan.FromSeconds(5).ToNanoseconds(), ["MaxFailureRatio"] = 0, ["Order"] = "stop-first" });

    /// <summary>The restart policy in a task's specification; where there is none yet it begins with the managers' defaults.</summary>
    public static JsonObject RestartPolicy(this JsonObject task) =>
        Default(task, "RestartPolicy", () => new JsonObject { ["Condition"] = "any", ["Delay"] = TimeSpan.FromSeconds(5).ToNanoseconds(), ["MaxAttempts"] = 0 });

    private static JsonObject Default(JsonObject parent, string name, Func<JsonObject> make)
    {
        if (parent[name] is JsonObject known) return known;
        var made = make();
        parent[name] = made;
        return made;
    }
}
