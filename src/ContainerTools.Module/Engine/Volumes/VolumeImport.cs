using System.Formats.Tar;
using System.Text;
using System.Text.Json.Nodes;
using ContainerTools.Engine.Tar;
using Docker.DotNet;
using TarEntry = ContainerTools.Engine.Tar.TarEntry;

namespace ContainerTools.Engine;

/// <summary>Fills a volume from a file; one that is not there is made.</summary>
internal sealed class VolumeImport(VolumeTarget volume, Action<string> warn)
{
    /// <summary>Whether a volume that containers are using is written to all the same.</summary>
    public required bool Force { get; init; }

    /// <param name="progress">Is told how many bytes of how many have been sent.</param>
    /// <exception cref="EngineException">Containers use the volume, or the file is no archive.</exception>
    public async Task RunAsync(string file, Action<long, long?> progress, CancellationToken token)
    {
        using var archive = VolumeArchive.Open(file);
        var isNew = await MakeAsync(token).ConfigureAwait(false);
        try
        {
            await FillAsync(archive, file, progress, token).ConfigureAwait(false);
        }
        catch when (isNew)
        {
            await UnmakeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task FillAsync(VolumeArchive archive, string file, Action<long, long?> progress, CancellationToken token)
    {
        await using var mount = await VolumeMount.CreateAsync(volume.Engine, volume.Name, readOnly: false, warn, token).ConfigureAwait(false);
        using var body = archive.Content(progress);
        await PutAsync(mount, VolumeMount.Root, body, file, token).ConfigureAwait(false);
        if (archive.RootEntry is not { } root) return;
        // The engine passes over the folder that it unpacks into; seen from above it is a folder like others.
        using var folder = Folder(root);
        await PutAsync(mount, "/", folder, file, token).ConfigureAwait(false);
    }

    private async Task PutAsync(VolumeMount mount, string path, Stream archive, string file, CancellationToken token)
    {
        using var content = new UploadContent(archive, "application/x-tar");
        try
        {
            using var answer = await volume.Engine.SendAsync(HttpMethod.Put, mount.ArchivePath, new Query().Add("path", path), content, token).ConfigureAwait(false);
        }
        catch (DockerApiException e) when (e.StatusCode is System.Net.HttpStatusCode.InternalServerError or System.Net.HttpStatusCode.BadRequest)
        {
            throw VolumeArchive.Invalid(file, Errors.EngineMessage(e.ResponseBody), e);
        }
        catch (Exception e) when (e is InvalidDataException || e.InnerException is InvalidDataException)
        {
            throw VolumeArchive.Invalid(file, e.Message, e);
        }
    }

    /// <summary>Makes the volume where there is none.</summary>
    /// <returns>Whether it was made.</returns>
    private async Task<bool> MakeAsync(CancellationToken token)
    {
        try
        {
            await volume.Engine.GetAsync(volume.Path, null, token).ConfigureAwait(false);
        }
        catch (DockerApiException e) when (VolumeTarget.IsGone(e))
        {
            var request = new JsonObject { ["Name"] = volume.Name };
            await volume.Engine.GetAsync(HttpMethod.Post, "volumes/create", null, EngineConnection.Json(Encoding.UTF8.GetBytes(request.ToJsonString())), CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        var users = await volume.UsersAsync(token).ConfigureAwait(false);
        var active = users.Where(user => user.State is ContainerState.Running or ContainerState.Restarting or ContainerState.Paused).ToList();
        if (active.Count > 0 && !Force) throw VolumeUse.Refusal(volume, active, "Stop them, or write to it all the same with -Force.");
        return false;
    }

    /// <summary>A volume that was made for an archive which could not be unpacked is not left behind.</summary>
    private async Task UnmakeAsync()
    {
        try
        {
            await volume.Engine.DoAsync(HttpMethod.Delete, volume.Path, null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DockerApiException or HttpRequestException or IOException)
        {
            warn($"The volume '{volume.Name}' was made for the import and could not be removed after it failed: {e.Message}");
        }
    }

    private static MemoryStream Folder(TarEntry root)
    {
        var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(System.Formats.Tar.TarEntryType.Directory, VolumeMount.Root[1..] + "/")
            {
                Mode = (UnixFileMode)(root.Mode & 0xFFF),
                Uid = (int)Math.Clamp(root.Uid, 0, int.MaxValue),
                Gid = (int)Math.Clamp(root.Gid, 0, int.MaxValue),
                ModificationTime = DateTimeOffset.FromUnixTimeSeconds(Math.Max(root.ModifiedUnix, 0)),
            });
        }
        stream.Position = 0;
        return stream;
    }
}
