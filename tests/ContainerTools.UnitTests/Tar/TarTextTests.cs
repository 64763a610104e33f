using System.Text;
using ContainerTools.Engine.Tar;

namespace ContainerTools.UnitTests.Tar;

public sealed class TarTextTests
{
    public static TheoryData<byte[], bool> Names() => new()
    {
        { "plain"u8.ToArray(), true },
        { Encoding.UTF8.GetBytes("größe/日本/🐳\uFFFD"), true },
        { [(byte)'a', 0xE4, (byte)'b'], false },
        { [0xFF, 0x80, 0xC3], false },
        { [0xF0, 0x9F, 0x90, (byte)'x'], false },
        { [0xED, 0xB0, 0x80], false },
        { [], true },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_of_any_bytes_comes_back_as_it_was(byte[] name, bool isText)
    {
        var text = TarText.Decode(name);
        Assert.Equal(name, TarText.Encode(text));
        Assert.Equal(isText, TarText.IsText(text));
    }

    [Fact]
    public void Names_that_differ_in_a_byte_stay_apart() => Assert.NotEqual(TarText.Decode([0xE4]), TarText.Decode([0xF6]));

    [Fact]
    public void The_reader_takes_names_as_bytes_and_knows_devices_attributes_and_the_end()
    {
        byte[] Number(string octal) => Encoding.ASCII.GetBytes(octal);
        var records = Encoding.UTF8.GetBytes("38 SCHILY.xattr.security.capability=x\n");
        var tar = new TarBytes()
            .Raw("x", 'x', Convert.ToString(records.Length, 8).PadLeft(11, '0'), records)
            .Raw("dev", '3', "0", change: header =>
            {
                header[0] = 0xE4;
                Number("0000005\0").CopyTo(header, 329);
                Number("0000021\0").CopyTo(header, 337);
            });
        var reader = new TarStreamReader(new MemoryStream(tar.End()));
        Assert.True(reader.Read());
        Assert.Equal([0xE4, (byte)'e', (byte)'v'], TarText.Encode(reader.Entry.Name));
        Assert.Equal((5, 17), reader.Entry.Device);
        Assert.Equal("x", Encoding.ASCII.GetString(reader.Entry.Attributes!["SCHILY.xattr.security.capability"]));
        Assert.False(reader.HasEnd);
        Assert.False(reader.Read());
        Assert.True(reader.HasEnd);

        var open = new TarStreamReader(new MemoryStream(new TarBytes().File("a", 1).WithoutEnd()));
        Assert.True(open.Read());
        Assert.False(open.Read());
        Assert.False(open.HasEnd);
    }
}
