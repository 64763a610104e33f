using ContainerTools.Engine.Streams;
using Docker.DotNet;

namespace ContainerTools.Engine;

/// <summary>Sends an archive of files to an engine, which makes an image of them.</summary>
internal static class ImageImport
{
    private const string FailureId = "ImageImportFailed";

    /// <summary>Sends the archive while it is read; it is never held whole.</summary>
    /// <param name="name">What the archive is called in messages.</param>
    /// <param name="progress">Is told what is done, and how many bytes of how many.</param>
    /// <returns>The image's id.</returns>
    /// <exception cref="EngineException">The engine could not make an image of it.</exception>
    public static async Task<string> RunAsync(EngineConnection engine, Stream archive, Query query, string name, Action<string, long?, long?> progress, CancellationToken token)
    {
        using var counted = new CountingStream(archive, (sent, total) => progress("Sent", sent, total));
        using var content = new UploadContent(counted, "application/x-tar");
        using var response = await SendAsync(engine, query, content, name, token).ConfigureAwait(false);
        using var messages = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
        string? id = null;
        await EngineMessages.ReadAsync(messages, $"import {name}", FailureId, name, message =>
        {
            var status = message.TextOrNull("status");
            if (status?.StartsWith("sha256:", StringComparison.Ordinal) == true) id = status;
            else if (status is not null) progress(status, message.Child("progressDetail").Number("current"), message.Child("progressDetail").Number("total"));
        }, token).ConfigureAwait(false);
        return id ?? throw new EngineException("EngineAnswerInvalid", ErrorCategory.InvalidData, name, "The engine took the archive and did not say which image it made of it.");
    }

    private static async Task<HttpResponseMessage> SendAsync(EngineConnection engine, Query query, HttpContent content, string name, CancellationToken token)
    {
        try
        {
            return await engine.SendAsync(HttpMethod.Post, "images/create", query, content, token).ConfigureAwait(false);
        }
        catch (DockerApiException e)
        {
            throw EngineMessages.Failure($"import {name}", FailureId, Errors.EngineMessage(e.ResponseBody), (int)e.StatusCode, name, e);
        }
    }
}
