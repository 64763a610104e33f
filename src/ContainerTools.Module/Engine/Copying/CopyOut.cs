using ContainerTools.Engine.Files;

namespace ContainerTools.Engine.Copying;

/// <summary>Copies files out of a container.</summary>
internal sealed class CopyOut(CopyJob job, ContainerCopySource source)
{
    private const string Cut = "It and what follows it are missing; what was there before is as it was.";

    private bool ownerTold;

    /// <summary>Reading blocks, so it takes a thread of its own.</summary>
    public Task RunAsync(Action<int> wrote, Action<EngineException> tell, CancellationToken token) =>
        Task.Factory.StartNew(() => Run(wrote, tell, token), token, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Run(Action<int> wrote, Action<EngineException> tell, CancellationToken token)
    {
        using var folders = new ExtractionFolders(Open(job.Plan.Folder));
        var extraction = new Extraction(folders, CopyNames.Of(job), job.KeepOwners)
        {
            Refused = (entry, why) => tell(job.Refusal(entry, why)),
            OwnerRefused = () => TellOwner(tell),
            Wrote = wrote,
        };
        string? current = null;
        try
        {
            using var archive = ContainerFileSystem.Open(CopyNames.Request(source), token);
            while (archive.Read())
            {
                token.ThrowIfCancellationRequested();
                current = archive.Reader.Entry.Name;
                extraction.Unpack(archive.Reader);
            }
        }
        catch (Exception e) when (token.IsCancellationRequested && e is not OperationCanceledException)
        {
            throw new OperationCanceledException(e.Message, e, token);
        }
        catch (ExtractionFailure e)
        {
            throw e.IsLocal
                ? new EngineException("FileUnwritable", ErrorCategory.WriteError, current, $"'{DisplayText.Printable(current)}' from '{source.Text}' cannot be written to '{job.Arrival}': {e.Message} {Cut}", e)
                : job.Incomplete(current, Cut, e);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or InvalidDataException or EngineException { ErrorId: ContainerArchive.CutOffId })
        {
            throw job.Incomplete(current, current is null ? "" : "What follows it is missing.", e);
        }
        finally
        {
            folders.LeaveAll();
        }
    }

    private void TellOwner(Action<EngineException> tell)
    {
        if (ownerTold) return;
        ownerTold = true;
        tell(new EngineException("OwnerNotKept", ErrorCategory.PermissionDenied, job.Arrival,
            $"What was copied to '{job.Arrival}' belongs to this user: only an administrator may give files to others. Run as one, or leave out -Archive."));
    }

    private static ExtractionFolder Open(string folder)
    {
        try
        {
            return ExtractionFolder.Open(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException("FileUnwritable", ErrorCategory.WriteError, folder, $"Nothing can be put into '{folder}': {e.Message}", e);
        }
    }
}
