using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace ContainerTools.Engine.Transport;

/// <summary>
/// A connection to an engine by the system's ssh: the standard streams of one process. Its end is the process's end, and no
/// process outlives this one.
/// </summary>
internal sealed class SshConnection : Stream
{
    private const int LongestAnswer = 64 * 1024;
    private const int LongestComplaint = 8 * 1024;

    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(1);
    private static readonly byte[] Question = "HEAD /_ping HTTP/1.1\r\nHost: localhost\r\nUser-Agent: ContainerTools\r\n\r\n"u8.ToArray();
    private static readonly byte[] AnswerEnd = "\r\n\r\n"u8.ToArray();
    private static readonly ConcurrentDictionary<SshConnection, byte> Live = new();

    private readonly Process process;
    private readonly Stream input;
    private readonly Stream output;
    private readonly StringBuilder complaints = new();
    private readonly Task listening;
    private bool answered;
    private int disposed;

    // What reads ssh's input as it ends goes with this process; one that still logs in does not.
    static SshConnection() => AppDomain.CurrentDomain.ProcessExit += static (_, _) => EndAll();

    private SshConnection(Process process)
    {
        this.process = process;
        input = process.StandardInput.BaseStream;
        output = process.StandardOutput.BaseStream;
        Live[this] = 0;
        listening = ListenAsync(process.StandardError.BaseStream);
    }

    /// <summary>Whether it carries one streamed answer, which ends by itself only where ssh ends well.</summary>
    public bool IsStream { get; set; }

    /// <summary>Is told once when the connection has been closed from this side.</summary>
    public event Action? Closed;

    /// <summary>
    /// Starts ssh and blocks until the engine at its other end has answered: whatever is wrong on the way is told here, and a
    /// login takes no time of requests.
    /// </summary>
    /// <exception cref="SshException">There is no connection.</exception>
    public static SshConnection Open(SshAddress address, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var connection = new SshConnection(Start(address));
        try
        {
            using var abort = token.UnsafeRegister(static state => ((SshConnection)state!).Dispose(), connection);
            connection.Greet();
            return connection;
        }
        catch (Exception)
        {
            connection.Dispose();
            token.ThrowIfCancellationRequested();
            throw;
        }
    }

    private static Process Start(SshAddress address)
    {
        var program = ProgramPath.Find("ssh", Environment.GetEnvironmentVariable) ?? throw new SshException("SshFailedClientMissing", ErrorCategory.ObjectNotFound,
            "there is no program 'ssh' in the folders of PATH. Install the OpenSSH client.");
        try
        {
            return Process.Start(new ProcessStartInfo(program, address.Arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                CreateNoWindow = true,
            })!;
        }
        catch (Win32Exception e)
        {
            throw new SshException("SshFailedClientMissing", ErrorCategory.ObjectNotFound, $"'{program}' cannot be started: {e.Message}.");
        }
    }

    private void Greet()
    {
        var answer = new byte[LongestAnswer];
        var length = 0;
        try
        {
            input.Write(Question);
            while (length < answer.Length && !answer.AsSpan(0, length).EndsWith(AnswerEnd))
            {
                var count = output.Read(answer, length, answer.Length - length);
                if (count == 0) break;
                length += count;
                if (!"HTTP/"u8.StartsWith(answer.AsSpan(0, Math.Min(length, 5)))) break;
            }
        }
        catch (Exception e) when (e is IOException && !IsClosed)
        {
            // ssh has ended, and says why.
        }
        if (answer.AsSpan(0, length) is var all && all.StartsWith("HTTP/"u8) && all.EndsWith(AnswerEnd)) return;
        var exitCode = length == 0 && process.WaitForExit(EndTime) ? process.ExitCode : (int?)null;
        listening.Wait(exitCode is null ? TimeSpan.Zero : EndTime);
        throw SshFailure.Of(Said, exitCode, Encoding.UTF8.GetString(answer, 0, length));
    }

    private string Said
    {
        get
        {
            lock (complaints) return complaints.ToString();
        }
    }

    /// <summary>Keeps the end of what ssh complains of. Its standard error may stay open when it has ended: a master connection of ssh inherits it.</summary>
    private async Task ListenAsync(Stream error)
    {
        var buffer = new byte[1024];
        try
        {
            while (await error.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var count)
            {
                lock (complaints)
                {
                    complaints.Append(Encoding.UTF8.GetString(buffer, 0, count));
                    if (complaints.Length > LongestComplaint) complaints.Remove(0, complaints.Length - LongestComplaint);
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The connection has been closed.
        }
    }

    /// <summary>Tells the engine that no more input comes, while its output is still read.</summary>
    public void CloseWrite() => input.Close();

    /// <summary>Ends all connections of the process.</summary>
    private static void EndAll()
    {
        foreach (var connection in Live.Keys) connection.Dispose();
    }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length == 0) return 0;
        var count = output.Read(buffer);
        if (count > 0) answered = true;
        else CheckEnd();
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length == 0) return 0;
        var count = await output.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (count > 0) answered = true;
        else CheckEnd();
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Tells an end that is none of the engine's. One before any answer to a request is for the HTTP client to see: it sends the request again.</summary>
    private void CheckEnd()
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        if (!answered && !IsStream) return;
        int exitCode;
        try
        {
            if (!process.WaitForExit(EndTime)) return;
            exitCode = process.ExitCode;
        }
        catch (InvalidOperationException) when (IsClosed)
        {
            throw new ObjectDisposedException(nameof(SshConnection));
        }
        if (exitCode != 0) throw SshFailure.Broken(Said, exitCode);
    }

    private bool IsClosed => Volatile.Read(ref disposed) != 0;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        answered = false;
        input.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        answered = false;
        return input.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref disposed, 1) == 0)
        {
            Live.TryRemove(this, out _);
            // Before its streams: a read that blocks ends with it.
            Kill();
            input.Dispose();
            output.Dispose();
            process.StandardError.Dispose();
            process.Dispose();
            Closed?.Invoke();
        }
        base.Dispose(disposing);
    }

    private void Kill()
    {
        try
        {
            process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has ended already.
        }
    }
}
