using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace ContainerTools.FaultEngine;

/// <summary>
/// An engine that says what a test has written down: <c>engine.When("GET /containers/json").Answer(Answer.Json("[]"))</c>. Where
/// several rules fit the last one counts; where none fits the answer is 404, as an engine's.
/// </summary>
public sealed class ScriptedEngine : Peer
{
    private readonly ConcurrentStack<(RequestPattern Pattern, Func<Request, Answer> Answer)> rules = [];
    private readonly ConcurrentQueue<Request> requests = [];

    public ScriptedEngine(string apiVersion = "1.41")
    {
        When("* /*").Answer(Answer.Json(404, """{"message":"page not found"}"""));
        When("* /_ping").Answer(Answer.Text(200, "OK").With($"Api-Version: {apiVersion}").With("OSType: linux"));
    }

    /// <summary>All that was asked so far, in order.</summary>
    public IReadOnlyList<Request> Requests => [.. requests];

    /// <summary>Begins a rule for the requests that the pattern fits, such as <c>GET /containers/*/json</c>.</summary>
    public Rule When(string request) => new(this, new RequestPattern(request));

    /// <inheritdoc />
    protected override async Task ServeAsync(Socket client, CancellationToken token)
    {
        await using var stream = new NetworkStream(client);
        var reader = new RequestReader(stream);
        while (await reader.ReadAsync(token).ConfigureAwait(false) is { } request)
        {
            requests.Enqueue(request);
            var answer = rules.First(rule => rule.Pattern.Matches(request.Line)).Answer(request);
            if (!await SendAsync(stream, client, answer, request.Line.StartsWith("HEAD ", StringComparison.Ordinal), token).ConfigureAwait(false)) return;
        }
    }

    /// <returns>Whether the connection can take another request.</returns>
    private static async Task<bool> SendAsync(NetworkStream stream, Socket client, Answer answer, bool headOnly, CancellationToken token)
    {
        await Task.Delay(answer.Delay, token).ConfigureAwait(false);
        var head = new StringBuilder($"HTTP/1.1 {answer.Status} Scripted\r\n");
        if (answer.ContentType.Length > 0) head.Append("Content-Type: ").Append(answer.ContentType).Append("\r\n");
        foreach (var header in answer.Headers) head.Append(header).Append("\r\n");
        if (answer.IsUpgrade) head.Append("Connection: Upgrade\r\nUpgrade: tcp\r\n");
        else if (answer.IsStream) head.Append("Transfer-Encoding: chunked\r\n");
        else if (answer.Status != 304 && answer.Status != 204) head.Append("Content-Length: ").Append(answer.Body.Length).Append("\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), token).ConfigureAwait(false);
        if (headOnly) return true;

        var length = (int)Math.Min(answer.Body.Length, answer.Limit);
        for (int sent = 0, size; sent < length; sent += size)
        {
            size = Math.Min(answer.PieceSize, length - sent);
            var piece = answer.Body.AsMemory(sent, size);
            if (answer.IsStream) await stream.WriteAsync(Encoding.ASCII.GetBytes($"{size:x}\r\n"), token).ConfigureAwait(false);
            await stream.WriteAsync(piece, token).ConfigureAwait(false);
            if (answer.IsStream) await stream.WriteAsync("\r\n"u8.ToArray(), token).ConfigureAwait(false);
            if (answer.Pause > TimeSpan.Zero) await Task.Delay(answer.Pause, token).ConfigureAwait(false);
        }
        if (answer.Lasts) await Task.Delay(Timeout.Infinite, token).ConfigureAwait(false);
        if (answer.Limit <= answer.Body.Length) return false;
        if (answer.IsStream) await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), token).ConfigureAwait(false);
        if (!answer.IsUpgrade) return true;
        client.Shutdown(SocketShutdown.Send);
        while (await stream.ReadAsync(new byte[4096], token).ConfigureAwait(false) > 0)
        {
        }
        return false;
    }

    /// <summary>What follows a pattern.</summary>
    public sealed class Rule
    {
        private readonly ScriptedEngine engine;
        private readonly RequestPattern pattern;

        internal Rule(ScriptedEngine engine, RequestPattern pattern) => (this.engine, this.pattern) = (engine, pattern);

        /// <summary>The same answer every time, or several in turn, of which the last one stays.</summary>
        public ScriptedEngine Answer(params Answer[] answers)
        {
            var asked = -1;
            return Answer(_ => answers[Math.Min(Interlocked.Increment(ref asked), answers.Length - 1)]);
        }

        /// <summary>An answer that depends on what was asked.</summary>
        public ScriptedEngine Answer(Func<Request, Answer> answer)
        {
            engine.rules.Push((pattern, answer));
            return engine;
        }
    }
}
