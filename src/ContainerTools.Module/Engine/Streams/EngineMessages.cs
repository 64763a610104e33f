namespace ContainerTools.Engine.Streams;

/// <summary>
/// The messages that an engine sends while it pulls, imports or builds: what it does, how far each layer is, and in the end
/// whether it worked, which the HTTP status cannot say any more.
/// </summary>
internal static class EngineMessages
{
    private static readonly (string, ErrorCategory) Missing = ("ImageNotFound", ErrorCategory.ObjectNotFound);

    private static readonly string[] Denials =
    [
        "unauthorized", "401 Unauthorized", "403 Forbidden", "access denied", "access to the resource is denied", "authentication required",
        "no basic auth credentials", "incorrect username or password",
    ];

    private static readonly string[] BrokenConnections =
    [
        "connection refused", "connection reset by peer", "broken pipe", "no such host", "no route to host", "network is unreachable", "i/o timeout",
        "TLS handshake", "x509: ", "server gave HTTP response to HTTPS client", "Client.Timeout", "context deadline exceeded", "server misbehaving", "proxyconnect",
    ];

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
    /// <param name="denied">What to do where a registry lets nobody in.</param>
    public static EngineException Failure(
        string doing, string failureId, string message, int? code, object? target, Exception? cause = null, string denied = "Connect-ContainerRegistry signs in to a registry.")
    {
        var (id, category) = message switch
        {
            // What Docker Hub says of a name that nobody has: it does not tell private from missing.
            _ when Says("repository does not exist") || Says("does not exist locally") || Says("tag does not exist") => Missing,
            _ when Says("no matching manifest for") => ("PlatformNotFound", ErrorCategory.ObjectNotFound),
            _ when code == 429 || Says("toomanyrequests") || Says("too many requests") => ("RegistryRateLimited", ErrorCategory.LimitsExceeded),
            _ when code is 401 or 403 || IsDenial(message) => ("AccessDenied", ErrorCategory.PermissionDenied),
            _ when code == 404 || Says("manifest unknown") || Says("not found: manifest") || Says("404 Not Found") => Missing,
            _ when IsConnection(message) => ("RegistryUnreachable", ErrorCategory.ConnectionError),
            _ => (failureId, ErrorCategory.NotSpecified),
        };
        var advice = id == "AccessDenied" ? $". {denied}" : "";
        return new EngineException(id, category, target, $"The engine could not {doing}: {message.Trim().TrimEnd('.')}{advice}", cause);

        bool Says(string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsDenial(string message) => Denials.Any(words => message.Contains(words, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether an engine could not talk to a registry. A broken address is one only if there is an address.</summary>
    private static bool IsConnection(string message) => BrokenConnections.Any(words => message.Contains(words, StringComparison.Ordinal))
        || (message.EndsWith("EOF", StringComparison.Ordinal) && message.Contains("://", StringComparison.Ordinal));
}
