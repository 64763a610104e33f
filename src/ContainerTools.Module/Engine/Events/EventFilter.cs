using System.Collections;

namespace ContainerTools.Engine.Events;

/// <summary>
/// Which events are wanted: what the engine is told, and what is left to check because the engine takes names, and some
/// actions, for beginnings of names.
/// </summary>
internal sealed class EventFilter
{
    private readonly IReadOnlyList<ContainerReference> containers;
    private readonly IReadOnlyList<string> actions;

    /// <summary>All events.</summary>
    public static readonly EventFilter None = new(null, null, null, null, null, null);

    public EventFilter(
        IEnumerable<ContainerEventType>? types, IEnumerable<string>? actions, IReadOnlyList<ContainerReference>? containers, IEnumerable<string>? images,
        IEnumerable<string>? labels, IDictionary? filter)
    {
        this.containers = containers ?? [];
        this.actions = [.. (actions ?? []).Select(Normal)];
        Engine.Add("type", types?.Select(t => t.ToString().ToLowerInvariant())).Add("event", this.actions).Add("image", images).Add("label", labels).Add(filter);
        if (this.containers.Count == 0) return;
        if (types is null) Engine.Add("type", ["container"]);
        // The engine knows no patterns: those leave it with the type alone.
        if (!this.containers.Any(c => c.IsPattern)) Engine.Add("container", this.containers.Select(c => c.Id ?? c.Text));
    }

    /// <summary>What is sent to the engine.</summary>
    public FilterMap Engine { get; } = new();

    /// <summary>Whether an event that the engine sent is one of those that are wanted.</summary>
    public bool Matches(ContainerEvent happened) =>
        (actions.Count == 0 || actions.Any(action => action == happened.Action || action == happened.FullAction))
        && (containers.Count == 0 || containers.Any(container => Names(container, happened)));

    private static bool Names(ContainerReference container, ContainerEvent happened) => happened.ContainerId is { } id && (
        container.IsObject ? container.Id == id
        : container.IsPattern ? WildcardPattern.Get(container.Text, WildcardOptions.IgnoreCase).IsMatch(happened.Name ?? "")
        : container.Text == happened.Name || id.StartsWith(container.Text, StringComparison.Ordinal));

    /// <summary>The engine's words are of small letters; what stands behind a colon is a command.</summary>
    private static string Normal(string action)
    {
        var cut = action.IndexOf(':', StringComparison.Ordinal);
        return cut < 0 ? action.ToLowerInvariant() : action[..cut].ToLowerInvariant() + action[cut..];
    }
}
