using System.Net.Sockets;
using System.Text;

namespace ContainerTools.FaultEngine;

/// <summary>Something that speaks no HTTP of its own: it gives whoever sends something the same bytes, or stays silent.</summary>
/// <param name="answer">The bytes to answer with; <see langword="null"/> stays silent.</param>
public sealed class RawPeer(string? answer) : Peer
{
    /// <inheritdoc />
    protected override async Task ServeAsync(Socket client, CancellationToken token)
    {
        if (answer is null)
        {
            await Task.Delay(Timeout.Infinite, token).ConfigureAwait(false);
            return;
        }
        ArgumentNullException.ThrowIfNull(client);
        var buffer = new byte[8192];
        if (await client.ReceiveAsync(buffer, token).ConfigureAwait(false) == 0) return;
        await client.SendAsync(Encoding.UTF8.GetBytes(answer), token).ConfigureAwait(false);
        client.Shutdown(SocketShutdown.Send);
        while (await client.ReceiveAsync(buffer, token).ConfigureAwait(false) > 0)
        {
        }
    }
}
