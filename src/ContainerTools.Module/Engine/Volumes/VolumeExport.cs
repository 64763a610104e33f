using System.IO.Compression;

namespace ContainerTools.Engine;

/// <summary>Writes a volume's content to a file.</summary>
internal sealed class VolumeExport(VolumeTarget volume, Action<string> warn)
{
    /// <summary>Whether the containers that use the volume are paused meanwhile.</summary>
    public required bool Suspend { get; init; }

    /// <summary>Whether a volume that containers may be writing to is taken as it is.</summary>
    public required bool Force { get; init; }

    /// <param name="gzip">Whether the archive is packed.</param>
    /// <param name="progress">Is told how many bytes have been read.</param>
    /// <exception cref="EngineException">Containers use the volume, or the file cannot be written.</exception>
    public async Task RunAsync(string file, bool gzip, Action<long> progress, CancellationToken token)
    {
        // The volume would be made by mounting it.
        await volume.Engine.GetAsync(volume.Path, null, token).ConfigureAwait(false);
        var running = SuspendedContainers.Running(await volume.UsersAsync(token).ConfigureAwait(false));
        if (running.Count > 0 && !Suspend)
        {
            if (!Force) throw VolumeUse.Refusal(volume, running, "-Suspend pauses them while the volume is read, -Force reads it as it is.");
            warn($"The volume '{volume.Name}' is exported while it is in use by {string.Join(", ", running)}: what is written meanwhile may be there in part. -Suspend pauses them.");
        }
        using var partial = PartialFile.Begin(file);
        await using var mount = await VolumeMount.CreateAsync(volume.Engine, volume.Name, readOnly: true, warn, token).ConfigureAwait(false);
        await using var suspended = new SuspendedContainers(volume, warn);
        if (Suspend) await suspended.SuspendAsync(token).ConfigureAwait(false);
        await Task.Factory.StartNew(() => Download(mount, partial, gzip, progress, token), token, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
    }

    private void Download(VolumeMount mount, PartialFile file, bool gzip, Action<long> progress, CancellationToken token)
    {
        var download = new ArchiveDownload(volume.Engine, mount.ArchivePath, new Query().Add("path", VolumeMount.Root + "/."), "the volume", "VolumeExportFailed");
        // Not disposed of where it fails: it would write what it holds.
        var packed = gzip ? new GZipStream(file.Stream, CompressionLevel.Optimal, leaveOpen: true) : null;
        download.Run(packed ?? file.Stream, progress, token);
        try
        {
            packed?.Dispose();
            file.Complete();
        }
        catch (IOException e)
        {
            throw new EngineException("FileUnwritable", ErrorCategory.WriteError, null, $"The file with the volume cannot be written: {e.Message}", e);
        }
    }
}
