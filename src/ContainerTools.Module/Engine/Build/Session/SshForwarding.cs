using ContainerTools.Engine.Build.Session.Protocol;
using Google.Protobuf;

namespace ContainerTools.Engine.Build.Session;

/// <summary>
/// Lets the steps of a build use ssh agents of this computer. What they ask goes to the agent one question at a time, and only
/// questions for keys and signatures do: a step may not add, remove or lock keys, as docker has it.
/// </summary>
/// <param name="agents">The sockets or pipes of agents by their ids.</param>
internal sealed class SshForwarding(IReadOnlyDictionary<string, string> agents)
{
    /// <summary>Which agent is meant where nothing says it.</summary>
    public const string Default = "default";

    private const int LongestPart = 32 * 1024;

    // The numbers of messages are those of draft-ietf-sshm-ssh-agent, section 6.1.
    private const byte Failure = 5;
    private const byte RequestIdentities = 11;
    private const byte SignRequest = 13;

    private static readonly byte[] Refusal = [0, 0, 0, 1, Failure];

    /// <summary>Answers the calls that are about agents.</summary>
    public void Offer(GrpcServer server)
    {
        server.Add("/moby.sshforward.v1.SSH/CheckAgent", AgentRequest.Parser, request =>
        {
            Path(request.Id);
            return new AgentAnswer();
        });
        server.Add("/moby.sshforward.v1.SSH/ForwardAgent", ForwardAsync);
    }

    private string Path(string? id) => agents.TryGetValue(id is { Length: > 0 } ? id : Default, out var path)
        ? path
        : throw new GrpcException(GrpcStatus.NotFound, "the ssh agent was not given with -Ssh");

    private async Task ForwardAsync(GrpcCall call, CancellationToken token)
    {
        using var agent = await OfAgent(SshAgent.OpenAsync(Path(call.Metadata("buildkit.ssh.id")), token)).ConfigureAwait(false);
        var questions = new SshQuestions();
        while (await call.ReadAsync(AgentBytes.Parser, token).ConfigureAwait(false) is { } piece)
        {
            questions.Append(piece.Data.Span);
            while (questions.Next() is { Length: > 0 } question)
            {
                var answer = question.Span[SshAgent.HeadLength] is RequestIdentities or SignRequest ? await OfAgent(agent.AskAsync(question, token)).ConfigureAwait(false) : Refusal;
                for (var sent = 0; sent < answer.Length; sent += LongestPart)
                {
                    var part = answer.AsMemory(sent, Math.Min(LongestPart, answer.Length - sent));
                    await call.WriteAsync(new AgentBytes { Data = UnsafeByteOperations.UnsafeWrap(part) }, token).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>Tells what fails with the agent from what fails with the engine.</summary>
    private static async Task<T> OfAgent<T>(Task<T> work)
    {
        try
        {
            return await work.ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw new GrpcException(GrpcStatus.Unavailable, "the ssh agent does not answer", e);
        }
    }
}
