using System.Net.Sockets;
using System.Text.Json;

namespace ContainerTools.ModuleTests;

/// <summary>The engine under test asked directly: a request costs a hundredth of what docker's client costs to start.</summary>
internal static class EngineApi
{
    private static readonly Lazy<HttpClient> Http = new(Connect);

    /// <summary>Sends a request and gives the answer, or <see langword="null"/> where what it is about is not there.</summary>
    /// <exception cref="InvalidOperationException">The engine refused; the message has what it said.</exception>
    public static string? Send(HttpMethod method, string path, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = Http.Value.Send(request);
        using var reader = new StreamReader(response.Content.ReadAsStream());
        var answer = reader.ReadToEnd();
        if (response.StatusCode == System.Net.HttpStatusCode.NotFound) return null;
        // A failure after the headers is in the last message.
        return response.IsSuccessStatusCode && !answer.Contains("\"errorDetail\"", StringComparison.Ordinal) ? answer : throw new InvalidOperationException($"{method} {path}: {answer}");
    }

    /// <summary>Gets JSON.</summary>
    public static JsonElement? Get(string path)
    {
        if (Send(HttpMethod.Get, path) is not { } answer) return null;
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.Clone();
    }

    private static HttpClient Connect()
    {
        var host = new Uri(TestEngine.Host);
        if (host.Scheme == "tcp") return new HttpClient { BaseAddress = new Uri($"http://{host.Authority}/") };
        if (host.Scheme != "unix") Assert.Skip($"These tests reach the engine over a unix socket or tcp, and not as {host}.");
        return new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(host.AbsolutePath), token).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = new Uri("http://engine/") };
    }
}
