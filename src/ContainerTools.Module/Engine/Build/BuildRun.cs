using ContainerTools.Engine.Build.Session;
using ContainerTools.Engine.Files;
using ContainerTools.Engine.Streams;

namespace ContainerTools.Engine.Build;

/// <summary>Sends a build and follows it to its end.</summary>
internal sealed class BuildRun(EngineConnection engine, BuildRequest request, BuildLog log)
{
    private const string TraceId = "moby.buildkit.trace";

    private readonly BuildTrace trace = new(log);
    private readonly ClassicBuildOutput classic = new(log, TimeProvider.System);

    /// <summary>Builds. Cancelling closes the connection, at which the engine gives up the build.</summary>
    /// <param name="wrote">Is told the bytes of each file that has been sent.</param>
    /// <param name="told">Is given the messages about layers that the classic builder fetches.</param>
    /// <returns>The engine's sentence about what failed; <see langword="null"/> if the image has been built.</returns>
    /// <exception cref="EngineException">The context cannot be read, or the engine's answer is none.</exception>
    public async Task<string?> RunAsync(Action<long> wrote, Action<JsonElement> told, CancellationToken token)
    {
        if (!request.NeedsSession || engine.Version.IsPodman) return await RunAsync(null, wrote, told, token).ConfigureAwait(false);
        using var session = await BuildSession.OpenAsync(engine, request.Mounts, token).ConfigureAwait(false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        var build = RunAsync(session.Id, wrote, told, stop.Token);
        if (await Task.WhenAny(build, session.Lost).ConfigureAwait(false) != build)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)build).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        token.ThrowIfCancellationRequested();
        // What the build says of a session that is gone is not why it is gone.
        if (session.Lost.IsCompletedSuccessfully && !build.IsCompletedSuccessfully) throw Lost(await session.Lost.ConfigureAwait(false));
        var error = await build.ConfigureAwait(false);
        return error is not null && session.Lost.IsCompletedSuccessfully ? throw Lost(await session.Lost.ConfigureAwait(false)) : error;
    }

    private EngineException Lost(Exception cause) => new("BuildSessionLost", ErrorCategory.ConnectionError, null,
        $"The build was ended, because the connection by which {engine.Endpoint.HostText} asks for secrets and ssh agents broke: {cause.Message}", cause);

    private async Task<string?> RunAsync(string? session, Action<long> wrote, Action<JsonElement> told, CancellationToken token)
    {
        var tar = new LocalTar(new BuildContextProblems(), token) { Finished = (_, length) => wrote(length) };
        using var content = request.Context is { } context ? new ArchiveContent(stream => tar.Write(context.Entries(), stream)) : null;
        using var response = await SendAsync(session, content, token).ConfigureAwait(false);
        using var stream = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
        string? error = null;
        int? code = null;
        await foreach (var message in JsonStreamReader.ReadAsync(stream, token).ConfigureAwait(false))
        {
            if ((message.Child("errorDetail").TextOrNull("message") ?? message.TextOrNull("error")) is { } failure)
            {
                (error, code) = (failure.Trim(), message.Child("errorDetail").Integer("code"));
                break;
            }
            Read(message, told);
        }
        classic.End(error, error is not null && ClassicBuildOutput.IsExit(error) ? code : null);
        return error;
    }

    private async Task<HttpResponseMessage> SendAsync(string? session, ArchiveContent? content, CancellationToken token)
    {
        var header = await RegistryCredentials.AllHeaderAsync(log.Warned, token).ConfigureAwait(false);
        try
        {
            return await engine.SendAsync(HttpMethod.Post, "build", request.ToQuery(session), content, [header], token).ConfigureAwait(false);
        }
        catch (HttpRequestException) when (content?.Failure is { } failure)
        {
            throw failure;
        }
    }

    private void Read(JsonElement message, Action<JsonElement> told)
    {
        var aux = message.Child("aux");
        if (message.TextOrNull("id") == TraceId && aux.ValueKind == JsonValueKind.String) trace.Read(aux.GetString()!);
        else if (aux.TextOrNull("ID") is { } image) log.ImageId = image;
        else if (message.TextOrNull("stream") is { } text) classic.Read(text);
        else told(message);
    }
}
