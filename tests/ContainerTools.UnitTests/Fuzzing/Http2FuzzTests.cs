using System.Buffers.Binary;
using ContainerTools.Engine.Build.Session;
using ContainerTools.Engine.Http2;
using ContainerTools.UnitTests.Engine.Http2;
using ContainerTools.UnitTests.Engine.Streams;
using CsCheck;

namespace ContainerTools.UnitTests.Fuzzing;

/// <summary>What an engine sends in a session: any bytes end in frames and header fields or in the one error that they may end in.</summary>
public sealed class Http2FuzzTests
{
    private const int LongestList = 1000;

    private static readonly Gen<string> Text = Gen.OneOf(Gen.Const(":path"), Gen.Const("grpc-timeout"), Gen.Char['!', '~'].Array[0, 30].Select(c => new string(c)), Gen.Char['\0', 'ÿ'].Array[0, 30].Select(c => new string(c)));

    private static readonly Gen<Http2Header[]> Fields = Gen.Select(Text, Text, (name, value) => new Http2Header(name, value)).Array[0, 8];

    /// <summary>Fields that the table keeps, ones that it does not, ones of the table by number, other sizes of it, and anything.</summary>
    private static readonly Gen<byte[]> Block = Gen.OneOf(
        Gen.Select(Fields, Gen.OneOf<byte>(0x00, 0x10, 0x40), (fields, form) => fields.SelectMany(field =>
        {
            var bytes = HpackEncoder.Encode([field]);
            bytes[0] = form;
            return bytes;
        }).ToArray()),
        Gen.Byte[0x80, 0xFF].Array[0, 8],
        Gen.Byte[0x20, 0x3F].Array[0, 3],
        Gen.Byte.Array[0, 8].Select(bytes => (byte[])[0x40, 0x01, 0x61, (byte)(0x80 | bytes.Length), .. bytes]),
        Gen.Byte.Array[0, 30]);

    private static readonly Gen<byte[]> Frame = Gen.Select(Gen.Int[0, 11], Gen.Byte, Gen.OneOf(0, 1, 2, 3, 5, int.MaxValue, -1), Gen.OneOf(Block, Gen.OneOf(4, 5, 6, 8).SelectMany(length => Gen.Byte.Array[length])),
        (type, flags, stream, payload) => Http2Client.Frame((Http2FrameType)type, flags, stream, payload));

    [Fact]
    public void Header_fields() => Fuzz.Each(Fuzz.Damaged(Block).Array[1, 5], blocks =>
    {
        var decoder = new HpackDecoder(LongestList);
        try
        {
            foreach (var block in blocks) Assert.True(decoder.Decode(block).Sum(field => field.Size) <= LongestList, "more than allowed");
        }
        catch (Http2Exception e)
        {
            Assert.True(e.Error is Http2Error.Compression or Http2Error.EnhanceYourCalm, e.Message);
        }
    });

    [Fact]
    public void Header_fields_come_out_as_they_went_in() => Fuzz.Each(Fields, fields => Assert.Equal(fields, new HpackDecoder(int.MaxValue).Decode(HpackEncoder.Encode(fields))));

    [Fact]
    public void Frames() => Fuzz.Each(Gen.Select(Fuzz.Damaged(Frame.Array[0, 8].Select(frames => frames.SelectMany(f => f).ToArray())), Gen.Int[1, 40]), input =>
    {
        var (bytes, piece) = input;
        var reader = new Http2FrameReader(new PieceStream(bytes, piece));
        var total = 0;
        try
        {
            while (reader.Read(out var frame)) total += Http2Frame.HeadLength + frame.Payload.Length;
        }
        catch (Exception e) when (e is Http2Exception or EndOfStreamException)
        {
            // Too long, or cut off.
        }
        Assert.True(total <= bytes.Length, "more than there was");
    });

    [Fact]
    public void Connections() => Fuzz.Each(Gen.Select(Fuzz.Damaged(Frame.Array[0, 12].Select(frames => frames.SelectMany(f => f).ToArray())), Gen.Int[1, 200]), input =>
    {
        byte[] start = [.. Http2FrameReader.Preface, .. Http2Client.Frame(Http2FrameType.Settings, 0, 0, [])];
        var written = 0L;
        try
        {
            new Http2Connection(new PieceStream([.. start, .. input.Item1], input.Item2), bytes => Interlocked.Add(ref written, bytes.Length), Serve).Run(default);
        }
        catch (Exception e) when (e is Http2Exception or EndOfStreamException)
        {
            // Against the rules, or cut off.
        }
        // Not much more is sent than has come: settings, and an answer to each of the smallest frames.
        Assert.True(Interlocked.Read(ref written) <= 60 + 20L * (start.Length + input.Item1.Length));
    });

    [Fact]
    public void Questions_to_an_agent_come_out_whole_in_whatever_pieces_they_come() => Fuzz.Each(Gen.Select(Gen.Byte.Array[1, 50].Array[0, 8], Gen.Int[1, 60].Array[1, 5]), input =>
    {
        var (messages, sizes) = input;
        byte[] all = [.. messages.SelectMany(message => (byte[])[.. Http2Client.Number(message.Length), .. message])];
        var questions = new SshQuestions();
        var found = new List<byte>();
        for (var (at, i) = (0, 0); at < all.Length; i++)
        {
            var size = Math.Min(sizes[i % sizes.Length], all.Length - at);
            questions.Append(all.AsSpan(at, size));
            at += size;
            for (var next = questions.Next(); next.Length > 0; next = questions.Next())
            {
                Assert.Equal(next.Length - 4, BinaryPrimitives.ReadInt32BigEndian(next.Span));
                found.AddRange(next.ToArray());
            }
        }
        Assert.Equal(all, found);
    });

    private static async Task Serve(Http2Stream stream, CancellationToken token)
    {
        var buffer = new byte[100];
        while (await stream.ReadAsync(buffer, token) > 0) stream.Header(":path");
        stream.WriteHeaders([new(":status", "200")], isEnd: true);
    }
}
