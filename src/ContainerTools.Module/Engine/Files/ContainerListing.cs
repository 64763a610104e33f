using ContainerTools.Engine.ImageArchives;
using ContainerTools.Engine.Tar;

namespace ContainerTools.Engine.Files;

/// <summary>
/// Lists what is in a container's file system. The engine has no other way to tell than to send it, contents included; these
/// are passed over.
/// </summary>
internal sealed class ContainerListing(ContainerTarget container, Action<ContainerItem> found, CancellationToken token)
{
    /// <summary>Lists one item.</summary>
    public void One(string path)
    {
        // A slash at the end follows a link, and insists on a directory.
        var name = ArchivePath.Absolute(path);
        using var archive = Open(name.Length > 1 && ContainerPath.IsDirectory(path) ? name + "/" : name);
        if (archive.Read()) found(Item(archive.Reader.Entry, name, ""));
    }

    /// <summary>Lists all that is in a directory and below; of what is no directory, that itself.</summary>
    public void Below(string path)
    {
        var (stat, place) = ContainerFileSystem.ResolveAsync(new ContainerPlace(container, path), token).GetAwaiter().GetResult();
        if (stat?.IsDirectory == true) Content(ArchivePath.Absolute(path), place.Path, static _ => true);
        else One(path);
    }

    /// <summary>Lists what is in a directory, and nothing below that.</summary>
    public void In(string path)
    {
        var place = ContainerFileSystem.ResolveAsync(new ContainerPlace(container, path), token).GetAwaiter().GetResult().Place;
        Content(ArchivePath.Absolute(path), place.Path, static name => !name.Contains('/', StringComparison.Ordinal));
    }

    /// <summary>Lists what fits a pattern, and if <paramref name="recurse"/> all below that too.</summary>
    public void Matching(string pattern, bool recurse)
    {
        var parts = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var first = Array.FindIndex(parts, WildcardPattern.ContainsWildcardCharacters);
        var folder = ArchivePath.Absolute(string.Join('/', parts.Take(first).Select(WildcardPattern.Unescape)));
        var patterns = parts.Skip(first).Select(part => WildcardPattern.Get(part, WildcardOptions.CultureInvariant)).ToArray();
        Content(folder, folder, name =>
        {
            var names = name.Split('/');
            return (recurse ? names.Length >= patterns.Length : names.Length == patterns.Length) && patterns.Zip(names).All(pair => pair.First.IsMatch(pair.Second));
        });
    }

    private void Content(string folder, string realPath, Func<string, bool> fits)
    {
        using var archive = Open(realPath.TrimEnd('/') + "/.");
        while (archive.Read())
        {
            token.ThrowIfCancellationRequested();
            var name = ArchivePath.Relative(archive.Reader.Entry.Name);
            if (name.Length > 0 && fits(name)) found(Item(archive.Reader.Entry, ArchivePath.Join(folder, name), folder));
        }
    }

    private ContainerArchive Open(string path) => ContainerFileSystem.Open(new ContainerPlace(container, path), token);

    private ContainerItem Item(TarEntry entry, string path, string folder) => new()
    {
        FullName = path,
        Name = path == "/" ? path : ArchivePath.Split(path).Name,
        Type = LayerFiles.Type(entry.Type),
        Size = entry.Type switch
        {
            TarEntryType.SymbolicLink => TarText.Encode(entry.LinkTarget ?? "").Length,
            TarEntryType.HardLink => null,
            _ => entry.Size,
        },
        Mode = (UnixFileMode)entry.Mode,
        Uid = entry.Uid,
        Gid = entry.Gid,
        LastWriteTime = LayerFiles.Time(entry.ModifiedUnix),
        LinkTarget = entry.Type == TarEntryType.HardLink ? ArchivePath.Join(folder, ArchivePath.Relative(entry.LinkTarget ?? "")) : entry.LinkTarget,
        ContainerName = container.Name,
        ContainerId = container.Id,
        Context = container.Endpoint.Context,
        EngineHost = container.Endpoint.HostText,
    };
}
