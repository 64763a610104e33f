namespace ContainerTools.Engine.Http2;

/// <summary>
/// The fields that blocks refer to by a number: 61 that everybody has (RFC 7541, appendix A), and behind them those that
/// earlier blocks have put there, the newest first (section 2.3).
/// </summary>
internal sealed class HpackTable
{
    /// <summary>How large it may get; it is the size that holds as long as none is agreed on (RFC 9113, section 6.5.2).</summary>
    public const int Largest = 4096;

    private static readonly Http2Header[] Known =
    [
        new(":authority", ""), new(":method", "GET"), new(":method", "POST"), new(":path", "/"),
        new(":path", "/index.html"), new(":scheme", "http"), new(":scheme", "https"), new(":status", "200"),
        new(":status", "204"), new(":status", "206"), new(":status", "304"), new(":status", "400"),
        new(":status", "404"), new(":status", "500"), new("accept-charset", ""), new("accept-encoding", "gzip, deflate"),
        new("accept-language", ""), new("accept-ranges", ""), new("accept", ""), new("access-control-allow-origin", ""),
        new("age", ""), new("allow", ""), new("authorization", ""), new("cache-control", ""),
        new("content-disposition", ""), new("content-encoding", ""), new("content-language", ""), new("content-length", ""),
        new("content-location", ""), new("content-range", ""), new("content-type", ""), new("cookie", ""),
        new("date", ""), new("etag", ""), new("expect", ""), new("expires", ""),
        new("from", ""), new("host", ""), new("if-match", ""), new("if-modified-since", ""),
        new("if-none-match", ""), new("if-range", ""), new("if-unmodified-since", ""), new("last-modified", ""),
        new("link", ""), new("location", ""), new("max-forwards", ""), new("proxy-authenticate", ""),
        new("proxy-authorization", ""), new("range", ""), new("referer", ""), new("refresh", ""),
        new("retry-after", ""), new("server", ""), new("set-cookie", ""), new("strict-transport-security", ""),
        new("transfer-encoding", ""), new("user-agent", ""), new("vary", ""), new("via", ""),
        new("www-authenticate", ""),
    ];

    // The newest is the last one.
    private readonly List<Http2Header> kept = [];
    private int size;
    private int limit = Largest;

    /// <exception cref="Http2Exception">There is no field with that number.</exception>
    public Http2Header this[int number] => number switch
    {
        > 0 when number <= Known.Length => Known[number - 1],
        > 0 when number - Known.Length <= kept.Count => kept[^(number - Known.Length)],
        _ => throw new Http2Exception(Http2Error.Compression, $"there is no header field {number.Invariant()} in the table"),
    };

    /// <summary>Keeps a field. One that is larger than the whole table only empties it (RFC 7541, section 4.4).</summary>
    public void Add(Http2Header header)
    {
        Shrink(limit - header.Size);
        if (header.Size > limit) return;
        kept.Add(header);
        size += header.Size;
    }

    /// <exception cref="Http2Exception">It is more than was agreed on (RFC 7541, section 6.3).</exception>
    public void Resize(int wanted)
    {
        if (wanted > Largest) throw new Http2Exception(Http2Error.Compression, $"the table of header fields is to be {wanted.Invariant()} bytes large");
        limit = wanted;
        Shrink(limit);
    }

    private void Shrink(int most)
    {
        var gone = 0;
        for (; gone < kept.Count && size > most; gone++) size -= kept[gone].Size;
        kept.RemoveRange(0, gone);
    }
}
