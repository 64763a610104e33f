using ContainerTools.Engine.Files;
using ContainerTools.Engine.ImageArchives;

namespace ContainerTools.Engine.Copying;

/// <summary>Where something is copied to, as it is before.</summary>
/// <param name="Text">As the user wrote it.</param>
/// <param name="Path">Where that is, links followed; without a slash at the end.</param>
/// <param name="Exists">Whether something is there.</param>
/// <param name="IsDirectory">Whether that is a directory.</param>
/// <param name="End">What the user says of it at the end of its path.</param>
internal abstract record CopyTarget(string Text, string Path, bool Exists, bool IsDirectory, PathEnd End)
{
    /// <summary>The directory that it lies in, and its name there.</summary>
    public abstract (string Folder, string Name) Split();

    /// <summary>How something in a directory is called, for people.</summary>
    public abstract string Describe(string folder, string? name);
}

/// <summary>A local path.</summary>
internal sealed record LocalCopyTarget(string Text, string Path, bool Exists, bool IsDirectory, PathEnd End) : CopyTarget(Text, Path, Exists, IsDirectory, End)
{
    public override (string Folder, string Name) Split() => (System.IO.Path.GetDirectoryName(Path) ?? Path, System.IO.Path.GetFileName(Path));

    public override string Describe(string folder, string? name) => name is null ? folder : System.IO.Path.Combine(folder, name);
}

/// <summary>A path in a container.</summary>
internal sealed record ContainerCopyTarget(string Text, string Path, bool Exists, bool IsDirectory, PathEnd End, ContainerTarget Container)
    : CopyTarget(Text, Path, Exists, IsDirectory, End)
{
    public override (string Folder, string Name) Split() => ArchivePath.Split(Path);

    public override string Describe(string folder, string? name) => $"{Container.Name}:{(name is null ? folder : ArchivePath.Join(folder, name))}";
}
