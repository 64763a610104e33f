using System.Formats.Tar;
using System.Text;
using ContainerTools.Engine.Tar;
using TarEntry = ContainerTools.Engine.Tar.TarEntry;
using TarEntryType = ContainerTools.Engine.Tar.TarEntryType;

namespace ContainerTools.UnitTests.Tar;

public sealed class TarStreamWriterTests
{
    private static readonly TarEntry Plain = new("file", TarEntryType.File, 0, 0) { Mode = 0x1A4, ModifiedUnix = 1_600_000_000 };

    public static TheoryData<string> Entries() => [.. Cases.Keys];

    // The other reader knows only text.
    public static TheoryData<string> EntriesOfText() => [.. Cases.Where(one => TarText.IsText(one.Value.Name)).Select(one => one.Key)];

    private static Dictionary<string, TarEntry> Cases { get; } = new()
    {
        ["plain"] = Plain,
        ["name of 100"] = Plain with { Name = new string('n', 100) },
        ["name of 101"] = Plain with { Name = new string('n', 101) },
        ["name of 4000"] = Plain with { Name = string.Join('/', Enumerable.Repeat(new string('d', 199), 20)) },
        ["foreign name"] = Plain with { Name = "größe/日本/🐳" },
        ["name of other bytes"] = Plain with { Name = TarText.Decode([(byte)'a', 0xE4, 0xFF]) },
        ["all bits"] = Plain with { Mode = 0xFFF },
        ["largest ids that fit"] = Plain with { Uid = 0x1F_FFFF, Gid = 0x1F_FFFF },
        ["larger ids"] = Plain with { Uid = 0x20_0000, Gid = int.MaxValue },
        ["before 1970"] = Plain with { ModifiedUnix = -86400 },
        ["far in the future"] = Plain with { ModifiedUnix = 0x2_0000_0000 },
        ["directory"] = Plain with { Name = "d/", Type = TarEntryType.Directory },
        ["symbolic link"] = Plain with { Type = TarEntryType.SymbolicLink, LinkTarget = "../else" },
        ["long link"] = Plain with { Type = TarEntryType.SymbolicLink, LinkTarget = "/" + new string('t', 3000) },
        ["hard link"] = Plain with { Type = TarEntryType.HardLink, LinkTarget = "größe" },
        ["pipe"] = Plain with { Type = TarEntryType.Fifo },
        ["character device"] = Plain with { Type = TarEntryType.CharacterDevice, Device = (1, 3) },
        ["block device"] = Plain with { Type = TarEntryType.BlockDevice, Device = (259, 1_000_000) },
    };

    [Theory]
    [MemberData(nameof(Entries))]
    public void What_is_written_is_read_again(string name)
    {
        var reader = new TarStreamReader(Write((Cases[name], []), (Plain with { Name = "after" }, [])));
        Assert.True(reader.Read());
        Assert.Equal(Cases[name], reader.Entry);
        Assert.True(reader.Read());
        Assert.Equal("after", reader.Entry.Name);
        Assert.False(reader.Read());
        Assert.True(reader.HasEnd);
    }

    [Theory]
    [MemberData(nameof(EntriesOfText))]
    public void Another_reader_reads_the_same(string name)
    {
        var entry = Cases[name];
        using var reader = new TarReader(Write((entry, [])));
        var read = reader.GetNextEntry()!;
        Assert.Equal((entry.Name, entry.Mode, entry.LinkTarget ?? ""), (read.Name, (int)read.Mode, read.LinkName));
        Assert.Equal(entry.ModifiedUnix, read.ModificationTime.ToUnixTimeSeconds());
        Assert.Equal((entry.Uid, entry.Gid), (read.Uid, read.Gid));
        Assert.Null(reader.GetNextEntry());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(256 * 1024)]
    [InlineData(700_001)]
    public void Content_of_any_size_is_followed_by_the_next_entry(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        using var reader = new TarReader(Write((Plain, content), (Plain with { Name = "after" }, "x"u8.ToArray())));
        var read = reader.GetNextEntry(copyData: true)!;
        Assert.Equal(content, Bytes(read.DataStream));
        Assert.Equal("x"u8.ToArray(), Bytes(reader.GetNextEntry(copyData: true)!.DataStream));
    }

    [Fact]
    public void Attributes_pass()
    {
        byte[] value = [0, 1, (byte)'\n', 0xFF];
        var reader = new TarStreamReader(Write((Plain with { Attributes = new Dictionary<string, byte[]> { ["SCHILY.xattr.security.capability"] = value } }, [])));
        Assert.True(reader.Read());
        Assert.Equal(value, Assert.Single(reader.Entry.Attributes!).Value);
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(2, 3)]
    public void An_entry_has_as_many_bytes_as_it_said(int said, int given)
    {
        var writer = new TarStreamWriter(Stream.Null);
        writer.Begin(Plain with { Size = said });
        Assert.Throws<InvalidOperationException>(() =>
        {
            writer.Write(new byte[given]);
            writer.End();
        });
    }

    private static MemoryStream Write(params (TarEntry Entry, byte[] Content)[] entries)
    {
        var output = new MemoryStream();
        var writer = new TarStreamWriter(output);
        foreach (var (entry, content) in entries)
        {
            writer.Begin(entry with { Size = content.Length, StoredSize = content.Length });
            writer.Write(content);
        }
        writer.End();
        output.Position = 0;
        return output;
    }

    private static byte[] Bytes(Stream? stream)
    {
        using var copy = new MemoryStream();
        stream?.CopyTo(copy);
        return copy.ToArray();
    }
}
