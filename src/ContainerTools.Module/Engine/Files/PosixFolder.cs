using System.Runtime.Versioning;
using ContainerTools.Engine.Tar;
using Microsoft.Win32.SafeHandles;

namespace ContainerTools.Engine.Files;

/// <summary>
/// A folder by its handle. What it was called may be moved or replaced by a link meanwhile, as a container can do that shares the
/// folder: names are still looked up in the folder that was opened.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class PosixFolder(SafeFileHandle handle) : ExtractionFolder
{
    public override TarEntryType? Look(string name) => Posix.Stat(handle, name)?.Type;

    public override ExtractionFolder Enter(string name) => new PosixFolder(Posix.OpenFolder(handle, name));

    public override void MakeFolder(string name) => Posix.MakeFolder(handle, name);

    public override SafeFileHandle CreateFile(string name) => Posix.CreateFile(handle, name);

    public override void MakeSymbolicLink(string name, string target) => Posix.MakeSymbolicLink(handle, name, target);

    public override void MakeHardLink(string name, ExtractionFolder first, string firstName) => Posix.MakeHardLink(handle, name, ((PosixFolder)first).Handle, firstName);

    public override void MakePipe(string name) => Posix.MakePipe(handle, name);

    public override void Remove(string name) => Posix.Remove(handle, name);

    public override void Rename(string name, string newName) => Posix.Rename(handle, name, newName);

    public override bool SetFacts(SafeFileHandle file, TarEntry entry, bool owner)
    {
        // The mode after the owner, for changing the owner takes set-user-id away, and capabilities too.
        var done = !owner || Posix.SetOwner(file, entry.Uid, entry.Gid);
        File.SetUnixFileMode(file, (UnixFileMode)entry.Mode);
        if (owner && entry.Capability is { } capability) done &= Posix.SetCapability(file, capability);
        Posix.SetTime(file, entry.ModifiedUnix);
        return done;
    }

    public override bool SetFacts(string name, TarEntry entry, bool owner)
    {
        var done = !owner || Posix.SetOwner(handle, name, entry.Uid, entry.Gid);
        if (entry.Type != TarEntryType.SymbolicLink) Posix.SetMode(handle, name, (UnixFileMode)entry.Mode);
        Posix.SetTime(handle, name, entry.ModifiedUnix);
        return done;
    }

    public override bool SetFacts(TarEntry entry, bool owner) => SetFacts(handle, entry, owner);

    private SafeFileHandle Handle => handle;

    protected override void Dispose(bool disposing)
    {
        if (disposing) handle.Dispose();
    }
}
