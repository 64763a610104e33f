using System.Formats.Tar;

namespace ContainerTools.Engine.Build;

/// <summary>
/// Tells empty files, pipes, devices and sockets apart. .NET has no question for that, and opening a pipe would wait for its
/// other end; its tar writer knows, and does not open what has no content.
/// </summary>
internal static class SpecialFile
{
    /// <returns><see langword="null"/> for a socket, which no archive can hold, and for what has gone.</returns>
    public static ContextEntry? Describe(string path, string name, DateTimeOffset modified)
    {
        using var buffer = new MemoryStream();
        try
        {
            using var writer = new TarWriter(buffer, TarEntryFormat.Ustar, leaveOpen: true);
            writer.WriteEntry(path, "file");
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (IOException e) when (e.GetType() == typeof(IOException))
        {
            return null;
        }
        catch (UnauthorizedAccessException e)
        {
            throw ContextTar.Unreadable(path, e);
        }
        buffer.Position = 0;
        using var reader = new TarReader(buffer);
        var entry = reader.GetNextEntry()!;
        return new ContextEntry(name, entry.EntryType)
        {
            Mode = entry.Mode,
            Modified = modified,
            Device = entry is PosixTarEntry { EntryType: TarEntryType.BlockDevice or TarEntryType.CharacterDevice } device ? (device.DeviceMajor, device.DeviceMinor) : default,
        };
    }
}
