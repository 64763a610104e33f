using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ContainerTools.ModuleTests.Transports;

/// <summary>Something that speaks TLS where an engine should, with a certificate of the test.</summary>
internal sealed class TlsPeer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Task accepting;

    public TlsPeer(X509Certificate2 certificate)
    {
        listener.Start();
        accepting = AcceptAsync(certificate);
    }

    public string Address => $"tcp://{listener.LocalEndpoint}";

    private async Task AcceptAsync(X509Certificate2 certificate)
    {
        while (true)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync();
                await using var stream = new SslStream(client.GetStream());
                await stream.AuthenticateAsServerAsync(certificate);
                _ = await stream.ReadAsync(new byte[4096]);
            }
            catch (Exception e) when (e is AuthenticationException or IOException)
            {
                // The module has refused.
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    public void Dispose()
    {
        listener.Dispose();
        accepting.Wait();
    }
}
