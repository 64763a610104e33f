using ContainerTools.Engine.Tar;
using Microsoft.Win32.SafeHandles;

namespace ContainerTools.Engine.Files;

/// <summary>
/// A local folder that something hostile is unpacked into. All names are of things directly in it, and none of its methods goes
/// through a link: what a link leads to is neither opened nor changed.
/// </summary>
internal abstract class ExtractionFolder : IDisposable
{
    /// <summary>Opens the folder that a user named, links followed.</summary>
    /// <exception cref="IOException">It is not there, or cannot be opened.</exception>
    public static ExtractionFolder Open(string path) => OperatingSystem.IsLinux() && Posix.IsAvailable ? new PosixFolder(Posix.OpenFolder(path)) : new PortableFolder(path);

    /// <summary>What has a name; <see langword="null"/> if nothing has it.</summary>
    public abstract TarEntryType? Look(string name);

    /// <summary>Opens a folder in this one.</summary>
    /// <exception cref="IOException">It is not there, or is a link or something else.</exception>
    public abstract ExtractionFolder Enter(string name);

    public abstract void MakeFolder(string name);

    /// <summary>Makes a file that is not there yet.</summary>
    public abstract SafeFileHandle CreateFile(string name);

    public abstract void MakeSymbolicLink(string name, string target);

    /// <summary>Gives a file in another folder of the same tree a second name.</summary>
    public abstract void MakeHardLink(string name, ExtractionFolder first, string firstName);

    public abstract void MakePipe(string name);

    /// <summary>Removes what is no folder.</summary>
    public abstract void Remove(string name);

    /// <summary>Puts what has one name in the place of what has another and is no folder.</summary>
    public abstract void Rename(string name, string newName);

    /// <summary>Sets owner, mode and time of an open file, and with the owner its capability.</summary>
    /// <returns>Whether the owner could be set, and the capability, if that was asked for.</returns>
    public abstract bool SetFacts(SafeFileHandle file, TarEntry entry, bool owner);

    /// <summary>Sets owner, mode and time of what has a name and is no file and no folder.</summary>
    /// <returns>Whether the owner could be set, if that was asked for.</returns>
    public abstract bool SetFacts(string name, TarEntry entry, bool owner);

    /// <summary>Sets owner, mode and time of the folder itself.</summary>
    /// <returns>Whether the owner could be set, if that was asked for.</returns>
    public abstract bool SetFacts(TarEntry entry, bool owner);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
