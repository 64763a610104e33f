using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ContainerTools.Engine.Transport;

/// <summary>TCP with TLS on it.</summary>
internal sealed class TlsDialer(Uri host, EndpointTls tls) : Dialer
{
    private readonly SocketDialer sockets = new(host);
    private readonly TlsIdentity identity = new(tls.Material);

    public override async ValueTask<Stream> OpenAsync(CancellationToken token)
    {
        var stream = new SslStream(await sockets.OpenAsync(token).ConfigureAwait(false));
        var check = new CertificateCheck(host, tls);
        try
        {
            await stream.AuthenticateAsClientAsync(Options(check), token).ConfigureAwait(false);
            return stream;
        }
        catch (Exception e)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            if (Reason(e, check) is { } reason) throw reason;
            throw;
        }
    }

    protected override DedicatedStream OpenDedicated(StreamKind kind, CancellationToken token)
    {
        var socket = sockets.Connect(token);
        var stream = new SslStream(new GatheringStream(new NetworkStream(socket, ownsSocket: true), kind));
        var check = new CertificateCheck(host, tls);
        using var abort = token.UnsafeRegister(static state => ((Socket)state!).Dispose(), socket);
        try
        {
            stream.AuthenticateAsClient(Options(check));
            return new DedicatedStream(stream, () => stream.ShutdownAsync().GetAwaiter().GetResult());
        }
        catch (Exception e)
        {
            stream.Dispose();
            token.ThrowIfCancellationRequested();
            if (Reason(e, check) is { } reason) throw reason;
            throw;
        }
    }

    private SslClientAuthenticationOptions Options(CertificateCheck check)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (identity.Authorities is { } authorities)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authorities);
        }
        return new SslClientAuthenticationOptions
        {
            TargetHost = host.IdnHost,
            ClientCertificateContext = identity.Client,
            CertificateChainPolicy = policy,
            RemoteCertificateValidationCallback = check.Accept,
        };
    }

    /// <summary>Why there is no TLS, where what was thrown does not say it; an end of the connection meanwhile is a refusal too.</summary>
    private static Exception? Reason(Exception thrown, CertificateCheck check) => (Exception?)check.Rejection ?? (thrown is IOException ? new AuthenticationException(thrown.Message, thrown) : null);
}
