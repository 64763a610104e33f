using System.Text;
using ContainerTools.Engine;
using ContainerTools.Engine.Build;

namespace ContainerTools.UnitTests.Build;

public class BuildTextTests
{
    private const string Sample = "FROM ünïcode\n";

    public static TheoryData<byte[]> Foreign => new(
        [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Sample)],
        [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Sample)],
        [.. Encoding.UTF32.Preamble, .. Encoding.UTF32.GetBytes(Sample)],
        Encoding.Unicode.GetBytes(Sample),
        Encoding.BigEndianUnicode.GetBytes(Sample));

    [Theory]
    [MemberData(nameof(Foreign))]
    public void Utf16_and_utf32_are_recognised_and_converted(byte[] bytes)
    {
        var text = BuildText.Decode(bytes, "Dockerfile");
        Assert.Equal(Sample, text.Text);
        Assert.Equal(Encoding.UTF8.GetBytes(Sample), text.Converted);
    }

    [Fact]
    public void Utf8_is_sent_as_it_is_and_read_without_its_mark()
    {
        var text = BuildText.Decode([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Sample)], "Dockerfile");
        Assert.Equal(Sample, text.Text);
        Assert.Null(text.Converted);
        // docker takes any bytes in comments.
        Assert.Null(BuildText.Decode([(byte)'#', 0xE9, (byte)'\n'], "Dockerfile").Converted);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'a' })]
    [InlineData(new byte[] { 0x7F, (byte)'E', (byte)'L', (byte)'F', 0, 0, 0 })]
    public void What_is_no_text_is_refused_by_name(byte[] bytes)
    {
        var failure = Assert.Throws<EngineException>(() => BuildText.Decode(bytes, "my.dockerfile"));
        Assert.Equal("BuildFileNotText", failure.ErrorId);
        Assert.Contains("my.dockerfile", failure.Message, StringComparison.Ordinal);
    }
}
