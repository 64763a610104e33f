using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace ContainerTools.ModuleTests.Registries;

/// <summary>Stands between an engine and a registry, slows what passes, and breaks connections in the middle of it.</summary>
public sealed partial class RegistryProxy : IDisposable
{
    private const int ChunkSize = 16 * 1024;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly ConcurrentBag<TcpClient> clients = [];
    private readonly string registry;

    public RegistryProxy(TestRegistry behind)
    {
        registry = behind.Address;
        listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>How many bytes each connection may carry a second in either direction; 0 means any number.</summary>
    public int BytesPerSecond { get; set; }

    /// <summary>Chooses, by its first line, the request at which the registry dies.</summary>
    public Func<string, bool> DiesAt { get; set; } = static _ => false;

    /// <summary>Whether only the connection of that request breaks, once, and the registry is back at once.</summary>
    public bool Recovers { get; set; }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(ended.Token).ConfigureAwait(false);
                clients.Add(client);
                _ = ServeAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Nobody is let in any more.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(IPEndPoint.Parse(registry), ended.Token).ConfigureAwait(false);
                await Task.WhenAny(
                    PumpAsync(client.GetStream(), server.GetStream(), isRequest: true),
                    PumpAsync(server.GetStream(), client.GetStream(), isRequest: false)).ConfigureAwait(false);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
            {
                // Broken, as it should be.
            }
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, bool isRequest)
    {
        try
        {
            var buffer = new byte[ChunkSize];
            int count;
            while ((count = await from.ReadAsync(buffer, ended.Token).ConfigureAwait(false)) > 0)
            {
                if (isRequest && RequestLine().Match(Encoding.Latin1.GetString(buffer, 0, count)) is { Success: true } line && DiesAt(line.Value))
                {
                    if (!Recovers) Die();
                    else DiesAt = static _ => false;
                    return;
                }
                if (BytesPerSecond > 0) await Task.Delay((int)(count * 1000L / BytesPerSecond), ended.Token).ConfigureAwait(false);
                await to.WriteAsync(buffer.AsMemory(0, count), ended.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The other direction has ended.
        }
    }

    /// <summary>Breaks all connections and accepts none any more.</summary>
    public void Die()
    {
        ended.Cancel();
        listener.Stop();
        foreach (var client in clients) client.Dispose();
    }

    public void Dispose()
    {
        Die();
        ended.Dispose();
    }

    [GeneratedRegex(@"\A[A-Z]+ \S+ HTTP/1\.1")]
    private static partial Regex RequestLine();
}
