using ContainerTools.Engine.ImageArchives;
using ContainerTools.Engine.Tar;

namespace ContainerTools.Engine.Files;

/// <summary>Writes one file in a container, over one that is there or a new one.</summary>
internal sealed class ContainerFileWrite(ContainerPlace place)
{
    private const UnixFileMode NewFile = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>The permission bits; <see langword="null"/> for those that are there, or that a new file gets.</summary>
    public UnixFileMode? Mode { get; init; }

    /// <summary>The owner; <see langword="null"/> for the one that is there, or root.</summary>
    public (long Uid, long Gid)? Owner { get; init; }

    public async Task RunAsync(ReadOnlyMemory<byte> content, CancellationToken token)
    {
        if (ContainerPath.IsDirectory(place.Path)) throw NotFile("means a directory");
        var (stat, real) = await ContainerFileSystem.ResolveAsync(place, token).ConfigureAwait(false);
        if (stat is { Type: not ContainerFileType.File }) throw NotFile(stat.IsDirectory ? "is a directory" : "is there, and no file");
        var before = stat is null ? null : await ContainerFileSystem.HeaderAsync(real, token).ConfigureAwait(false);
        var (folder, name) = ArchivePath.Split(ArchivePath.Absolute(real.Path));
        var header = new TarEntry(name, TarEntryType.File, content.Length, content.Length)
        {
            Mode = (int?)Mode ?? before?.Mode ?? (int)NewFile,
            Uid = Owner?.Uid ?? before?.Uid ?? 0,
            Gid = Owner?.Gid ?? before?.Gid ?? 0,
            ModifiedUnix = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
        };
        await ContainerFileSystem.UnpackAsync(
            new ContainerPlace(place.Container, folder),
            stream =>
            {
                var writer = new TarStreamWriter(stream);
                writer.Begin(header);
                writer.Write(content.Span);
                writer.End();
            }, token).ConfigureAwait(false);
    }

    private EngineException NotFile(string what) => new("ContainerPathNotFile", ErrorCategory.InvalidArgument, place.Name, $"'{place.Name}' {what}, so no content can be written to it.");
}
