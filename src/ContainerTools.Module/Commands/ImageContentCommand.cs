using ContainerTools.Engine;
using ContainerTools.Engine.ImageArchives;

namespace ContainerTools.Commands;

/// <summary>A question about what is in images' layers, asked of images on engines or of saved ones in files.</summary>
public abstract class ImageContentCommand : ImageReadCommand
{
    /// <summary>Files of saved images, with wildcards: docker's archives and OCI layouts in tar, also packed with gzip or zstd. No engine is asked.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Path")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>What reaches the pipeline of an image in a file.</summary>
    private protected abstract IEnumerable<object> Describe(ArchivedImage image, string name);

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName != "Path")
        {
            base.ProcessRecord();
            return;
        }
        foreach (var file in PathResolution.Files(this, Path, literal: false))
        {
            if (Read(file) is not { } images) continue;
            foreach (var image in images) WriteObject(Describe(image, image.Tags.Count > 0 ? image.Tags[0] : image.Id), enumerateCollection: true);
        }
    }

    private IReadOnlyList<ArchivedImage>? Read(string file)
    {
        try
        {
            using var archive = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 64 * 1024, FileOptions.SequentialScan);
            return Wait(token => Task.Run(() => new ImageArchiveReader(includeFiles: true).Read(archive, token), token));
        }
        catch (ImageArchiveException e)
        {
            WriteError(Errors.From(new EngineException("ImageArchiveInvalid", ErrorCategory.InvalidData, file, $"{file} cannot be read: {e.Message}.", e), null, Errors.Subject.Image, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            WriteError(Errors.Unreadable(file, e));
        }
        return null;
    }
}
