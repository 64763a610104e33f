namespace ContainerTools.Engine.Http2;

/// <summary>A header field. Names are in lower case (RFC 9113, section 8.2.1).</summary>
internal readonly record struct Http2Header(string Name, string Value)
{
    /// <summary>What a field counts for in tables and limits (RFC 7541, section 4.1).</summary>
    public int Size => Name.Length + Value.Length + 32;
}
