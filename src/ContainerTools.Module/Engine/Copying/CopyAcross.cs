using ContainerTools.Engine.Files;

namespace ContainerTools.Engine.Copying;

/// <summary>Copies files from one container into another, on the same engine or between two: each piece goes on as it comes.</summary>
internal sealed class CopyAcross(CopyJob job, ContainerCopySource source, ContainerCopyTarget target)
{
    /// <summary>How much of a container fits in memory on its way back into the same one.</summary>
    private const int LargestWithin = 32 * 1024 * 1024;

    private string? current;

    public async Task RunAsync(Action<int> wrote, Action<EngineException> tell, CancellationToken token)
    {
        var folder = new ContainerPlace(target.Container, job.Plan.Folder);
        try
        {
            if (source.Place.Id == target.Container.Id && source.Place.Endpoint.HostText == target.Container.Endpoint.HostText)
            {
                var archive = await Task.Factory.StartNew(() => Collect(tell, token), token, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
                await ContainerFileSystem.UnpackAsync(folder, stream => Send(archive, stream, wrote), token).ConfigureAwait(false);
            }
            else
            {
                await ContainerFileSystem.UnpackAsync(folder, stream => Relay(stream, wrote, tell, token), token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException && !token.IsCancellationRequested)
        {
            throw Incomplete(e);
        }
    }

    /// <summary>Sends what the one engine sends on to the other.</summary>
    private void Relay(Stream request, Action<int> wrote, Action<EngineException> tell, CancellationToken token)
    {
        var relay = new ArchiveRelay(CopyNames.Of(job), job.KeepOwners, (entry, why) => tell(job.Refusal(entry, why))) { Wrote = wrote };
        try
        {
            using var archive = ContainerFileSystem.Open(CopyNames.Request(source), token);
            relay.Copy(archive, request, token);
        }
        catch (Exception e) when (e is ArchiveReadException or EngineException { ErrorId: ContainerArchive.CutOffId })
        {
            current = relay.Current;
            throw Incomplete(e);
        }
        finally
        {
            current = relay.Current;
        }
    }

    /// <summary>
    /// The engine takes nothing for a container while it sends something of it. Within one container all of it has to be here before
    /// any of it can go back.
    /// </summary>
    private BoundedMemory Collect(Action<EngineException> tell, CancellationToken token)
    {
        var memory = new BoundedMemory(LargestWithin);
        try
        {
            Relay(memory, static _ => { }, tell, token);
        }
        catch (BoundedMemory.FullException e)
        {
            throw new EngineException("CopyWithinContainerTooLarge", ErrorCategory.LimitsExceeded, source.Text,
                $"'{source.Text}' has more than {LargestWithin / 1024 / 1024} MiB and goes into the container that it comes from, which the engine allows only in one piece. " +
                "Use Invoke-ContainerExec with cp, or copy it to this machine and from there.", e);
        }
        memory.Position = 0;
        return memory;
    }

    private static void Send(BoundedMemory archive, Stream request, Action<int> wrote)
    {
        archive.CopyTo(request);
        wrote((int)archive.Length);
    }

    private EngineException Incomplete(Exception cause) => job.Incomplete(current, "In the container it may be cut off, and what follows it is missing.", cause);
}
