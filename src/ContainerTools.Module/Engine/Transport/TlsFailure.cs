using System.Security.Authentication;

namespace ContainerTools.Engine.Transport;

/// <summary>Finds out what a failure of TLS means, where no certificate of the engine was refused.</summary>
internal static class TlsFailure
{
    // What the libraries below say of the alert that the other side sent; there is no other way to learn it.
    private static readonly string[] CertificateAlerts =
    [
        "alert certificate required", "alert bad certificate", "alert unknown ca", "alert certificate unknown", "alert certificate expired",
        "alert certificate revoked", "alert unsupported certificate", "alert access denied",
    ];

    /// <summary>What happened; <see langword="null"/> where it was not TLS.</summary>
    public static EngineException? Of(Exception failure, EngineEndpoint endpoint)
    {
        if (endpoint.Tls is not { } tls) return null;
        var chain = Causes(failure).ToList();
        if (chain.Select(cause => Array.Find(CertificateAlerts, alert => cause.Message.Contains(alert, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(found => found is not null) is { } alert)
        {
            return tls.Material is { Certificate: not null, Key: not null }
                ? new EngineException("TlsClientCertificateRefused", ErrorCategory.PermissionDenied, null,
                    $"{endpoint.Describe()} refuses the client's certificate (cert.pem) of {tls.Origin}: {alert}. It must be issued by the authority that the engine trusts, for clients, and be valid now.", failure)
                : new EngineException("TlsClientCertificateRequired", ErrorCategory.PermissionDenied, null,
                    $"{endpoint.Describe()} wants a certificate of the client, and {tls.Origin} has none: {alert}. Both cert.pem and key.pem are needed.", failure);
        }
        if (chain.Find(cause => cause is AuthenticationException) is not { } handshake) return null;
        return IsNoTls(chain)
            ? new EngineException("TlsNotSpoken", ErrorCategory.ConnectionError, null,
                $"{endpoint.Describe()} does not speak TLS: it {(chain.Exists(IsEnd) ? "ended the connection" : "answered something else")}. TLS is used because {tls.Reason}. Check the port, which is 2376 for TLS by custom; for an engine without TLS, take that away.", failure)
            : new EngineException("TlsFailed", ErrorCategory.ConnectionError, null,
                $"There is no TLS with {endpoint.Describe()}: {string.Join(" ", chain.SkipWhile(cause => cause != handshake).Select(cause => cause.Message).Distinct())}", failure);
    }

    /// <summary>Whether an answer in HTTP says that the port wants TLS.</summary>
    public static bool WantsTls(string text) => text.Contains("HTTPS", StringComparison.OrdinalIgnoreCase) && text.Contains("HTTP request", StringComparison.OrdinalIgnoreCase);

    public static EngineException Required(EngineEndpoint endpoint) => new("TlsRequired", ErrorCategory.ConnectionError, null,
        $"{endpoint.Describe()} speaks TLS only. Use a context with the certificates for it (New-ContainerContext -CACertificate …), or set DOCKER_TLS_VERIFY and DOCKER_CERT_PATH.");

    private static bool IsNoTls(List<Exception> chain) => chain.Exists(cause => IsEnd(cause)
        || cause.Message.Contains("frame", StringComparison.OrdinalIgnoreCase)
        || cause.Message.Contains("wrong version number", StringComparison.OrdinalIgnoreCase)
        || cause.Message.Contains("packet length", StringComparison.OrdinalIgnoreCase));

    private static bool IsEnd(Exception cause) => cause.Message.Contains("unexpected EOF", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Exception> Causes(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException) yield return failure;
    }
}
