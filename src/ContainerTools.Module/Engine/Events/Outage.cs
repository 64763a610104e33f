using System.Net;
using System.Net.Sockets;
using Docker.DotNet;

namespace ContainerTools.Engine.Events;

/// <summary>Tells an engine that has gone away, and may come back, from one that refuses.</summary>
internal static class Outage
{
    /// <summary>Whether a failure says that the engine cannot be reached, or that it went away within its answer.</summary>
    public static bool Is(Exception failure) => failure
        is HttpRequestException or IOException or SocketException or TimeoutException
        or JsonException // an answer that was cut
        or DockerApiException { StatusCode: HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout } // of a proxy before it
        or EngineException { Category: ErrorCategory.ConnectionError };
}
