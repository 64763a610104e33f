using System.Text;
using System.Threading.Channels;

namespace ContainerTools.Engine.Streams;

/// <summary>
/// What the pipeline sends to a process's standard input: text as UTF-8 without a byte order mark and with LF after each
/// string, bytes as they are.
/// </summary>
internal sealed class StandardInput
{
    private readonly Channel<byte[]> pieces = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(64) { SingleReader = true });

    /// <summary>An object of the pipeline as bytes.</summary>
    /// <exception cref="EngineException">It is an object of an engine, which surely was not meant as input.</exception>
    public static byte[] Encode(object? item)
    {
        var bare = item is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : item;
        return bare switch
        {
            null => "\n"u8.ToArray(),
            byte[] bytes => bytes,
            byte one => [one],
            string text => Encoding.UTF8.GetBytes(text + "\n"),
            _ when IsEngineObject(item!) => throw new EngineException("EngineObjectAsInput", ErrorCategory.InvalidArgument, item,
                $"'{item}' is an object of a container engine and is not sent to a process as input. To act on it, name the command with -Command and leave out what stands before it; " +
                "to send its text, pipe a string."),
            _ => Encoding.UTF8.GetBytes(LanguagePrimitives.ConvertTo<string>(item) + "\n"),
        };
    }

    /// <summary>Hands a piece on, and waits while the process is behind. What comes after the process has ended is dropped.</summary>
    public void Write(byte[] piece, CancellationToken token)
    {
        if (pieces.Writer.TryWrite(piece)) return;
        try
        {
            pieces.Writer.WriteAsync(piece, token).AsTask().GetAwaiter().GetResult();
        }
        catch (ChannelClosedException)
        {
            // The process has ended and reads no more, as in a shell's pipe.
        }
    }

    /// <summary>Says that no more comes.</summary>
    public void Complete() => pieces.Writer.TryComplete();

    /// <summary>Says that nobody reads any more, so that writers go on.</summary>
    public void Abandon()
    {
        pieces.Writer.TryComplete();
        while (pieces.Reader.TryRead(out _)) { }
    }

    /// <summary>Sends everything, then the end of the input. Blocks; runs on a thread of its own.</summary>
    /// <param name="leaveOpen">Keeps the end to itself, where an engine would end the output with it.</param>
    public void CopyTo(EngineStream stream, CancellationToken token, bool leaveOpen = false)
    {
        try
        {
            while (pieces.Reader.WaitToReadAsync(token).AsTask().GetAwaiter().GetResult())
            {
                while (pieces.Reader.TryRead(out var piece)) stream.Write(piece);
            }
            if (!leaveOpen) stream.CloseWrite();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or System.Net.Sockets.SocketException or OperationCanceledException)
        {
            // The other side reads no more; its output and exit code say why.
            Abandon();
        }
    }

    /// <summary>Whether something came from a container engine and is more than a line of text.</summary>
    public static bool IsEngineObject(object item) =>
        PSObject.AsPSObject(item).TypeNames.Any(name => name.StartsWith("ContainerTools.", StringComparison.Ordinal) || name.StartsWith("Deserialized.ContainerTools.", StringComparison.Ordinal))
        && item is not PSObject { BaseObject: ContainerLogEntry or ContainerOutputLine };
}
