using System.Text;
using ContainerTools.Engine;
using ContainerTools.Engine.Files;

namespace ContainerTools.Commands;

/// <summary>
/// A file of a container on its way to the pipeline, in constant memory. While the engine sends a file it answers nothing else about
/// the container, and the pipeline may be asking just that: when it takes nothing for a while, the file is let go of, and read on later.
/// </summary>
internal sealed class ContainerContent(ContainerFile file, Emitter emitter, CancellationToken token)
{
    private const int BatchLines = 1000;
    private const int BatchBytes = 128 * 1024;

    /// <summary>Bytes that may wait for the pipeline; as strings they take several times as much.</summary>
    private const int Ahead = 8 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ReadBudget budget = new(Ahead);
    private long sent;

    public void EmitLines(Encoding? encoding, long? first, int? last)
    {
        using var reader = Reader(encoding);
        var lines = new List<object>();
        var kept = new Queue<string>();
        for (long count = 0; first is null || count < first; count++)
        {
            if (reader.ReadLine() is not { } line) break;
            if (last is { } limit)
            {
                kept.Enqueue(line);
                if (kept.Count > limit) kept.Dequeue();
                token.ThrowIfCancellationRequested();
                continue;
            }
            lines.Add(line);
            if (lines.Count < BatchLines && file.Position - sent < BatchBytes) continue;
            Send(new Emission.Batch(lines));
            lines = [];
        }
        lines.AddRange(kept);
        Send(new Emission.Batch(lines));
    }

    public void EmitBytes(long? first, int? last)
    {
        var left = Math.Min(first ?? long.MaxValue, file.Length);
        if (last is { } limit) file.Skip(Math.Max(file.Length - limit, 0));
        int read;
        do
        {
            var piece = new byte[Math.Min(BatchBytes, left)];
            read = file.Read(piece, 0, piece.Length);
            left -= read;
            if (read > 0) Send(new Emission.Bytes(piece.AsMemory(0, read)));
        }
        while (read > 0);
    }

    /// <summary>Emits the text whole; of an empty file nothing, as <c>Get-Content</c> does.</summary>
    public void EmitText(Encoding? encoding)
    {
        using var reader = Reader(encoding);
        if (reader.ReadToEnd() is { Length: > 0 } text) emitter.Send(new Emission.Output(text));
    }

    /// <summary>Emits the bytes whole; of an empty file nothing.</summary>
    public void EmitArray()
    {
        var bytes = file.ReadWhole();
        if (bytes.Length > 0) emitter.Send(new Emission.Output(bytes));
    }

    private StreamReader Reader(Encoding? encoding) => new(file, encoding ?? Encoding.UTF8, detectEncodingFromByteOrderMarks: true, BatchBytes, leaveOpen: true);

    private void Send(Emission emission)
    {
        var bytes = file.Position - sent;
        sent = file.Position;
        emitter.Send(new Emission.Told(emission, () => budget.Return(bytes)));
        if (budget.Take(bytes, Patience)) return;
        file.LetGo();
        budget.WaitForRoom(token);
    }
}
