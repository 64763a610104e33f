using System.Formats.Tar;
using System.Text;
using ContainerTools.Engine.Tar;
using Entry = System.Formats.Tar.TarEntry;
using EntryType = System.Formats.Tar.TarEntryType;

namespace ContainerTools.UnitTests.Tar;

/// <summary>Makes archives: by .NET's own writer where they are as they should be, byte by byte where they are not.</summary>
internal sealed class TarBytes
{
    private readonly List<byte> bytes = [];

    public static byte[] Of(params (string Name, string Content)[] files)
    {
        var tar = new TarBytes();
        foreach (var (name, content) in files) tar.File(name, Encoding.UTF8.GetBytes(content));
        return tar.End();
    }

    public TarBytes File(string name, byte[] content, TarEntryFormat format = TarEntryFormat.Pax, UnixFileMode mode = UnixFileMode.UserRead) =>
        Write(Make(format, EntryType.RegularFile, name), mode, content);

    public TarBytes File(string name, int size) => File(name, new byte[size]);

    public TarBytes Directory(string name) => Write(Make(TarEntryFormat.Pax, EntryType.Directory, name), UnixFileMode.UserRead | UnixFileMode.UserExecute, null);

    public TarBytes SymbolicLink(string name, string target, TarEntryFormat format = TarEntryFormat.Pax)
    {
        var entry = Make(format, EntryType.SymbolicLink, name);
        entry.LinkName = target;
        return Write(entry, UnixFileMode.UserRead, null);
    }

    public TarBytes HardLink(string name, string target)
    {
        var entry = Make(TarEntryFormat.Pax, EntryType.HardLink, name);
        entry.LinkName = target;
        return Write(entry, UnixFileMode.UserRead, null);
    }

    public TarBytes Fifo(string name) => Write(Make(TarEntryFormat.Pax, EntryType.Fifo, name), UnixFileMode.UserRead, null);

    /// <summary>A header written by hand, with whatever it claims, and its content.</summary>
    public TarBytes Raw(string name, char flag, string size, byte[]? content = null, Action<byte[]>? change = null)
    {
        bytes.AddRange(Header(name, flag, size, change));
        if (content is null) return this;
        bytes.AddRange(content);
        bytes.AddRange(new byte[-content.Length & (TarStreamReader.BlockSize - 1)]);
        return this;
    }

    public TarBytes Append(byte[] raw)
    {
        bytes.AddRange(raw);
        return this;
    }

    public byte[] End()
    {
        bytes.AddRange(new byte[2 * TarStreamReader.BlockSize]);
        return bytes.ToArray();
    }

    public byte[] WithoutEnd() => bytes.ToArray();

    public static byte[] Header(string name, char flag, string size, Action<byte[]>? change = null)
    {
        var header = new byte[TarStreamReader.BlockSize];
        Put(0, name);
        Put(100, "0000644\0");
        Put(108, "0001750\0");
        Put(116, "0000144\0");
        Put(124, size);
        Put(136, "14700000000\0");
        header[156] = (byte)flag;
        Put(257, "ustar\0" + "00");
        change?.Invoke(header);
        for (var i = 148; i < 156; i++) header[i] = (byte)' ';
        Put(148, Convert.ToString(header.Sum(b => b), 8).PadLeft(6, '0') + "\0");
        return header;

        void Put(int at, string text) => Encoding.UTF8.GetBytes(text).CopyTo(header, at);
    }

    private TarBytes Write(Entry entry, UnixFileMode mode, byte[]? content)
    {
        (entry.Mode, entry.Uid, entry.Gid, entry.ModificationTime) = (mode, 1000, 100, DateTimeOffset.FromUnixTimeSeconds(1_600_000_000));
        if (content is not null) entry.DataStream = new MemoryStream(content);
        using var one = new MemoryStream();
        using (var writer = new TarWriter(one, leaveOpen: true)) writer.WriteEntry(entry);
        // Each entry without the writer's end mark.
        bytes.AddRange(one.ToArray()[..^(2 * TarStreamReader.BlockSize)]);
        return this;
    }

    private static Entry Make(TarEntryFormat format, EntryType type, string name) => format switch
    {
        TarEntryFormat.V7 => new V7TarEntry(type == EntryType.RegularFile ? EntryType.V7RegularFile : type, name),
        TarEntryFormat.Ustar => new UstarTarEntry(type, name),
        TarEntryFormat.Gnu => new GnuTarEntry(type, name),
        _ => new PaxTarEntry(type, name),
    };
}
