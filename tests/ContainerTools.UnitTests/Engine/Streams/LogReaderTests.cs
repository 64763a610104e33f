using System.Globalization;
using System.Text;
using ContainerTools.Engine;
using ContainerTools.Engine.Streams;

namespace ContainerTools.UnitTests.Engine.Streams;

public sealed class LogReaderTests
{
    private const string First = "2026-11-24T03:28:42.123456789Z ";
    private const string Second = "2026-11-24T03:28:42.223456789Z ";
    private const string Third = "2026-11-24T03:28:42.323456789Z ";

    private static readonly ContainerTarget Target = MakeTarget();

    private static ContainerTarget MakeTarget()
    {
        var endpoint = EndpointResolver.Resolve(null, "unix:///nowhere.sock", _ => null);
        return new ContainerTarget(new ContainerReference("web"), EngineConnection.For(endpoint), endpoint, new string('a', 64), "web");
    }

    private static List<ContainerLogEntry> Read(Stream stream, bool tty = false, bool details = false)
    {
        var result = new List<ContainerLogEntry>();
        new LogReader(line => line.Of(Target), tty, details).Run(stream, entries => result.AddRange(entries.Cast<ContainerLogEntry>()));
        return result;
    }

    [Fact]
    public void Entries_carry_time_stream_text_and_container()
    {
        var bytes = Frames.Join(Frames.Frame(1, First + "hello\n"), Frames.Frame(2, Second + "oh\r\n"), Frames.Frame(1, Third + "\n"));
        for (var size = 1; size <= bytes.Length; size++)
        {
            var entries = Read(new PieceStream(bytes, size));
            Assert.Equal(["hello", "oh\r", ""], entries.Select(e => e.Message));
            Assert.Equal([ContainerOutputStream.StdOut, ContainerOutputStream.StdErr, ContainerOutputStream.StdOut], entries.Select(e => e.Stream));
            Assert.Equal(DateTimeOffset.Parse("2026-11-24T03:28:42.1234567Z", CultureInfo.InvariantCulture), entries[0].Timestamp);
            Assert.Equal(("web", new string('a', 64)), (entries[0].Container, entries[0].ContainerId));
        }
    }

    [Theory]
    [InlineData(16_383)]
    [InlineData(16_384)]
    [InlineData(16_385)]
    [InlineData(40_000)]
    public void A_long_line_loses_the_times_of_its_fragments(int length)
    {
        var text = new string('x', length);
        var fragments = text.Chunk(16_384).Select(c => new string(c)).ToList();
        var times = new[] { First, Second, Third };
        var framed = fragments.Select((f, i) => Frames.Frame(1, times[i] + f + (i == fragments.Count - 1 ? "\n" : ""))).Append(Frames.Frame(1, Third + "next\n"));
        var raw = string.Concat(fragments.Select((f, i) => times[i] + f)) + "\r\n" + Third + "next\r\n";

        foreach (var entries in new[] { Read(new MemoryStream(Frames.Join([.. framed]))), Read(new PieceStream(Encoding.UTF8.GetBytes(raw), 5000), tty: true) })
        {
            Assert.Equal([text, "next"], entries.Select(e => e.Message));
            Assert.Equal(DateTimeOffset.Parse("2026-11-24T03:28:42.1234567Z", CultureInfo.InvariantCulture), entries[0].Timestamp);
        }
    }

    [Fact]
    public void A_terminals_line_end_that_a_fragment_cuts_is_taken_off()
    {
        var text = new string('x', 16_383);
        var raw = First + text + "\r" + Second + "\n" + Third + "next\r\n";
        Assert.Equal([text, "next"], Read(new MemoryStream(Encoding.UTF8.GetBytes(raw)), tty: true).Select(e => e.Message));
    }

    [Fact]
    public void Outputs_that_interleave_within_a_line_stay_apart()
    {
        var stream = new MemoryStream(Frames.Join(Frames.Frame(1, First + "one "), Frames.Frame(2, Second + "err\n"), Frames.Frame(1, Third + "two\n")));
        Assert.Equal(["err", "one two"], Read(stream).Select(e => e.Message));
    }

    [Fact]
    public void A_last_line_without_an_end_is_delivered_even_when_the_stream_breaks()
    {
        var entries = new List<ContainerLogEntry>();
        var stream = new MemoryStream(Frames.Join(Frames.Frame(1, First + "whole\n"), Frames.Frame(1, Second + "half"), Frames.Frame(7, "?")));
        Assert.Throws<EngineException>(() => new LogReader(line => line.Of(Target), tty: false, details: false).Run(stream, e => entries.AddRange(e.Cast<ContainerLogEntry>())));
        Assert.Equal(["whole", "half"], entries.Select(e => e.Message));
    }

    [Fact]
    public void Details_are_decoded()
    {
        var entry = Assert.Single(Read(new MemoryStream(Frames.Frame(1, First + "env=a%3Db,label=x+y hello world\n")), details: true));
        Assert.Equal("hello world", entry.Message);
        Assert.Equal(new Dictionary<string, string> { ["env"] = "a=b", ["label"] = "x y" }, entry.Details);
    }

    [Fact]
    public void Characters_that_a_frame_cuts_are_whole()
    {
        var text = Encoding.UTF8.GetBytes("🐳");
        var stream = new MemoryStream(Frames.Join(Frames.Frame(1, [.. Encoding.UTF8.GetBytes(First), .. text[..2]]), Frames.Frame(1, [.. Encoding.UTF8.GetBytes(Second), .. text[2..], (byte)'\n'])));
        Assert.Equal("🐳", Assert.Single(Read(stream)).Message);
    }
}
