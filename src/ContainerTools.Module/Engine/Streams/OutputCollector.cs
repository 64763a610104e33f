using System.Text;

namespace ContainerTools.Engine.Streams;

/// <summary>Keeps what a process writes: the text of each output, and the lines of both in order.</summary>
internal sealed class OutputCollector(string container, string containerId)
{
    private readonly Side stdout = new(ContainerOutputStream.StdOut);
    private readonly Side stderr = new(ContainerOutputStream.StdErr);
    private readonly List<ContainerOutputLine> lines = [];
    private readonly object gate = new();

    /// <summary>Is told each line as it is completed; lines are not kept then.</summary>
    public Action<ContainerOutputLine>? OnLine { get; init; }

    /// <summary>Takes the bytes of standard output instead of the collector.</summary>
    public Action<ReadOnlyMemory<byte>>? OnOutput { get; init; }

    /// <summary>Reads a process's output to its end.</summary>
    /// <param name="stream">The stream, framed unless it is a terminal's.</param>
    /// <param name="tty">Whether it is a terminal's, where all is standard output.</param>
    public void Run(Stream stream, bool tty)
    {
        if (tty)
        {
            var buffer = new byte[32 * 1024];
            int count;
            while ((count = stream.Read(buffer)) > 0) Add(ContainerOutputStream.StdOut, buffer.AsSpan(0, count));
        }
        else
        {
            var frames = new FrameReader(stream);
            while (frames.Read(out var piece)) Add(frames.Kind, piece);
        }
    }

    /// <summary>Completes last lines that have no end.</summary>
    public void Finish()
    {
        lock (gate)
        {
            foreach (var side in new[] { stdout, stderr })
            {
                if (side.Lines.HasPending) side.Lines.Flush(text => Line(side.Kind, text));
            }
        }
    }

    /// <summary>What has come so far; also while more is coming.</summary>
    public (string StdOut, string StdErr, IReadOnlyList<ContainerOutputLine> Lines) Snapshot()
    {
        lock (gate) return (stdout.Text, stderr.Text, lines.ToArray());
    }

    private void Add(ContainerOutputStream kind, ReadOnlySpan<byte> piece)
    {
        if (kind == ContainerOutputStream.StdOut && OnOutput is { } sink)
        {
            sink(piece.ToArray());
            return;
        }
        lock (gate)
        {
            var side = kind == ContainerOutputStream.StdErr ? stderr : stdout;
            if (OnLine is null) side.Bytes.Write(piece);
            side.Lines.Append(piece, text => Line(kind, text));
        }
    }

    private void Line(ContainerOutputStream kind, string text)
    {
        var line = new ContainerOutputLine { Stream = kind, Text = text, Container = container, ContainerId = containerId };
        if (OnLine is { } tell) tell(line);
        else lines.Add(line);
    }

    private sealed class Side(ContainerOutputStream kind)
    {
        public ContainerOutputStream Kind { get; } = kind;

        public MemoryStream Bytes { get; } = new();

        public LineBuffer Lines { get; } = new(trimCarriageReturn: true);

        public string Text => Encoding.UTF8.GetString(Bytes.GetBuffer(), 0, (int)Bytes.Length);
    }
}
