namespace ContainerTools.Engine.Streams;

/// <summary>
/// The messages that an engine sends while it pulls, imports or builds: what it does, how far each layer is, and in the end
/// whether it worked, which the HTTP status cannot say any more.
/// </summary>
internal static class EngineMessages
{
    /// <summary>Reads to the end.</summary>
    /// <param name="doing">What the engine was asked to do, for the message of a failure: "import root.tar".</param>
    /// <param name="failureId">The id of the error for a failure that says nothing more.</param>
    /// <param name="target">What the user passed.</param>
    /// <param name="each">Is given each message that is no failure.</param>
    /// <exception cref="EngineException">A message reports a failure; all messages before it have been given.</exception>
    public static async Task ReadAsync(Stream stream, string doing, string failureId, object? target, Action<JsonElement> each, CancellationToken token)
    {
        await foreach (var message in JsonStreamReader.ReadAsync(stream, token).ConfigureAwait(false))
        {
            if ((message.Child("errorDetail").TextOrNull("message") ?? message.TextOrNull("error")) is { } failure)
            {
                throw Failure(doing, failureId, failure, message.Child("errorDetail").Integer("code"), target);
            }
            each(message);
        }
    }

    /// <summary>A failure that an engine reports in words.</summary>
    /// <param name="code">The HTTP status that the engine or a registry put beside them, if any.</param>
    public static EngineException Failure(string doing, string failureId, string message, int? code, object? target, Exception? cause = null)
    {
        var (id, category) = message switch
        {
            _ when code is 401 or 403 || Says("unauthorized") || Says("access denied") || Says("authentication required") => ("AccessDenied", ErrorCategory.PermissionDenied),
            _ when code == 404 || Says("manifest unknown") || Says("not found: manifest") => ("ImageNotFound", ErrorCategory.ObjectNotFound),
            _ => (failureId, ErrorCategory.NotSpecified),
        };
        return new EngineException(id, category, target, $"The engine could not {doing}: {message.Trim()}", cause);

        bool Says(string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
    }
}
