namespace ContainerTools.Commands;

/// <summary>
/// What only newer engines know. An older one drops it without a word, and the container would not be what was asked for.
/// The versions are those of the Engine API's version history.
/// </summary>
internal static class CreationRequirement
{
    /// <summary>The first thing that was asked for and that an engine of this API version does not know.</summary>
    public static ErrorRecord? Find(ContainerCreationCommand command, Version api)
    {
        foreach (var (needed, minor, what) in Requirements(command))
        {
            if (needed && api < new Version(1, minor)) return Errors.NotSupported(what, $"{what} needs an engine with API version 1.{minor.ToString(System.Globalization.CultureInfo.InvariantCulture)} or newer, and this one has {api}.");
        }
        return null;
    }

    private static IEnumerable<(bool Needed, int Minor, string What)> Requirements(ContainerCreationCommand command) =>
    [
        (command.Platform is not null, 41, $"-Platform {command.Platform}"),
        (command.Annotation is { Length: > 0 }, 43, "-Annotation"),
        (command.MacAddress is not null, 44, $"-MacAddress {command.MacAddress}"),
        (command.Mount.Any(m => m.BindCreateSource is not null), 42, "The mount option bind-create-src"),
        (command.Mount.Any(m => m.Type == "cluster"), 42, "A mount of type cluster"),
        (command.Mount.Any(m => m.BindRecursive is "readonly" or "writable"), 44, "The mount option bind-recursive=readonly or writable"),
        (command.HealthCheck?.StartInterval is { Ticks: > 0 }, 44, "The start interval of a health check"),
        (command.Network.Length > 1, 44, "Joining several networks at once"),
        (command.Network.Any(n => n.MacAddress is not null), 44, "The MAC address of a network"),
        (command.Mount.Any(m => m.VolumeSubpath is not null), 45, "The mount option volume-subpath"),
        (command.Mount.Any(m => m.Type == "image"), 48, "A mount of type image"),
        (command.Network.Any(n => n.GatewayPriority is not (null or 0)), 48, "The gateway priority of a network"),
    ];
}
