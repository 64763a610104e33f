using System.Text;
using ContainerTools.Engine;
using ContainerTools.Engine.Streams;

namespace ContainerTools.UnitTests.Engine.Streams;

public sealed class FrameReaderTests
{
    private static List<(ContainerOutputStream Kind, string Text)> ReadAll(Stream stream)
    {
        var result = new List<(ContainerOutputStream, string)>();
        var reader = new FrameReader(stream);
        while (reader.Read(out var piece)) result.Add((reader.Kind, Encoding.UTF8.GetString(piece)));
        return result;
    }

    [Fact]
    public void Frames_are_the_same_wherever_the_network_cuts_them()
    {
        var bytes = Frames.Join(Frames.Frame(1, "out\n"), Frames.Frame(2, "err ü\n"), Frames.Frame(1, ""), Frames.Frame(0, "last"));
        for (var size = 1; size <= bytes.Length; size++)
        {
            Assert.Equal(
                [(ContainerOutputStream.StdOut, "out\n"), (ContainerOutputStream.StdErr, "err ü\n"), (ContainerOutputStream.StdOut, ""), (ContainerOutputStream.StdOut, "last")],
                ReadAll(new PieceStream(bytes, size)));
        }
    }

    [Fact]
    public void A_stream_cut_at_any_byte_gives_what_came()
    {
        var bytes = Frames.Join(Frames.Frame(1, "first\n"), Frames.Frame(2, "second\n"));
        for (var length = 0; length < bytes.Length; length++)
        {
            var text = string.Concat(ReadAll(new MemoryStream(bytes, 0, length)).Select(f => f.Text));
            var expected = length <= 8 ? "" : length <= 14 + 8 ? "first\n"[..Math.Min(6, length - 8)] : "first\n" + "second\n"[..(length - 22)];
            Assert.Equal(expected, text);
        }
    }

    [Theory]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(16_000_000)]
    public void A_large_frame_comes_whole_in_pieces(int length)
    {
        var payload = new byte[length];
        new Random(3).NextBytes(payload);
        var reader = new FrameReader(new PieceStream(Frames.Join(Frames.Frame(1, payload), Frames.Frame(2, "next")), 10_007));
        var got = new MemoryStream();
        var starts = 0;
        while (reader.Read(out var piece) && reader.Kind == ContainerOutputStream.StdOut)
        {
            if (reader.IsFrameStart) starts++;
            got.Write(piece);
        }
        Assert.Equal(payload, got.ToArray());
        Assert.Equal(1, starts);
        Assert.True(reader.IsFrameStart);
    }

    [Fact]
    public void A_frame_of_type_3_is_the_engines_error()
    {
        var reader = new FrameReader(new MemoryStream(Frames.Join(Frames.Frame(1, "before\n"), Frames.Frame(3, "the disk is gone\n"))));
        Assert.True(reader.Read(out _));
        var error = Assert.Throws<EngineException>(() => reader.Read(out _));
        Assert.Equal("EngineStreamError", error.ErrorId);
        Assert.Contains("the disk is gone", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_type_is_refused()
    {
        var reader = new FrameReader(new MemoryStream(Frames.Frame(9, "x")));
        Assert.Equal("EngineStreamInvalid", Assert.Throws<EngineException>(() => reader.Read(out _)).ErrorId);
    }
}
