using System.Formats.Tar;
using System.Text;
using ContainerTools.Engine.Tar;
using TarEntry = ContainerTools.Engine.Tar.TarEntry;
using TarEntryType = ContainerTools.Engine.Tar.TarEntryType;

namespace ContainerTools.UnitTests.Tar;

public class TarStreamReaderTests
{
    [Theory]
    [InlineData(TarEntryFormat.V7, "dir/short")]
    [InlineData(TarEntryFormat.Ustar, "short")]
    [InlineData(TarEntryFormat.Ustar, "a-directory-with-a-rather-long-name/another-directory-with-a-rather-long-name/and-a-file-that-does-not-fit-in-front")]
    [InlineData(TarEntryFormat.Gnu, "long/{200}")]
    [InlineData(TarEntryFormat.Pax, "long/{2000}")]
    [InlineData(TarEntryFormat.Pax, "Übermut/日本語/🐳")]
    public void Every_dialect_gives_name_size_mode_owner_time_and_content(TarEntryFormat format, string pattern)
    {
        var name = pattern.Replace("{200}", new string('x', 200), StringComparison.Ordinal).Replace("{2000}", new string('x', 2000), StringComparison.Ordinal);
        var mode = UnixFileMode.UserRead | UnixFileMode.GroupExecute | UnixFileMode.SetUser;
        var tar = new TarBytes().File("before", new byte[700]).File(name, "content"u8.ToArray(), format, mode).File("after", 1).End();

        var entries = ReadAll(tar);

        Assert.Equal(["before", name, "after"], entries.Select(e => e.Entry.Name));
        var (entry, content) = entries[1];
        Assert.Equal(new TarEntry(name, TarEntryType.File, 7, 7) { Mode = (int)mode, Uid = 1000, Gid = 100, ModifiedUnix = 1_600_000_000 }, entry);
        Assert.Equal("content", Encoding.UTF8.GetString(content));
    }

    [Fact]
    public void Kinds_and_link_targets_are_told_apart()
    {
        var far = new string('t', 300);
        var tar = new TarBytes().Directory("d/").SymbolicLink("s", "../else").SymbolicLink("gnu", far, TarEntryFormat.Gnu).HardLink("h", "d/file").Fifo("f").End();

        var entries = ReadAll(tar).ConvertAll(e => e.Entry);

        Assert.Equal([TarEntryType.Directory, TarEntryType.SymbolicLink, TarEntryType.SymbolicLink, TarEntryType.HardLink, TarEntryType.Fifo], entries.Select(e => e.Type));
        Assert.Equal([null, "../else", far, "d/file", null], entries.Select(e => e.LinkTarget));
    }

    [Fact]
    public void What_is_not_read_of_an_entry_is_passed_over()
    {
        foreach (var canSeek in new[] { true, false })
        {
            using var source = new MemoryStream(new TarBytes().File("a", 5000).File("b", 512).File("c", 1).End());
            var reader = new TarStreamReader(canSeek ? source : new Unseekable(source));
            Assert.True(reader.Read());
            Assert.Equal(3, reader.Data.Read(new byte[3], 0, 3));
            Assert.True(reader.Read());
            Assert.True(reader.Read());
            Assert.Equal("c", reader.Entry.Name);
            Assert.False(reader.Read());
        }
    }

    [Fact]
    public void A_size_in_binary_is_read()
    {
        var header = TarBytes.Header("big", '0', "", h => new byte[] { 0x80, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0 }.CopyTo(h, 124));
        var reader = new TarStreamReader(new MemoryStream(header));
        Assert.True(reader.Read());
        Assert.Equal(8L << 30, reader.Entry.Size);
    }

    [Fact]
    public void A_checksum_of_signed_bytes_counts()
    {
        var header = TarBytes.Header("caf\u00e9", '0', "0");
        var signed = header.Select((b, i) => i is >= 148 and < 156 ? (long)' ' : (sbyte)b).Sum();
        Encoding.ASCII.GetBytes(Convert.ToString(signed, 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);
        Assert.Single(ReadAll(header));
    }

    [Fact]
    public void Sparse_files_have_their_real_size_and_do_not_shift_what_follows()
    {
        var map = new byte[TarStreamReader.BlockSize];
        var last = new byte[TarStreamReader.BlockSize];
        map[504] = 1;
        var old = new TarBytes().Raw("old", 'S', "00000001000\0", change: h =>
        {
            h[482] = 1;
            Encoding.ASCII.GetBytes("00000200000\0").CopyTo(h, 483);
        }).Append(map).Append(last).Append(new byte[512]).File("after", 1).End();
        var records = Records(("GNU.sparse.major", "1"), ("GNU.sparse.name", "real/name"), ("GNU.sparse.realsize", "65536"));
        var pax = new TarBytes().Raw("x", 'x', Octal(records.Length), records).Raw("GNUSparseFile.1/name", '0', "00000001000\0", new byte[512]).File("after", 1).End();

        foreach (var (tar, name) in new[] { (old, "old"), (pax, "real/name") })
        {
            var entries = ReadAll(tar);
            Assert.Equal([name, "after"], entries.Select(e => e.Entry.Name));
            Assert.Equal((65536, 512), (entries[0].Entry.Size, entries[0].Entry.StoredSize));
        }
    }

    [Theory]
    [InlineData("77777777777\0", "claims 8589934591 bytes")]
    [InlineData("00004000001\0", "claims 1048577 bytes")]
    public void An_extension_beyond_reason_is_refused_before_it_is_allocated(string size, string why)
    {
        foreach (var flag in "xLK")
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var failure = Assert.Throws<InvalidDataException>(() => ReadAll(new TarBytes().Raw("x", flag, size).WithoutEnd()));
            Assert.Contains(why, failure.Message, StringComparison.Ordinal);
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 500_000);
        }
    }

    [Theory]
    [InlineData("x0", "claims")]
    [InlineData("12 path=", "claims")]
    [InlineData("99 path=a\n", "claims")]
    [InlineData("9999999999999999999 path=a\n", "claims")]
    [InlineData("-5 path=a\n", "claims")]
    [InlineData("6 =ab\n", "no key")]
    [InlineData("11 size=-1\n", "-1 bytes")]
    [InlineData("9 size=x\n", "not a number")]
    [InlineData("28 size=9223372036854775807\n", "9223372036854775807 bytes")]
    public void Pax_records_that_lie_are_refused(string records, string why)
    {
        var bytes = Encoding.UTF8.GetBytes(records);
        var tar = new TarBytes().Raw("x", 'x', Octal(bytes.Length), bytes).Raw("file", '0', "0").End();
        Assert.Contains(why, Assert.Throws<InvalidDataException>(() => ReadAll(tar)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_negative_size_and_one_that_is_no_number_are_refused()
    {
        var negative = TarBytes.Header("n", '0', "", h => Enumerable.Repeat((byte)0xFF, 12).ToArray().CopyTo(h, 124));
        Assert.Throws<InvalidDataException>(() => ReadAll(negative));
        Assert.Throws<InvalidDataException>(() => ReadAll(TarBytes.Header("n", '0', "0000008")));
    }

    [Fact]
    public void What_is_no_archive_is_said_to_be_none() =>
        Assert.Contains("not a tar archive", Assert.Throws<InvalidDataException>(() => ReadAll(Encoding.ASCII.GetBytes(new string('?', 2000)))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_cut_archive_is_noticed_wherever_it_is_cut()
    {
        var tar = new TarBytes();
        // Between two entries an archive may end: old writers leave out the end mark.
        int[] between = [0, Length(t => t.File("a", 600)), Length(t => t.File("lo" + new string('n', 200) + "g", new byte[600], TarEntryFormat.Gnu)), Length(t => t.Directory("d"))];
        var bytes = tar.WithoutEnd();

        for (var length = 0; length < bytes.Length; length++)
        {
            foreach (var canSeek in new[] { true, false })
            {
                using var source = new MemoryStream(bytes, 0, length);
                var reader = new TarStreamReader(canSeek ? source : new Unseekable(source));
                var complete = between.Contains(length);
                var failure = Record.Exception(() => { while (reader.Read()) { } });
                Assert.True(complete ? failure is null : failure is EndOfStreamException, $"cut at {length}: {failure}");
                Assert.Equal(!complete, reader.IsTruncated);
            }
        }

        int Length(Action<TarBytes> add)
        {
            add(tar);
            return tar.WithoutEnd().Length;
        }
    }

    private static List<(TarEntry Entry, byte[] Content)> ReadAll(byte[] tar)
    {
        var reader = new TarStreamReader(new Unseekable(new MemoryStream(tar)));
        var result = new List<(TarEntry, byte[])>();
        while (reader.Read())
        {
            using var content = new MemoryStream();
            if (reader.Entry.StoredSize < 1 << 20) reader.Data.CopyTo(content);
            result.Add((reader.Entry, content.ToArray()));
        }
        return result;
    }

    private static string Octal(int number) => Convert.ToString(number, 8).PadLeft(11, '0') + "\0";

    private static byte[] Records(params (string Key, string Value)[] records) => Encoding.UTF8.GetBytes(string.Concat(records.Select(r =>
    {
        var rest = $" {r.Key}={r.Value}\n";
        var length = rest.Length + 2;
        return length + rest;
    })));
}
