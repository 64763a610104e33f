using Model = Docker.DotNet.Models;

namespace ContainerTools.Commands;

/// <summary>What a user asked of a new container, as the Engine API takes it. Each topic is one class beside this one.</summary>
internal static class CreationMapping
{
    /// <summary>The request without its image.</summary>
    /// <param name="proxies">Variables to add to the environment.</param>
    public static Model.CreateContainerParameters ToParameters(ContainerCreationCommand command, IReadOnlyList<string> proxies)
    {
        var parameters = new Model.CreateContainerParameters
        {
            Name = command.Name,
            Platform = command.Platform,
            HostConfig = new Model.HostConfig(),
        };
        ProcessSettings.Apply(command, proxies, parameters);
        NetworkSettings.Apply(command, parameters);
        StorageSettings.Apply(command, parameters);
        LimitSettings.Apply(command, parameters.HostConfig);
        return parameters;
    }

    /// <summary>Pairs <c>key=value</c> as a dictionary; the last of a key counts, and a key alone has an empty value.</summary>
    public static Dictionary<string, string> Pairs(IEnumerable<string>? pairs)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs ?? [])
        {
            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            result[cut < 0 ? pair : pair[..cut]] = cut < 0 ? "" : pair[(cut + 1)..];
        }
        return result;
    }

    /// <summary>
    /// A list as the API takes it: left out rather than empty. The client's types do not say that they can be null, but leave
    /// null out of what they send.
    /// </summary>
    public static List<T> ListOrNull<T>(IEnumerable<T> items) => items.ToList() is { Count: > 0 } list ? list : null!;
}
