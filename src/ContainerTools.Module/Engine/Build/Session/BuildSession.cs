using System.Net;
using ContainerTools.Engine.Build.Session.Protocol;
using ContainerTools.Engine.Http2;
using Docker.DotNet;

namespace ContainerTools.Engine.Build.Session;

/// <summary>
/// A session of BuildKit: a connection of its own on which the engine, while it builds, calls this side for what only this
/// computer has. Its roles are turned round: once the request is upgraded, the engine is the client and this is the server of
/// gRPC.
/// </summary>
internal sealed class BuildSession : IDisposable
{
    private readonly GrpcServer server = new();
    private readonly CancellationTokenSource stop;
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Exception> lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BuildSession(BuildMounts mounts, CancellationToken token)
    {
        stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        server.Add("/moby.buildkit.secrets.v1.Secrets/GetSecret", SecretRequest.Parser, request => mounts.Secrets.TryGetValue(request.Id, out var secret)
            ? new SecretAnswer { Data = Google.Protobuf.UnsafeByteOperations.UnsafeWrap(secret) }
            : throw new GrpcException(GrpcStatus.NotFound, "not found: it was not given with -Secret"));
        new SshForwarding(mounts.Agents).Offer(server);
        server.Add("/grpc.health.v1.Health/Check", HealthRequest.Parser, static _ => new HealthAnswer { Status = HealthAnswer.Types.Status.Serving });
    }

    /// <summary>What a build calls the session by.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Completes, with the reason, when the connection ends before the session does.</summary>
    public Task<Exception> Lost => lost.Task;

    /// <summary>Opens a session. Cancelling ends it.</summary>
    /// <exception cref="EngineException">The engine has no sessions.</exception>
    public static async Task<BuildSession> OpenAsync(EngineConnection engine, BuildMounts mounts, CancellationToken token)
    {
        var session = new BuildSession(mounts, token);
        try
        {
            new Thread(() => session.Run(engine)) { IsBackground = true, Name = "ContainerTools build session" }.Start();
            await session.opened.Task.ConfigureAwait(false);
            return session;
        }
        catch
        {
            session.Dispose();
            token.ThrowIfCancellationRequested();
            throw;
        }
    }

    private void Run(EngineConnection engine)
    {
        var token = stop.Token;
        try
        {
            using var stream = engine.OpenUpgrade("session", "h2c", Headers(), StreamKind.Calls, token);
            if (!stream.IsUpgraded) throw Unsupported(engine, null);
            opened.SetResult();
            new Http2Connection(stream.Content, stream.Write, server.ServeAsync).Run(token);
            lost.TrySetResult(new IOException("the engine has ended it"));
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.NotImplemented or HttpStatusCode.MethodNotAllowed)
        {
            opened.TrySetException(Unsupported(engine, e));
        }
        catch (Exception e)
        {
            if (!opened.TrySetException(e)) lost.TrySetResult(e);
        }
    }

    private static EngineException Unsupported(EngineConnection engine, Exception? cause) => new("BuildSessionUnsupported", ErrorCategory.NotImplemented, null,
        $"The engine at {engine.Endpoint.HostText} has no sessions, by which a build gets secrets and ssh agents.", cause);

    /// <summary>
    /// What the engine is told. The HTTP client writes all methods into one line, which means the same as a line each (RFC 9110,
    /// section 5.3); engines look up none of those that are here.
    /// </summary>
    private IEnumerable<KeyValuePair<string, string>> Headers() =>
    [
        new("X-Docker-Expose-Session-Uuid", Id),
        new("X-Docker-Expose-Session-Name", "ContainerTools"),
        new("X-Docker-Expose-Session-Sharedkey", ""),
        .. server.Methods.Select(method => KeyValuePair.Create("X-Docker-Expose-Session-Grpc-Method", method)),
    ];

    public void Dispose()
    {
        stop.Cancel();
        stop.Dispose();
    }
}
