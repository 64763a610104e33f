using System.Buffers.Binary;
using System.IO.Pipes;
using System.Net.Sockets;

namespace ContainerTools.Engine.Build.Session;

/// <summary>A talk with an ssh agent: a message of its protocol and its answer, each behind its length (draft-ietf-sshm-ssh-agent, section 3).</summary>
internal sealed class SshAgent : IDisposable
{
    /// <summary>The longest message: what OpenSSH allows.</summary>
    public const int LongestMessage = 256 * 1024;

    public const int HeadLength = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Stream connection;

    private SshAgent(Stream connection) => this.connection = connection;

    /// <summary>Whether a path is that of a named pipe of Windows, whatever its slashes.</summary>
    public static bool IsPipe(string path) => PipeName(path) is not null;

    /// <summary>Connects to an agent by its socket, or its pipe on Windows.</summary>
    /// <exception cref="IOException">There is none.</exception>
    public static async Task<SshAgent> OpenAsync(string path, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(Patience);
        try
        {
            return new SshAgent(PipeName(path) is { } pipe ? await PipeAsync(pipe, limit.Token).ConfigureAwait(false) : await SocketAsync(path, limit.Token).ConfigureAwait(false));
        }
        catch (Exception e) when (!token.IsCancellationRequested && e is SocketException or UnauthorizedAccessException or OperationCanceledException or ArgumentException)
        {
            throw new IOException(e.Message, e);
        }
    }

    /// <summary>Asks the agent something.</summary>
    /// <param name="question">The message with its length before it.</param>
    /// <returns>The agent's answer in the same form.</returns>
    /// <exception cref="IOException">It gave none, or a senseless one.</exception>
    public async Task<byte[]> AskAsync(ReadOnlyMemory<byte> question, CancellationToken token)
    {
        await connection.WriteAsync(question, token).ConfigureAwait(false);
        var head = new byte[HeadLength];
        await connection.ReadExactlyAsync(head, token).ConfigureAwait(false);
        var length = BinaryPrimitives.ReadUInt32BigEndian(head);
        if (length is 0 or > LongestMessage) throw new IOException("the agent's answer has a length that it cannot have");
        var answer = new byte[HeadLength + length];
        head.CopyTo(answer, 0);
        await connection.ReadExactlyAsync(answer.AsMemory(HeadLength), token).ConfigureAwait(false);
        return answer;
    }

    public void Dispose() => connection.Dispose();

    private static string? PipeName(string path) =>
        path.Replace('/', '\\').Split('\\', 5, StringSplitOptions.None) is ["", "", ".", var pipe, { Length: > 0 } name] && pipe.Equals("pipe", StringComparison.OrdinalIgnoreCase) ? name : null;

    private static async Task<Stream> PipeAsync(string name, CancellationToken token)
    {
        var pipe = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous);
        try
        {
            await pipe.ConnectAsync(token).ConfigureAwait(false);
            return pipe;
        }
        catch
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<Stream> SocketAsync(string path, CancellationToken token)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), token).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
