namespace ContainerTools.Engine.Http2;

/// <summary>The other side does not keep to HTTP/2, which ends the connection (RFC 9113, section 5.4.1).</summary>
internal sealed class Http2Exception(Http2Error error, string message) : Exception(message)
{
    public Http2Error Error { get; } = error;
}
