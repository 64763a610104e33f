using System.Buffers;
using System.Text;

namespace ContainerTools.Engine.Streams;

/// <summary>
/// Makes entries of a log that the engine sends with a time before every message. A line of more than 16 KiB is logged in
/// fragments, and each comes with a time of its own: the entry has the first one's, and the others are taken out.
/// </summary>
/// <param name="entry">Makes what reaches the pipeline of a line.</param>
/// <param name="tty">Whether the log is that of a terminal.</param>
/// <param name="details">Whether details come with every message.</param>
internal sealed class LogReader(Func<LogLine, object> entry, bool tty, bool details)
{
    /// <summary>The engine's limit for one message; a longer line goes on in the next.</summary>
    private const int FragmentLength = 16 * 1024;

    private readonly Half stdout = new();
    private readonly Half stderr = new();
    private List<object> batch = [];

    /// <summary>Reads to the end and hands out what has come whenever reading on would block.</summary>
    public void Run(Stream stream, Action<IReadOnlyList<object>> write)
    {
        try
        {
            if (tty) ReadRaw(stream, write);
            else ReadFrames(stream, write);
        }
        finally
        {
            // What arrived is delivered, whatever ended the stream.
            foreach (var (half, kind) in new[] { (stdout, ContainerOutputStream.StdOut), (stderr, ContainerOutputStream.StdErr) })
            {
                if (half.Started) Complete(half, kind);
            }
            Deliver(write);
        }
    }

    private void ReadFrames(Stream stream, Action<IReadOnlyList<object>> write)
    {
        var frames = new FrameReader(stream);
        while (frames.Read(out var piece))
        {
            var half = frames.Kind == ContainerOutputStream.StdErr ? stderr : stdout;
            if (frames.IsFrameStart) piece = half.Begin(piece, details);
            while (piece.IndexOf((byte)'\n') is var cut and >= 0)
            {
                Add(half, frames.Kind, piece[..cut]);
                piece = piece[(cut + 1)..];
            }
            half.Append(piece);
            if (!frames.HasMore) Deliver(write);
        }
    }

    /// <summary>
    /// A terminal's log has no frames. A fragment is told by its place: where exactly 16 KiB of a line have come and a time
    /// follows, the engine has written that time.
    /// </summary>
    private void ReadRaw(Stream stream, Action<IReadOnlyList<object>> write)
    {
        var buffer = new byte[64 * 1024];
        var line = new ArrayBufferWriter<byte>();
        int count;
        while ((count = stream.Read(buffer)) > 0)
        {
            var piece = buffer.AsSpan(0, count);
            while (piece.IndexOf((byte)'\n') is var cut and >= 0)
            {
                line.Write(piece[..cut]);
                CompleteRaw(line.WrittenSpan);
                line.ResetWrittenCount();
                piece = piece[(cut + 1)..];
            }
            line.Write(piece);
            Deliver(write);
        }
        if (line.WrittenCount > 0) CompleteRaw(line.WrittenSpan);
    }

    private void CompleteRaw(ReadOnlySpan<byte> line)
    {
        var text = stdout.Begin(line, details);
        while (text.Length > FragmentLength && Half.HasTime(text[FragmentLength..]))
        {
            stdout.Append(text[..FragmentLength]);
            text = stdout.Begin(text[FragmentLength..], details);
        }
        Add(stdout, ContainerOutputStream.StdOut, text);
    }

    private void Add(Half half, ContainerOutputStream kind, ReadOnlySpan<byte> rest)
    {
        if (half.IsEmpty)
        {
            batch.Add(Entry(half, kind, Decode(rest)));
            half.Reset();
        }
        else
        {
            half.Append(rest);
            Complete(half, kind);
        }
    }

    private void Complete(Half half, ContainerOutputStream kind)
    {
        batch.Add(Entry(half, kind, Decode(half.Bytes)));
        half.Reset();
    }

    /// <summary>A terminal ends its lines with CR LF; the two may come in different fragments.</summary>
    private string Decode(ReadOnlySpan<byte> line) => Encoding.UTF8.GetString(tty && line is [.., (byte)'\r'] ? line[..^1] : line);

    private object Entry(Half half, ContainerOutputStream kind, string message) => entry(new LogLine(half.Time, kind, message, half.Details));

    private void Deliver(Action<IReadOnlyList<object>> write)
    {
        if (batch.Count == 0) return;
        write(batch);
        batch = new List<object>(batch.Count);
    }

    /// <summary>The line that is being put together of one output.</summary>
    private sealed class Half
    {
        private readonly ArrayBufferWriter<byte> pending = new(256);

        public DateTimeOffset? Time { get; private set; }

        public Dictionary<string, string>? Details { get; private set; }

        /// <summary>Whether a line has begun that no LF has ended.</summary>
        public bool Started { get; private set; }

        public bool IsEmpty => pending.WrittenCount == 0;

        /// <summary>Takes off what the engine puts before a message: the time and, if asked for, the details.</summary>
        public ReadOnlySpan<byte> Begin(ReadOnlySpan<byte> message, bool hasDetails)
        {
            DateTimeOffset? time = null;
            var rest = message;
            if (message.IndexOf((byte)' ') is var cut and > 0 && Timestamp.TryParse(message[..cut], out var parsed))
            {
                time = parsed;
                rest = message[(cut + 1)..];
            }
            Dictionary<string, string>? found = null;
            if (hasDetails && time is not null)
            {
                var space = rest.IndexOf((byte)' ');
                found = Parse(Encoding.UTF8.GetString(space < 0 ? rest : rest[..space]));
                rest = space < 0 ? default : rest[(space + 1)..];
            }
            if (!Started) (Time, Details) = (time, found);
            Started = true;
            return rest;
        }

        public static bool HasTime(ReadOnlySpan<byte> text) => text.IndexOf((byte)' ') is var cut and > 20 and < 40 && Timestamp.TryParse(text[..cut], out _);

        public void Append(ReadOnlySpan<byte> piece) => pending.Write(piece);

        public ReadOnlySpan<byte> Bytes => pending.WrittenSpan;

        public void Reset()
        {
            if (pending.Capacity > 1 << 20) pending.Clear();
            pending.ResetWrittenCount();
            Started = false;
        }

        /// <summary>Details come as <c>key=value,key=value</c>, each word URL-encoded.</summary>
        private static Dictionary<string, string> Parse(string text)
        {
            var result = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var pair in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                var cut = pair.IndexOf('=', StringComparison.Ordinal);
                if (cut > 0) result[Decode(pair[..cut])] = Decode(pair[(cut + 1)..]);
            }
            return result;
        }

        private static string Decode(string word) => Uri.UnescapeDataString(word.Replace('+', ' '));
    }
}
