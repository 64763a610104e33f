using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ContainerTools.ModuleTests.Hosts;

/// <summary>Something that listens where an engine should, and gives every connection the same answer, or none.</summary>
internal sealed class ScriptedPeer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> clients = [];
    private readonly byte[]? answer;
    private readonly Task accepting;

    /// <param name="answer">The bytes to answer a request with; <see langword="null"/> stays silent.</param>
    public ScriptedPeer(string? answer)
    {
        this.answer = answer is null ? null : Encoding.UTF8.GetBytes(answer);
        listener.Start();
        accepting = AcceptAsync();
    }

    public string Address => $"tcp://{listener.LocalEndpoint}";

    /// <summary>An HTTP answer with a body.</summary>
    public static string Http(string status, string body, params string[] headers) =>
        $"HTTP/1.1 {status}\r\n{string.Concat(headers.Select(h => h + "\r\n"))}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync();
            }
            catch (Exception e) when (e is SocketException or InvalidOperationException)
            {
                return; // the listener has been closed
            }
            lock (clients) clients.Add(client);
            _ = AnswerAsync(client);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        if (answer is null) return;
        try
        {
            var stream = client.GetStream();
            if (await stream.ReadAsync(new byte[8192]) == 0) return;
            await stream.WriteAsync(answer);
            client.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // The module has gone away.
        }
    }

    public void Dispose()
    {
        listener.Dispose();
        accepting.Wait();
        lock (clients) clients.ForEach(client => client.Dispose());
    }
}
