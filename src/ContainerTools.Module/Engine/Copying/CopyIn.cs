using ContainerTools.Engine.Files;

namespace ContainerTools.Engine.Copying;

/// <summary>Copies local files into a container.</summary>
internal sealed class CopyIn(CopyJob job, LocalCopySource source, ContainerCopyTarget target)
{
    public async Task RunAsync(Action<int> wrote, Action<EngineException> tell, CancellationToken token)
    {
        var problems = new CopyProblems(tell);
        var tar = new LocalTar(problems, token) { Wrote = wrote };
        try
        {
            var entries = new LocalTree(job.KeepOwners, problems).List(source.Item, job.Plan.Name);
            await ContainerFileSystem.UnpackAsync(new ContainerPlace(target.Container, job.Plan.Folder), stream => tar.Write(entries, stream), token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException && !token.IsCancellationRequested)
        {
            throw job.Incomplete(tar.Current, "In the container it may be cut off, and what follows it is missing.", e);
        }
    }
}
