using ContainerTools.Engine.Tar;
using Microsoft.Win32.SafeHandles;

namespace ContainerTools.Engine.Files;

/// <summary>
/// A folder by its path, for systems without names relative to an open folder. Each name is looked at before it is used, so no link
/// of an archive is gone through; against a program that swaps names at the same moment that does not help.
/// </summary>
internal sealed class PortableFolder(string path) : ExtractionFolder
{
    public override TarEntryType? Look(string name)
    {
        var attributes = new FileInfo(At(name)).Attributes;
        if ((int)attributes == -1) return null;
        if (attributes.HasFlag(FileAttributes.ReparsePoint)) return TarEntryType.SymbolicLink;
        return attributes.HasFlag(FileAttributes.Directory) ? TarEntryType.Directory : TarEntryType.File;
    }

    public override ExtractionFolder Enter(string name) =>
        Look(name) == TarEntryType.Directory ? new PortableFolder(At(name)) : throw new IOException($"'{At(name)}' is no folder.");

    public override void MakeFolder(string name) => Directory.CreateDirectory(At(name));

    public override SafeFileHandle CreateFile(string name) => File.OpenHandle(At(name), FileMode.CreateNew, FileAccess.Write);

    // Only Windows asks what a link leads to; there a link to what is not there yet is taken for one to a file.
    public override void MakeSymbolicLink(string name, string target)
    {
        if (OperatingSystem.IsWindows() && Directory.Exists(Path.Combine(path, target))) Directory.CreateSymbolicLink(At(name), target.Replace('/', '\\'));
        else File.CreateSymbolicLink(At(name), OperatingSystem.IsWindows() ? target.Replace('/', '\\') : target);
    }

    /// <summary>There is no portable way to make one, so the content is copied.</summary>
    public override void MakeHardLink(string name, ExtractionFolder first, string firstName)
    {
        var from = ((PortableFolder)first).At(firstName);
        if (new FileInfo(from).LinkTarget is { } target) MakeSymbolicLink(name, target);
        else File.Copy(from, At(name));
    }

    public override void MakePipe(string name) => throw new IOException("this system has no named pipes in folders.");

    public override void Remove(string name)
    {
        // On Windows a link to a folder is removed as a folder is, and only the link.
        if (OperatingSystem.IsWindows() && new FileInfo(At(name)).Attributes.HasFlag(FileAttributes.Directory)) Directory.Delete(At(name));
        else File.Delete(At(name));
    }

    public override void Rename(string name, string newName)
    {
        if (new FileInfo(At(name)).LinkTarget is not { } target)
        {
            File.Move(At(name), At(newName), overwrite: true);
            return;
        }
        // What moves files takes a link to a folder for the folder.
        Remove(name);
        if (Look(newName) is not null) Remove(newName);
        MakeSymbolicLink(newName, target);
    }

    public override bool SetFacts(SafeFileHandle file, TarEntry entry, bool owner)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, (UnixFileMode)entry.Mode);
        if (Time(entry) is { } time) File.SetLastWriteTimeUtc(file, time);
        return !owner;
    }

    public override bool SetFacts(string name, TarEntry entry, bool owner) => !owner;

    public override bool SetFacts(TarEntry entry, bool owner)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)entry.Mode);
        if (Time(entry) is { } time) Directory.SetLastWriteTimeUtc(path, time);
        return !owner;
    }

    private string At(string name) => Path.Combine(path, name);

    private static DateTime? Time(TarEntry entry) => ImageArchives.LayerFiles.Time(entry.ModifiedUnix)?.UtcDateTime;

    protected override void Dispose(bool disposing) { }
}
