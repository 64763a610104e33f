using System.Text;
using ContainerTools.Engine.Files;
using ContainerTools.UnitTests.Tar;

namespace ContainerTools.UnitTests.Files;

/// <summary>
/// Archives made by hand to write outside of where they are unpacked. What is refused is told by its name, what is not is unpacked,
/// and outside nothing changes, not even a time.
/// </summary>
public sealed class HostileArchiveTests
{
    /// <summary>What an archive tries, what of it is refused, and what lies in the destination then, besides what every archive ends with.</summary>
    private sealed record Attack(Action<TarBytes, ExtractionBench> Build, string Refused, string Left, Action<ExtractionBench>? Prepare = null);

    private static readonly Dictionary<string, Attack> Attacks = new()
    {
        ["a name that climbs"] = new((tar, _) => tar.File("../outside/new", "x"u8.ToArray()), "../outside/new", ""),
        ["a name that climbs over what is there"] = new((tar, _) => tar.File("../outside/secret", "x"u8.ToArray()), "../outside/secret", ""),
        ["a name that climbs in its middle"] = new((tar, _) => tar.Directory("a/").File("a/../../outside/new", "x"u8.ToArray()), "a/../../outside/new", "directory a"),
        ["a name that only seems to climb out"] = new((tar, _) => tar.File("a/../b", "x"u8.ToArray()), "a/../b", ""),
        ["a directory that climbs"] = new((tar, _) => tar.Directory("../outside/").File("../outside/new", 1), "../outside/|../outside/new", ""),
        ["nothing but a climb"] = new((tar, _) => tar.Directory("..").Directory("../"), "..|../", ""),
        ["an absolute name"] = new((tar, bench) => tar.File(bench.Outside + "/new", 1), "{outside}/new", ""),
        ["an absolute name with two slashes"] = new((tar, bench) => tar.File("/" + bench.Outside + "/new", 1), "/{outside}/new", ""),
        ["an absolute name in a long header"] = new((tar, bench) => Long(tar, 'L', bench.Outside + "/" + new string('n', 120)).Raw("harmless", '0', "0"), "{outside}/" + new string('n', 120), ""),
        ["another name in an extension"] = new((tar, _) => Extended(tar, "path=../outside/new").Raw("harmless", '0', "0"), "../outside/new", ""),
        ["a zero in a name"] = new((tar, _) => Extended(tar, "path=a\0/../../outside/new").Raw("harmless", '0', "0"), "a\0/../../outside/new", ""),
        ["a file through a link"] = new((tar, _) => tar.SymbolicLink("l", "../outside").File("l/new", 1).File("l/secret", 1), "l/new|l/secret", "link l -> ../outside"),
        ["a file through an absolute link"] = new((tar, bench) => tar.SymbolicLink("l", bench.Outside).File("l/secret", 1), "l/secret", "link l -> {outside}"),
        ["a file through two links"] = new((tar, _) => tar.SymbolicLink("a", "b").SymbolicLink("b", "../outside").File("a/new", 1).File("b/new", 1), "a/new|b/new", "link a -> b|link b -> ../outside"),
        ["a file through a link to a link that comes later"] = new((tar, _) => tar.SymbolicLink("a", "b/outside").File("a/new", 1).SymbolicLink("b", ".."), "a/new", "link a -> b/outside|link b -> .."),
        ["a directory over a link, then a file in it"] = new((tar, _) => tar.SymbolicLink("l", "../outside").Directory("l/").File("l/new", 1), "l/", "link l -> ../outside"),
        ["a file over a link to a file"] = new((tar, _) => tar.SymbolicLink("l", "../outside/secret").File("l", "mine"u8.ToArray()), "", "file l mine"),
        ["a link over a directory that is in use"] = new((tar, _) => Folder(tar, "d/").File("d/a", "a"u8.ToArray()).SymbolicLink("d", "../outside").File("d/secret", "b"u8.ToArray()), "d", "directory d|file d/a a|file d/secret b"),
        ["a link over a directory that was left"] = new((tar, _) => Folder(tar, "d/").File("e", ""u8.ToArray()).SymbolicLink("d", "../outside").File("d/b", "b"u8.ToArray()), "d", "directory d|file d/b b|file e "),
        ["a link that is swapped for a file and used as a directory"] = new((tar, _) => tar.SymbolicLink("x", "../outside").File("x", "x"u8.ToArray()).File("x/new", 1), "x/new", "file x x"),
        ["a link for the destination itself"] = new((tar, _) => tar.SymbolicLink("./", "../outside").SymbolicLink(".", "../outside").File("secret", "mine"u8.ToArray()), ".|./", "file secret mine"),
        ["a hard link that climbs"] = new((tar, _) => tar.HardLink("h", "../outside/secret").File("h", "mine"u8.ToArray()), "h", "file h mine"),
        ["an absolute hard link"] = new((tar, bench) => tar.HardLink("h", bench.Outside + "/secret"), "h", ""),
        ["a hard link through a link"] = new((tar, _) => tar.SymbolicLink("l", "../outside").HardLink("h", "l/secret"), "h", "link l -> ../outside"),
        ["a hard link to a link, then a file over it"] = new((tar, _) => tar.SymbolicLink("l", "../outside/secret").HardLink("h", "l").File("h", "mine"u8.ToArray()), "", "file h mine|link l -> ../outside/secret"),
        ["a hard link through a link that comes later"] = new((tar, _) => tar.HardLink("h", "l/secret").SymbolicLink("l", "../outside"), "h", "link l -> ../outside"),
        ["a hard link with a long target"] = new((tar, _) => Long(tar, 'K', string.Concat(Enumerable.Repeat("./", 60)) + "../outside/secret").Raw("h", '1', "0"), "h", ""),
        ["a hard link to itself"] = new((tar, _) => tar.File("f", "f"u8.ToArray()).HardLink("f", "./f").Raw("h", '1', "0"), "f|h", "file f f"),
        ["a hard link to what is not there"] = new((tar, _) => tar.HardLink("h", "none").HardLink("i", "none/none"), "h|i", ""),
        ["a hard link to a directory"] = new((tar, _) => tar.Directory("d/").HardLink("h", "d"), "h", "directory d"),
        ["devices"] = new((tar, _) => tar.Raw("c", '3', "0").Raw("b", '4', "0"), "c|b", ""),
        ["a kind that nobody knows"] = new((tar, _) => tar.Raw("v", 'V', "0").Raw("m", 'M', "0"), "v|m", ""),
        ["a sparse file in GNU's form"] = new((tar, _) => tar.Raw("s", 'S', "0000000\0", change: header => Encoding.ASCII.GetBytes("00000001000\0").CopyTo(header, 483)), "s", ""),
        ["a name without a name"] = new((tar, _) => tar.Raw("", '0', "0").Raw("./.", '0', "0"), "|./.", ""),
        ["a name that is too long"] = new((tar, _) => tar.File(new string('n', 300), 1).File("d/" + new string('m', 300), 1), new string('n', 300) + "|d/" + new string('m', 300), "directory d"),
        ["a path that is too deep"] = new((tar, _) => tar.File(string.Concat(Enumerable.Repeat("d/", 1200)) + "f", 1), string.Concat(Enumerable.Repeat("d/", 1200)) + "f", ""),
        ["a link without a target"] = new((tar, _) => tar.Raw("l", '2', "0"), "l", ""),
        ["a file over a directory, and a directory over a file"] = new((tar, _) => tar.Directory("d/").File("d", 1).File("f", "f"u8.ToArray()).Directory("f/").File("f/x", 1), "d|f/", "directory d|file f f"),
        ["a link that was in the destination"] = new(
            (tar, _) => tar.File("l/new", 1).Directory("l/").File("m", "mine"u8.ToArray()), "l/new|l/", "file m mine|link l -> ../outside",
            bench => { File.CreateSymbolicLink(bench.At("l"), "../outside"); File.CreateSymbolicLink(bench.At("m"), "../outside/secret"); }),
        ["a hard link over what was in the destination"] = new(
            (tar, _) => tar.File("f", "f"u8.ToArray()).HardLink("l", "f"), "", "file f f|file l f", bench => File.CreateSymbolicLink(bench.At("l"), "../outside/secret")),
        ["other cases of a letter"] = new((tar, _) => tar.SymbolicLink("Link", "../outside").File("LINK", "1"u8.ToArray()).SymbolicLink("ſ", "../outside").File("S", "2"u8.ToArray()), "", "file LINK 1|file S 2|link Link -> ../outside|link ſ -> ../outside"),
        ["a time that is none"] = new((tar, _) => tar.Raw("f", '0', "0", change: header => new byte[] { 0x80, 0, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }.CopyTo(header, 136)), "", "file f "),
    };

    public static TheoryData<string, bool> All() => Data(Attacks.Keys);

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_is_written_outside_what_is_refused_is_named_and_the_rest_is_there(string name, bool portable)
    {
        var attack = Attacks[name];
        using var bench = new ExtractionBench();
        attack.Prepare?.Invoke(bench);
        var tar = new TarBytes();
        attack.Build(tar, bench);
        bench.Unpack(tar.File("good", "good"u8.ToArray()).End(), portable);
        string[] Lines(string text) => text.Length == 0 && !text.Contains('|', StringComparison.Ordinal) ? [] : text.Replace("{outside}", bench.Outside, StringComparison.Ordinal).Split('|');
        Assert.Equal(Lines(attack.Refused).Order(StringComparer.Ordinal), bench.Refused.Select(r => r.Entry).Order(StringComparer.Ordinal));
        Assert.Equal([.. Lines(attack.Left).Append("file good good").Order(StringComparer.Ordinal)], bench.Content());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_archive_that_breaks_off_leaves_no_part_of_a_file_and_what_was_there_as_it_was(bool portable)
    {
        using var bench = new ExtractionBench();
        File.WriteAllText(bench.At("old"), "old");
        var tar = new TarBytes().Directory("d/").File("whole", "whole"u8.ToArray()).Raw("old", '0', "00010000000\0", new byte[1000]).WithoutEnd();
        Assert.False(Assert.Throws<ExtractionFailure>(() => bench.Unpack(tar, portable)).IsLocal);
        Assert.Equal(["directory d", "file old old", "file whole whole"], bench.Content());
    }

    [Fact]
    public void A_folder_that_is_swapped_for_a_link_meanwhile_leads_nowhere_else()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs names that are looked up in an open folder");
        using var bench = new ExtractionBench();
        void Swap()
        {
            Directory.Move(bench.At("d"), bench.At("moved"));
            Directory.CreateSymbolicLink(bench.At("d"), bench.Outside);
        }

        // What is open stays what it is, and what is opened again is a link by then.
        bench.Unpack(Folder(new TarBytes(), "d/").File("d/a", "a"u8.ToArray()).File("d/secret", "b"u8.ToArray()).File("e", "e"u8.ToArray()).File("d/secret", "c"u8.ToArray()).End(), after: "d/a", then: Swap);
        Assert.Equal(["d/secret"], bench.Refused.Select(r => r.Entry));
        Assert.Equal(["directory moved", "file e e", "file moved/a a", "file moved/secret b", $"link d -> {bench.Outside}"], bench.Content());
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("9999999999999\0")]
    [InlineData("00000000009\0")]
    public void A_size_that_is_none_ends_the_archive(string size)
    {
        using var bench = new ExtractionBench();
        Assert.Throws<InvalidDataException>(() => bench.Unpack(new TarBytes().File("before", "1"u8.ToArray()).Raw("f", '0', size, change: header => { if (size == "-1") Array.Fill(header, (byte)0xFF, 124, 12); }).End()));
        Assert.Equal(["file before 1"], bench.Content());
    }

    [Fact]
    public void Of_one_file_only_that_is_taken_and_it_gets_the_name_that_was_asked_for()
    {
        using var bench = new ExtractionBench();
        bench.Unpack(new TarBytes().File("other", 1).File("asked", "mine"u8.ToArray()).File("asked/more", 1).Directory("../").File("../outside/secret", 1).End(), name: "given", oneFile: "asked");
        Assert.Equal(["file given mine"], bench.Content());
        Assert.Equal(["other", "asked/more", "../", "../outside/secret"], bench.Refused.Select(r => r.Entry));
    }

    [Theory]
    [InlineData("a\\..\\..\\b", false)]
    [InlineData("C:", false)]
    [InlineData("C:/x", false)]
    [InlineData("file:stream", false)]
    [InlineData("dir./x", false)]
    [InlineData("name ", false)]
    [InlineData("nul", false)]
    [InlineData("d/CON.txt", false)]
    [InlineData("com1", false)]
    [InlineData("LPT\u00b9.x", false)]
    [InlineData("CONIN$", false)]
    [InlineData("tab\t", false)]
    [InlineData("what?", false)]
    [InlineData("a/normal.file", true)]
    [InlineData("console/common.com", true)]
    [InlineData("größe/日本", true)]
    public void On_Windows_names_are_refused_that_mean_something_else_there(string name, bool good)
    {
        if (good) Assert.Equal(name.Split('/'), ExtractionName.Parts(name, windows: true, anyBytes: false));
        else Assert.Throws<ExtractionRefusal>(() => ExtractionName.Parts(name, windows: true, anyBytes: false));
        Assert.Equal(name.Split('/'), ExtractionName.Parts(name, windows: false, anyBytes: false));
    }

    private static TheoryData<string, bool> Data(IEnumerable<string> names)
    {
        var data = new TheoryData<string, bool>();
        foreach (var name in names)
        {
            data.Add(name, false);
            data.Add(name, true);
        }
        return data;
    }

    /// <summary>A folder that may be written into, even by those who are not root.</summary>
    private static TarBytes Folder(TarBytes tar, string name) => tar.Raw(name, '5', "0", change: header => Encoding.ASCII.GetBytes("0000755").CopyTo(header, 100));

    private static TarBytes Long(TarBytes tar, char kind, string text) => tar.Raw("././@LongLink", kind, Octal(Encoding.UTF8.GetByteCount(text) + 1), [.. Encoding.UTF8.GetBytes(text), 0]);

    private static TarBytes Extended(TarBytes tar, string record)
    {
        var length = record.Length + 3;
        length += length.ToString(System.Globalization.CultureInfo.InvariantCulture).Length - 1;
        var bytes = Encoding.UTF8.GetBytes($"{length} {record}\n");
        Assert.Equal(length, bytes.Length);
        return tar.Raw("PaxHeaders", 'x', Octal(bytes.Length), bytes);
    }

    private static string Octal(int number) => Convert.ToString(number, 8).PadLeft(11, '0') + "\0";
}
