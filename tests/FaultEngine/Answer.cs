using System.Text;

namespace ContainerTools.FaultEngine;

/// <summary>What a <see cref="ScriptedEngine"/> answers, and how badly it does so.</summary>
public sealed record Answer
{
    private Answer(int status, string contentType, byte[] body) => (Status, ContentType, Body) = (status, contentType, body);

    internal int Status { get; private init; }

    internal string ContentType { get; private init; }

    internal byte[] Body { get; private init; }

    internal IReadOnlyList<string> Headers { get; private init; } = [];

    internal TimeSpan Delay { get; private init; }

    internal int PieceSize { get; private init; } = int.MaxValue;

    internal TimeSpan Pause { get; private init; }

    internal long Limit { get; private init; } = long.MaxValue;

    internal bool IsStream { get; private init; }

    internal bool Lasts { get; private init; }

    internal bool IsUpgrade { get; private init; }

    /// <summary>JSON with status 200, its length said before.</summary>
    public static Answer Json(string body) => new(200, "application/json", Encoding.UTF8.GetBytes(body));

    /// <summary>JSON with another status.</summary>
    public static Answer Json(int status, string body) => Json(body) with { Status = status };

    /// <summary>Plain text with any status.</summary>
    public static Answer Text(int status, string body) => new(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(body));

    /// <summary>A page, as a proxy answers that is no engine.</summary>
    public static Answer Html(int status, string body) => new(status, "text/html", Encoding.UTF8.GetBytes(body));

    /// <summary>No body at all.</summary>
    public static Answer Empty(int status) => new(status, "", []);

    /// <summary>A stream of unknown length, such as a log, messages of a pull, or an archive.</summary>
    public static Answer Stream(byte[] body, string contentType = "application/octet-stream") => new(200, contentType, body) { IsStream = true };

    /// <summary>A stream of JSON values or of text.</summary>
    public static Answer Stream(string body, string contentType = "application/json") => Stream(Encoding.UTF8.GetBytes(body), contentType);

    /// <summary>An upgraded connection, as an exec or an attach has it. What the client sends over it is dropped.</summary>
    public static Answer Upgrade(byte[] body) => new(101, "application/vnd.docker.raw-stream", body) { IsUpgrade = true };

    /// <summary>With one header more, as it is written: <c>Name: value</c>.</summary>
    public Answer With(string header) => this with { Headers = [.. Headers, header] };

    /// <summary>Begins only after a time.</summary>
    public Answer After(TimeSpan delay) => this with { Delay = delay };

    /// <summary>Comes in pieces of so many bytes, sent one by one, with a pause between them.</summary>
    public Answer InPieces(int size, TimeSpan pause = default) => this with { PieceSize = size, Pause = pause };

    /// <summary>One byte a second.</summary>
    public Answer OneByteASecond() => InPieces(1, TimeSpan.FromSeconds(1));

    /// <summary>The connection breaks when so many bytes of the body have been sent.</summary>
    public Answer CutAfter(long bytes) => this with { Limit = bytes };

    /// <summary>Neither ends nor breaks when all has been sent.</summary>
    public Answer ThatLasts() => this with { IsStream = !IsUpgrade, Lasts = true };
}
