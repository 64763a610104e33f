using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace ContainerTools.Benchmarks;

/// <summary>Requests over plain blocking sockets, one each: what an engine can do at best.</summary>
internal sealed class RawEngine(string host)
{
    private readonly Uri address = new(host);

    /// <summary>Sends a request, reads the answer to its end and throws it away.</summary>
    /// <returns>How many bytes came.</returns>
    public long Drain(string method, string path, string body = "", string header = "Connection: close")
    {
        using var socket = Send(method, path, body, header);
        var buffer = new byte[256 * 1024];
        long total = 0;
        int count;
        while ((count = socket.Receive(buffer)) > 0) total += count;
        return total;
    }

    /// <summary>Sends a request and reads JSON.</summary>
    /// <exception cref="InvalidOperationException">The engine refused.</exception>
    public JsonElement Json(string method, string path, string body = "")
    {
        // To a client of HTTP/1.0 an answer comes in one piece.
        using var socket = Send(method, path, body, "Connection: close", "1.0");
        using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = reader.ReadToEnd();
        var cut = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (answer.Length < 12 || answer[9] != '2') throw new InvalidOperationException($"{method} {path}: {answer[(cut + 4)..]}");
        using var document = JsonDocument.Parse(cut + 4 == answer.Length ? "null" : answer[(cut + 4)..]);
        return document.RootElement.Clone();
    }

    private Socket Send(string method, string path, string body, string header, string version = "1.1")
    {
        var unix = address.Scheme == "unix";
        var socket = unix ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (unix) socket.Connect(new UnixDomainSocketEndPoint(address.AbsolutePath));
        else socket.Connect(address.Host, address.Port);
        var type = body.Length == 0 ? "" : "Content-Type: application/json\r\n";
        socket.Send(Encoding.UTF8.GetBytes($"{method} {path} HTTP/{version}\r\nHost: engine\r\n{header}\r\n{type}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));
        return socket;
    }
}
