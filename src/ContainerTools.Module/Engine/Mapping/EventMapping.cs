using System.Globalization;

namespace ContainerTools.Engine.Mapping;

/// <summary>The engine's events as ours.</summary>
internal static class EventMapping
{
    private const string HealthAction = "health_status";
    private const long NanosecondsPerTick = 100;

    public static ContainerEvent From(JsonElement json, EngineEndpoint engine)
    {
        var (type, full, actor) = (json.Text("Type"), json.Text("Action"), json.Child("Actor"));
        var attributes = actor.Dictionary("Attributes");
        var id = actor.Text("ID");
        var (action, detail) = Split(full);
        var isContainer = type == "container";
        var nano = json.Number("timeNano") ?? (json.Number("time") ?? 0) * 1_000_000_000;
        return new ContainerEvent
        {
            Time = DateTimeOffset.UnixEpoch.AddTicks(nano / NanosecondsPerTick),
            TimeNano = nano,
            Type = type,
            Action = action,
            FullAction = full,
            Id = id,
            ContainerId = isContainer ? id : null,
            Name = attributes.GetValueOrDefault("name") ?? (type is "volume" or "image" ? id : null),
            Image = isContainer ? attributes.GetValueOrDefault("image") : type == "image" ? attributes.GetValueOrDefault("name") ?? id : null,
            ExitCode = int.TryParse(attributes.GetValueOrDefault("exitCode"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code) ? code : null,
            Health = action == HealthAction && Enum.TryParse<ContainerHealth>(detail, ignoreCase: true, out var health) ? health : null,
            Command = action == HealthAction ? null : detail,
            Attributes = attributes,
            Scope = json.TextOrNull("scope"),
            Context = engine.Context,
            EngineHost = engine.HostText,
        };
    }

    /// <summary>
    /// Takes apart <c>exec_start: sh -c …</c> and <c>health_status: healthy</c>; no other action has anything behind it, and a
    /// command may have a colon of its own.
    /// </summary>
    private static (string Action, string? Detail) Split(string full)
    {
        var cut = full.IndexOf(':', StringComparison.Ordinal);
        return cut > 0 && (full.StartsWith("exec_", StringComparison.Ordinal) || full.StartsWith(HealthAction, StringComparison.Ordinal))
            ? (full[..cut], full[(cut + 1)..].Trim())
            : (full, null);
    }
}
