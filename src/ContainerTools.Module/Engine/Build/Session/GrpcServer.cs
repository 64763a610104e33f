using System.Net.Sockets;
using ContainerTools.Engine.Http2;
using Google.Protobuf;

namespace ContainerTools.Engine.Build.Session;

/// <summary>Answers calls of gRPC, each method as it was said to.</summary>
internal sealed class GrpcServer
{
    private readonly Dictionary<string, Func<GrpcCall, CancellationToken, Task>> methods = new(StringComparer.Ordinal);

    /// <summary>What can be called.</summary>
    public IEnumerable<string> Methods => methods.Keys;

    /// <summary>Answers a method that takes one message and gives one.</summary>
    public void Add<TRequest>(string method, MessageParser<TRequest> parser, Func<TRequest, IMessage> answer) where TRequest : class, IMessage<TRequest> =>
        Add(method, async (call, token) =>
        {
            var request = await call.ReadAsync(parser, token).ConfigureAwait(false) ?? throw new GrpcException(GrpcStatus.InvalidArgument, "there is no message");
            await call.WriteAsync(answer(request), token).ConfigureAwait(false);
        });

    /// <summary>Answers a method that takes and gives messages as long as it likes.</summary>
    public void Add(string method, Func<GrpcCall, CancellationToken, Task> answer) => methods[method] = answer;

    public async Task ServeAsync(Http2Stream stream, CancellationToken token)
    {
        var call = new GrpcCall(stream);
        try
        {
            if (!methods.TryGetValue(call.Method, out var answer)) throw new GrpcException(GrpcStatus.Unimplemented, "there is no such method in this session");
            await answer(call, token).ConfigureAwait(false);
            call.End(GrpcStatus.Ok, "");
        }
        catch (GrpcException e)
        {
            call.End(e.Status, e.Message);
        }
        catch (Exception e) when (!token.IsCancellationRequested && e is not (IOException or SocketException or ObjectDisposedException or OperationCanceledException))
        {
            // The engine must not wait for an answer that does not come.
            call.End(GrpcStatus.Internal, $"the client failed: {e.GetType().Name}");
        }
    }
}
