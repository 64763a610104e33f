using System.Net;
using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;
using Docker.DotNet;

namespace ContainerTools.Commands;

/// <summary>Lists the processes of containers.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerProcess")]
[ActsOn(ContainerState.Running, ContainerState.Paused)]
[OutputType(typeof(ContainerProcess))]
public sealed class GetContainerProcessCommand : ContainerReadCommand
{
    private const string PodmanColumns = "user,pid,ppid,pcpu,stime,tty,time,args";

    /// <summary>Options for <c>ps</c> on the engine's host, instead of <c>-ef</c>. They must not leave out the process id.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string[]? PsArgument { get; set; }

    private protected override async Task<IReadOnlyList<Emission>> ReadAsync(ContainerTarget target, CancellationToken token)
    {
        try
        {
            // podman would otherwise run the container's own ps, which may not be there and need not print these columns.
            var standard = target.Engine.Version.IsPodman ? PodmanColumns : null;
            var query = new Query().Add("ps_args", PsArgument is null ? standard : string.Join(' ', PsArgument));
            var answer = await target.Engine.GetAsync(target.Path("/top"), query, token).ConfigureAwait(false);
            return [new Emission.Batch(ProcessMapping.FromTop(answer, target))];
        }
        catch (EngineException e) when (target.Engine.Version.IsPodman && e.ErrorId == "EngineAnswerInvalid")
        {
            // podman answers with nothing at all then.
            return target.Reference.IsLiteral
                ? throw new EngineException("ContainerConflict", ErrorCategory.InvalidOperation, null, $"The container '{target.Name}' is not running, or its 'ps' failed.", e)
                : [new Emission.Verbose($"{target.Caption} does not run and has no processes.")];
        }
        catch (DockerApiException e) when (!target.Reference.IsLiteral && ContainerTarget.IsNotRunning(e))
        {
            return [new Emission.Verbose($"{target.Caption} does not run and has no processes.")];
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.InternalServerError && Errors.EngineMessage(e.ResponseBody) is var message && message.Contains("ps", StringComparison.Ordinal))
        {
            throw message.Contains("executable file not found", StringComparison.Ordinal)
                ? new EngineException("ProcessListUnavailable", ErrorCategory.NotInstalled, null, $"The engine lists processes with the program 'ps' of its own machine, and that has none: {message}", e)
                : new EngineException("PsArgumentInvalid", ErrorCategory.InvalidArgument, string.Join(' ', PsArgument ?? []), $"The engine's 'ps' cannot be used so: {message}", e);
        }
    }
}
