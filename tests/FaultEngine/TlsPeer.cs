using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ContainerTools.FaultEngine;

/// <summary>Something that speaks TLS where an engine should, with a certificate of the test, and says nothing more.</summary>
public sealed class TlsPeer(X509Certificate2 certificate) : Peer
{
    /// <inheritdoc />
    protected override async Task ServeAsync(Socket client, CancellationToken token)
    {
        try
        {
            using var stream = new SslStream(new NetworkStream(client));
            await stream.AuthenticateAsServerAsync(certificate).ConfigureAwait(false);
            _ = await stream.ReadAsync(new byte[4096], token).ConfigureAwait(false);
        }
        catch (AuthenticationException)
        {
            // The module has refused.
        }
    }
}
