using System.Text;
using ContainerTools.Engine.Streams;

namespace ContainerTools.UnitTests.Engine.Streams;

public sealed class LineBufferTests
{
    private static List<string> Lines(byte[] bytes, int size, bool trim = false)
    {
        var (lines, buffer) = (new List<string>(), new LineBuffer(trim));
        for (var i = 0; i < bytes.Length; i += size) buffer.Append(bytes.AsSpan(i, Math.Min(size, bytes.Length - i)), lines.Add);
        if (buffer.HasPending) buffer.Flush(lines.Add);
        return lines;
    }

    [Fact]
    public void Characters_and_lines_survive_every_cut()
    {
        var bytes = Encoding.UTF8.GetBytes("a\n\nzwölf €uro 🐳\r\nno end");
        for (var size = 1; size <= bytes.Length; size++)
        {
            Assert.Equal(["a", "", "zwölf €uro 🐳", "no end"], Lines(bytes, size, trim: true));
            Assert.Equal("zwölf €uro 🐳\r", Lines(bytes, size)[2]);
        }
    }

    [Fact]
    public void Bytes_that_are_no_text_are_shown_as_such() => Assert.Equal(["a\uFFFDb", "c"], Lines([(byte)'a', 0xff, (byte)'b', (byte)'\n', (byte)'c'], 2));

    [Fact]
    public void A_line_of_megabytes_is_one_line()
    {
        var text = new string('x', 16_000_000);
        Assert.Equal([text, "y"], Lines(Encoding.UTF8.GetBytes(text + "\ny"), 100_000));
    }
}
