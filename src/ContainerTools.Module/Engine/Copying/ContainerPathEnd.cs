using ContainerTools.Engine.Files;
using ContainerTools.Engine.ImageArchives;

namespace ContainerTools.Engine.Copying;

/// <summary>Paths in containers as something that is copied, or copied to.</summary>
internal static class ContainerPathEnd
{
    /// <summary>Looks at what is to be copied.</summary>
    /// <param name="followLink">Whether a link at its end is followed; it is if the path says that it is a directory.</param>
    /// <exception cref="EngineException">It is not there.</exception>
    public static async Task<ContainerCopySource> SourceAsync(ContainerPlace place, bool followLink, CancellationToken token)
    {
        var name = ArchivePath.Absolute(place.Path);
        var mustBeDirectory = ContainerPath.IsDirectory(place.Path);
        var (stat, real) = followLink || mustBeDirectory
            ? await ContainerFileSystem.ResolveAsync(place, token).ConfigureAwait(false)
            : (await ContainerFileSystem.StatAsync(place, token).ConfigureAwait(false), place);
        if (stat is null)
        {
            throw new EngineException("ContainerPathNotFound", ErrorCategory.ObjectNotFound, place.Name,
                real == place ? $"There is no '{place.Name}'." : $"'{place.Name}' is a symbolic link to '{real.Path}', and there is nothing.");
        }
        return new ContainerCopySource(
            place.Name, name == "/" ? "" : ArchivePath.Split(name).Name, stat.IsDirectory, ContainerPath.IsContent(place.Path) || name == "/",
            stat.Type == ContainerFileType.File ? stat.Size : null, new ContainerPlace(real.Container, ArchivePath.Absolute(real.Path)));
    }

    /// <summary>Looks at where something is to be copied to.</summary>
    /// <exception cref="EngineException">Nothing can be put there.</exception>
    public static async Task<ContainerCopyTarget> TargetAsync(ContainerPlace place, CancellationToken token)
    {
        var (stat, real) = await ContainerFileSystem.ResolveAsync(place, token).ConfigureAwait(false);
        if (stat is not (null or { Type: ContainerFileType.File or ContainerFileType.Directory }))
        {
            throw new EngineException("ContainerPathNotFile", ErrorCategory.InvalidArgument, place.Name, $"'{place.Name}' is neither a file nor a directory, so nothing can be copied to it.");
        }
        return new ContainerCopyTarget(
            place.Name, ArchivePath.Absolute(real.Path), stat is not null, stat?.IsDirectory == true,
            ContainerPath.IsContent(place.Path) ? PathEnd.Content : ContainerPath.IsDirectory(place.Path) ? PathEnd.Directory : PathEnd.Open, place.Container);
    }
}
