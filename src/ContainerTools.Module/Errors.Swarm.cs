using ContainerTools.Engine;
using Docker.DotNet;

namespace ContainerTools;

internal static partial class Errors
{
    private const string RpcPrefix = "rpc error: code = ";
    private const string RpcMessage = " desc = ";

    private static readonly string[] DockersAdvice = [" Use \"docker", " Use `--"];

    /// <summary>What the managers of a swarm refuse, told by words in their sentence, and what to do about it.</summary>
    private static readonly (string Words, string Id, ErrorCategory Category, string Advice)[] SwarmRefusals =
    [
        ("not a swarm manager", "NotASwarmManager", ErrorCategory.InvalidOperation, "Only a manager answers this: name one with -Context or -EngineHost, or make this engine one with Initialize-ContainerSwarm or Join-ContainerSwarm."),
        ("needs to be unlocked", "SwarmLocked", ErrorCategory.InvalidOperation, "Unlock-ContainerSwarm unlocks it, with the key that Get-ContainerSwarmUnlockKey gives on another manager."),
        ("could not be unlocked", "UnlockKeyInvalid", ErrorCategory.PermissionDenied, "Get-ContainerSwarmUnlockKey gives the key on a manager that is not locked."),
        ("invalid key string", "UnlockKeyInvalid", ErrorCategory.InvalidArgument, "Get-ContainerSwarmUnlockKey gives the key on a manager that is not locked."),
        ("is not locked", "SwarmNotLocked", ErrorCategory.InvalidOperation, "There is nothing to unlock."),
        ("already part of a swarm", "SwarmAlreadyActive", ErrorCategory.ResourceExists, "Exit-ContainerSwarm takes the engine out of it."),
        ("not part of a swarm", "NotInSwarm", ErrorCategory.InvalidOperation, "Initialize-ContainerSwarm makes a swarm, Join-ContainerSwarm joins one."),
        ("could not choose an IP address", "SwarmAddressAmbiguous", ErrorCategory.InvalidArgument, "Say with -AdvertiseAddress by which address the other nodes reach it."),
        ("could not find the system's IP address", "SwarmAddressAmbiguous", ErrorCategory.InvalidArgument, "Say with -AdvertiseAddress by which address the other nodes reach it."),
        ("before node joined", "SwarmJoinPending", ErrorCategory.OperationTimeout, "Check that the node reaches the manager's port (TCP 2377) and the manager the node; Get-ContainerSwarm shows its state."),
        ("participating as a manager", "SwarmManagerLeaving", ErrorCategory.InvalidOperation, "Make it a worker first with Set-ContainerNode -Role Worker, or leave with -Force."),
        ("does not have a leader", "SwarmWithoutLeader", ErrorCategory.ResourceUnavailable, "More than half of the managers have to run. If they are gone for good, Initialize-ContainerSwarm -ForceNewCluster on one of them makes a swarm of what it knows."),
        ("invalid join token", "SwarmTokenInvalid", ErrorCategory.PermissionDenied, "Get-ContainerSwarmToken gives the token on a manager; it may have been changed since."),
        ("join token is necessary", "SwarmTokenInvalid", ErrorCategory.PermissionDenied, "Get-ContainerSwarmToken gives the token on a manager."),
        ("is not down and can't be removed", "NodeNotDown", ErrorCategory.InvalidOperation, "Take its engine out with Exit-ContainerSwarm first, or remove it with -Force."),
        ("is a cluster manager", "NodeIsManager", ErrorCategory.InvalidOperation, "Make it a worker first with Set-ContainerNode -Role Worker."),
        ("last manager", "LastManager", ErrorCategory.InvalidOperation, "A swarm has one manager at least."),
        ("does not have a previous spec", "ServiceNeverUpdated", ErrorCategory.InvalidOperation, "Only an update can be taken back, and only the last one."),
        ("update out of sequence", "{0}Changed", ErrorCategory.ResourceBusy, "Somebody else changed it at the same time, again and again. Try again."),
        ("is in use by the following service", "{0}InUse", ErrorCategory.InvalidOperation, "Remove the services that use it first, or take it from them with Set-ContainerService."),
    ];

    /// <summary>A failed call about one thing of a swarm that the user named or piped.</summary>
    /// <param name="name">Its name; for one that a pattern fitted, it tells which.</param>
    public static ErrorRecord OfSwarm(Exception failure, EngineEndpoint endpoint, SwarmKind kind, EngineReference reference, string name)
    {
        var target = reference.IsPattern ? name : reference.Text;
        return SwarmTarget.IsGone(failure) ? SwarmNotFound(kind, target) : From(failure, endpoint, kind.Subject, target);
    }

    public static ErrorRecord SwarmNotFound(SwarmKind kind, string name) => Record($"{kind.Subject}NotFound", ErrorCategory.ObjectNotFound, name,
        $"There is no {kind.Word} '{name}' in this swarm. {kind.Getter} lists those that are there.", null);

    public static ErrorRecord StackNotFound(string name) => Record("StackNotFound", ErrorCategory.ObjectNotFound, name,
        $"There is no stack '{name}' in this swarm. Get-ContainerStack lists those that are there.", null);

    private static (string Id, ErrorCategory Category, string Message)? OfSwarm(string message, Subject subject)
    {
        foreach (var (words, id, category, advice) in SwarmRefusals)
        {
            if (!message.Contains(words, StringComparison.Ordinal)) continue;
            // What docker's own client is to be called with is no help here.
            var cut = DockersAdvice.Select(start => message.IndexOf(start, StringComparison.Ordinal)).Where(at => at > 0).DefaultIfEmpty(message.Length).Min();
            return (id.Replace("{0}", subject.ToString(), StringComparison.Ordinal), category, $"{message[..cut].TrimEnd('.', ' ')}. {advice}");
        }
        return null;
    }

    /// <summary>The sentence of an error that the managers sent each other.</summary>
    private static string WithoutRpc(string message) =>
        message.IndexOf(RpcPrefix, StringComparison.Ordinal) is var start and >= 0 && message.IndexOf(RpcMessage, start, StringComparison.Ordinal) is var cut and > 0
            ? message[..start] + message[(cut + RpcMessage.Length)..]
            : message;
}
