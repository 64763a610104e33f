using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using ContainerTools.Engine;
using ContainerTools.Engine.Streams;
using ContainerTools.UnitTests.Engine.Streams;
using CsCheck;
using StreamFrames = ContainerTools.UnitTests.Engine.Streams.Frames;

namespace ContainerTools.UnitTests.Fuzzing;

/// <summary>What comes over a connection: any bytes end in output or in the one error that they may end in.</summary>
public sealed class StreamFuzzTests
{
    private static readonly Gen<byte[]> Payload = Gen.OneOf(
        Gen.Byte.Array[0, 40], Gen.Const("2026-01-02T03:04:05.000000006Z line\n"u8.ToArray()), Gen.Const("größe 日本\n"u8.ToArray()), Gen.Const("2026-01-02T03:04:05Z a=b,c=%41 x"u8.ToArray()));

    private static readonly Gen<byte[]> GoodFrame = Gen.Select(Gen.Byte[0, 2], Payload, (type, payload) => StreamFrames.Frame(type, payload));

    private static readonly Gen<byte[]> AnyFrame = Gen.Frequency(
        (8, GoodFrame),
        (1, Gen.Byte.Array[0, 20]),
        (1, Gen.Select(Gen.Byte, Gen.UInt, Payload, (type, size, payload) =>
        {
            var frame = StreamFrames.Frame(type, payload);
            BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(4), size);
            return frame;
        })));

    private static readonly ContainerTarget Target = MakeTarget();

    private static ContainerTarget MakeTarget()
    {
        var endpoint = EndpointResolver.Resolve(null, "unix:///nowhere.sock", _ => null);
        return new ContainerTarget(new ContainerReference("web"), EngineConnection.For(endpoint), endpoint, new string('a', 64), "web");
    }

    private static Gen<(byte[] Bytes, int Piece)> InPieces(Gen<byte[]> bytes) => Gen.Select(bytes, Gen.Int[1, 40]);

    [Fact]
    public void Frames() => Fuzz.Each(InPieces(Fuzz.Damaged(AnyFrame.Array[0, 8].Select(f => StreamFrames.Join(f)))), input =>
    {
        var reader = new FrameReader(new PieceStream(input.Bytes, input.Piece));
        var (total, pieces) = (0L, 0);
        Refused(() =>
        {
            while (reader.Read(out var piece))
            {
                total += piece.Length;
                Assert.True(++pieces <= input.Bytes.Length / 8 + 1, "more pieces than there can be frames");
            }
        }, "EngineStreamError", "EngineStreamInvalid");
        Assert.True(total <= input.Bytes.Length);
    });

    [Fact]
    public void Good_frames_come_out_as_they_went_in() => Fuzz.Each(InPieces(GoodFrame.Array[0, 8].Select(f => StreamFrames.Join(f))), input =>
    {
        using var output = new MemoryStream();
        var reader = new FrameReader(new PieceStream(input.Bytes, input.Piece));
        while (reader.Read(out var piece)) output.Write(StreamFrames.Frame(reader.Kind == ContainerOutputStream.StdErr ? (byte)2 : (byte)1, piece));
        var sent = (byte[])input.Bytes.Clone();
        for (var i = 0; i < sent.Length; i += 8 + (int)BinaryPrimitives.ReadUInt32BigEndian(sent.AsSpan(i + 4))) sent[i] = Math.Max((byte)1, sent[i]);
        Assert.Equal(sent, output.ToArray());
    });

    [Fact]
    public void Logs() => Fuzz.Each(Gen.Select(Fuzz.Damaged(AnyFrame.Array[0, 8].Select(f => StreamFrames.Join(f))), Gen.Int[1, 40], Gen.Bool, Gen.Bool), input =>
    {
        var (bytes, piece, tty, details) = input;
        var lines = 0;
        Refused(() => new LogReader(line => line.Of(Target), tty, details).Run(new PieceStream(bytes, piece), batch => lines += batch.Count), "EngineStreamError", "EngineStreamInvalid");
        Assert.True(lines <= bytes.Length + 2);
    });

    [Fact]
    public void JSON_streams()
    {
        var token = Fuzz.Text(30, "{", "}", "[", "]", "\"", ":", ",", "1", "-", ".", "e", "true", "null", " ", "\n", "\u001e", "\\", "\\u00", "ü", "\"a\":", "{}", "{\"errorDetail\":{\"message\":\"x\"}}");
        Fuzz.Each(InPieces(Gen.OneOf(token.Select(Encoding.UTF8.GetBytes), Gen.Byte.Array[0, 30])), input =>
        {
            try
            {
                Read(input.Bytes, input.Piece);
            }
            catch (JsonException)
            {
                // What is no JSON may be refused in this way and no other.
            }
        });
    }

    [Fact]
    public void Values_in_a_JSON_stream_come_out_as_they_went_in()
    {
        var value = Gen.OneOf(Gen.Const("{}"), Gen.Int.Select(i => $$"""{"a":{{i}},"b":[null,true,"x\"\\"]}"""), Gen.String.Select(s => JsonSerializer.Serialize(new { text = s })));
        Fuzz.Each(Gen.Select(value.Array[0, 6], Gen.OneOf("", "\n", "\r\n", "\u001e", " "), Gen.Int[1, 40]), input =>
        {
            var (values, between, piece) = input;
            Assert.Equal(values, Read(Encoding.UTF8.GetBytes(string.Join(between, values)), piece).Select(json => json.GetRawText()));
        });
    }

    private static List<JsonElement> Read(byte[] bytes, int piece) => [.. JsonStreamReader.ReadAsync(new PieceStream(bytes, piece)).ToBlockingEnumerable()];

    private static void Refused(Action parse, params string[] ids)
    {
        try
        {
            parse();
        }
        catch (EngineException e)
        {
            Assert.Contains(e.ErrorId, ids);
        }
    }
}
