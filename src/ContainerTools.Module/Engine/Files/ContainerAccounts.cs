using System.Globalization;
using System.Text;

namespace ContainerTools.Engine.Files;

/// <summary>Users and groups as a container's own files name them.</summary>
internal static class ContainerAccounts
{
    /// <summary>The numbers of an owner <c>user[:group]</c>. Without a group, the user's number is the group's too, as in a Dockerfile's COPY.</summary>
    /// <exception cref="EngineException">The container knows no such name.</exception>
    public static async Task<(long Uid, long Gid)?> FindAsync(ContainerTarget container, string owner, CancellationToken token)
    {
        var parts = owner.Split(':', 2);
        var user = await NumberAsync(container, parts[0], "/etc/passwd", "user", token).ConfigureAwait(false);
        return (user, parts.Length == 1 ? user : await NumberAsync(container, parts[1], "/etc/group", "group", token).ConfigureAwait(false));
    }

    /// <summary>The program that a user logs in with, as the container's own files say.</summary>
    /// <param name="user">A name or a number, with or without a group; nothing means root.</param>
    /// <returns><see langword="null"/> where they do not say.</returns>
    public static async Task<string?> ShellAsync(ContainerTarget container, string? user, CancellationToken token)
    {
        var name = string.IsNullOrEmpty(user) ? "0" : user.Split(':', 2)[0];
        var lines = await LinesAsync(new ContainerPlace(container, "/etc/passwd"), token).ConfigureAwait(false);
        var entry = lines.Select(line => line.Split(':')).FirstOrDefault(fields => fields.Length > 6 && (fields[0] == name || fields[2] == name));
        return entry?[6].Trim() is { Length: > 0 } shell ? shell : null;
    }

    private static async Task<long> NumberAsync(ContainerTarget container, string name, string path, string what, CancellationToken token)
    {
        if (uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        foreach (var line in await LinesAsync(new ContainerPlace(container, path), token).ConfigureAwait(false))
        {
            var fields = line.Split(':');
            if (fields.Length > 2 && fields[0] == name && uint.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var found)) return found;
        }
        throw new EngineException("ContainerAccountNotFound", ErrorCategory.ObjectNotFound, name, $"'{container.Name}' has no {what} '{name}' in {path}. Give the number instead.");
    }

    private static async Task<string[]> LinesAsync(ContainerPlace place, CancellationToken token)
    {
        try
        {
            using var file = await ContainerFile.OpenAsync(place, token).ConfigureAwait(false);
            return Encoding.UTF8.GetString(await Task.Run(file.ReadWhole, token).ConfigureAwait(false)).Split('\n');
        }
        catch (EngineException e) when (e.ErrorId == "ContainerPathNotFound")
        {
            return [];
        }
    }
}
