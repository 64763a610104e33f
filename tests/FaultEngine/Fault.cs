namespace ContainerTools.FaultEngine;

/// <summary>What a <see cref="FaultProxy"/> does to the requests that a pattern fits.</summary>
public sealed class Fault
{
    private readonly RequestPattern pattern;
    private int left = int.MaxValue;

    internal Fault(RequestPattern pattern) => this.pattern = pattern;

    /// <summary>After how many bytes of the answer's body the connection breaks.</summary>
    internal long AnswerLimit { get; private set; } = long.MaxValue;

    /// <summary>After how many bytes of the request, its head among them, the connection breaks.</summary>
    internal long RequestLimit { get; private set; } = long.MaxValue;

    internal int BytesPerSecond { get; private set; }

    internal bool Resets { get; private set; }

    internal bool IsDeath { get; private set; }

    /// <summary>Breaks the connection after so many bytes of the answer's body.</summary>
    public Fault CutAnswerAfter(long bytes)
    {
        AnswerLimit = bytes;
        return this;
    }

    /// <summary>Breaks the connection when so many bytes of the request have been passed on.</summary>
    public Fault CutRequestAfter(long bytes)
    {
        RequestLimit = bytes;
        return this;
    }

    /// <summary>The connection does not end when it breaks, it is reset.</summary>
    public Fault ByReset()
    {
        Resets = true;
        return this;
    }

    /// <summary>The peer dies at such a request, before it has passed on anything of it.</summary>
    public Fault Die()
    {
        (IsDeath, RequestLimit) = (true, 0);
        return this;
    }

    /// <summary>Passes on no more than so many bytes a second, in either direction.</summary>
    public Fault Slow(int bytesPerSecond)
    {
        BytesPerSecond = bytesPerSecond;
        return this;
    }

    /// <summary>Only the first such request is meant.</summary>
    public Fault Once()
    {
        left = 1;
        return this;
    }

    internal bool Takes(string request) => pattern.Matches(request) && Interlocked.Decrement(ref left) >= 0;
}
