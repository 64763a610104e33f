using System.Net;
using ContainerTools.Engine.ImageArchives;
using ContainerTools.Engine.Tar;
using Docker.DotNet;

namespace ContainerTools.Engine.Files;

/// <summary>
/// A container's file system as the engine shows it: nothing is run in the container, so it may be stopped, and needs no shell.
/// </summary>
internal static class ContainerFileSystem
{
    /// <summary>How many symbolic links are followed one after the other. The engine follows them too, so that one is enough but for a race.</summary>
    private const int LongestChain = 8;

    private const string NotFolder = "extraction point is not a directory";
    private const string TooManyLinks = "too many links in";

    /// <summary>Asks what is at a path. The last part of the path is not followed if it is a symbolic link, unless a slash is behind it.</summary>
    /// <returns><see langword="null"/> if there is nothing.</returns>
    /// <exception cref="DockerApiException">The container is not there, or the engine cannot say.</exception>
    public static async Task<ContainerPathStat?> StatAsync(ContainerPlace place, CancellationToken token)
    {
        try
        {
            using var answer = await SendAsync(place, HttpMethod.Head, token).ConfigureAwait(false);
            return ContainerPathStat.Read(answer, place.Engine);
        }
        catch (DockerApiException)
        {
            // An answer to this method has no body that could say what is wrong; the same question for the content has.
        }
        try
        {
            using var answer = await SendAsync(place, HttpMethod.Get, token).ConfigureAwait(false);
            return ContainerPathStat.Read(answer, place.Engine);
        }
        catch (DockerApiException e) when (IsMissing(e, place.Path))
        {
            return null;
        }
        catch (DockerApiException e) when (IsEndless(e, place.Path))
        {
            return new ContainerPathStat(ContainerFileType.SymbolicLink, 0, null);
        }
    }

    /// <summary>Asks what is at a path, symbolic links followed to their end.</summary>
    /// <returns>What is there, or <see langword="null"/>, and the place without the links.</returns>
    public static async Task<(ContainerPathStat? Stat, ContainerPlace Place)> ResolveAsync(ContainerPlace place, CancellationToken token)
    {
        for (var hop = 0; ; hop++)
        {
            var stat = await StatAsync(place, token).ConfigureAwait(false);
            if (stat?.LinkTarget is not { } next || hop == LongestChain) return (stat, place);
            place = new ContainerPlace(place.Container, next);
        }
    }

    /// <summary>Begins to read what is at a path, as a tar archive. It blocks, so it takes a thread of its own.</summary>
    /// <remarks>Until it has been read to its end or closed the engine answers nothing else about this container, its logs included.</remarks>
    public static ContainerArchive Open(ContainerPlace place, CancellationToken token)
    {
        var stream = place.Engine.OpenStream(HttpMethod.Get, place.Container.Path("/archive"), new Query().Add("path", place.Path), null, StreamKind.Archive, token);
        return new ContainerArchive(stream);
    }

    /// <summary>What an archive says of one path: more than <see cref="StatAsync"/>, its owner above all.</summary>
    public static Task<TarEntry> HeaderAsync(ContainerPlace place, CancellationToken token) => Task.Run(
        () =>
        {
            using var archive = Open(place, token);
            archive.Read();
            return archive.Reader.Entry;
        }, token);

    /// <summary>Unpacks an archive into a directory of a container. What fails midway leaves what has been unpacked until then.</summary>
    /// <param name="folder">The directory, which has to be there.</param>
    /// <param name="write">Writes the archive, on a thread of its own.</param>
    /// <exception cref="DockerApiException">The engine refused.</exception>
    /// <exception cref="EngineException">The archive could not be written whole.</exception>
    public static async Task UnpackAsync(ContainerPlace folder, Action<Stream> write, CancellationToken token)
    {
        var query = new Query().Add("path", folder.Path).Add("noOverwriteDirNonDir", true);
        using var content = new ArchiveContent(write);
        try
        {
            using var answer = await folder.Engine.SendAsync(HttpMethod.Put, folder.Container.Path("/archive"), query, content, token).ConfigureAwait(false);
        }
        catch (HttpRequestException) when (content.Failure is { } failure)
        {
            throw failure;
        }
        catch (DockerApiException e) when (IsMissing(e, folder.Path))
        {
            throw NoFolder(folder, e);
        }
    }

    private static EngineException NoFolder(ContainerPlace folder, DockerApiException refusal) => refusal.ResponseBody?.Contains(NotFolder, StringComparison.Ordinal) == true
        ? new("ContainerPathNotDirectory", ErrorCategory.InvalidArgument, folder.Name, $"'{folder.Name}' is no directory, so nothing can be put into it.", refusal)
        : new("ContainerPathNotFound", ErrorCategory.ObjectNotFound, folder.Name,
            $"There is no directory '{folder.Name}' to put anything into, and it is not made along the way. Invoke-ContainerExec with mkdir makes it, or Copy-ContainerItem copies one.", refusal);

    /// <summary>Whether a failure says that there is nothing at the path, and not that the container is not there.</summary>
    public static bool IsMissing(Exception failure, string path) => failure is DockerApiException { ResponseBody: { } body } answer && !ContainerTarget.IsGone(failure) && (
        answer.StatusCode == HttpStatusCode.NotFound
        || body.Contains("not a directory", StringComparison.Ordinal)
        || body.Contains("file name too long", StringComparison.Ordinal)
        || body.Contains("too many levels of symbolic links", StringComparison.Ordinal)
        || body.Contains(TooManyLinks, StringComparison.Ordinal) && !IsEndless(failure, path)
        || body.Contains("no such file or directory", StringComparison.Ordinal));

    /// <summary>Whether a failure says that the path is a symbolic link that leads to itself.</summary>
    private static bool IsEndless(Exception failure, string path) =>
        failure is DockerApiException { ResponseBody: { } body } && body.Contains(TooManyLinks, StringComparison.Ordinal)
        && Errors.EngineMessage(body).EndsWith(ArchivePath.Absolute(path), StringComparison.Ordinal);

    private static Task<HttpResponseMessage> SendAsync(ContainerPlace place, HttpMethod method, CancellationToken token) =>
        place.Engine.SendAsync(method, place.Container.Path("/archive"), new Query().Add("path", place.Path), null, token);
}
