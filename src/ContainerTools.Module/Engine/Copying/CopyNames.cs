using ContainerTools.Engine.Files;
using ContainerTools.Engine.ImageArchives;

namespace ContainerTools.Engine.Copying;

/// <summary>How an engine is asked for something, so that it is known what it calls what it sends.</summary>
internal static class CopyNames
{
    /// <summary>What is asked for: of a directory always what is in it, whose names then begin there.</summary>
    public static ContainerPlace Request(ContainerCopySource source) =>
        source.IsDirectory ? new ContainerPlace(source.Place.Container, source.Place.Path.TrimEnd('/') + "/.") : source.Place;

    /// <summary>Where what comes then goes.</summary>
    public static ArchiveNames Of(CopyJob job)
    {
        var source = (ContainerCopySource)job.Source;
        return source.IsDirectory ? ArchiveNames.OfContent(job.Plan.Name) : ArchiveNames.OfOne(ArchivePath.Split(source.Place.Path).Name, job.Plan.Name!);
    }
}
