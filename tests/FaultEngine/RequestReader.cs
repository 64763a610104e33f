using System.Globalization;
using System.Text;

namespace ContainerTools.FaultEngine;

/// <summary>Takes requests, their bodies with them, from a connection.</summary>
internal sealed class RequestReader(Stream stream)
{
    private readonly byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;

    /// <returns>The next one, or <see langword="null"/> when the client has closed the connection.</returns>
    public async Task<Request?> ReadAsync(CancellationToken token)
    {
        if (await LineAsync(token).ConfigureAwait(false) is not { } first) return null;
        var request = RequestPattern.Of(first + "\r\n") ?? throw new IOException($"'{first}' begins no request.");
        var (length, chunked) = (0, false);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await LineAsync(token).ConfigureAwait(false) is { Length: > 0 } header)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            var value = header[(colon + 1)..].Trim();
            headers[header[..colon]] = value;
            switch (header[..colon].ToLowerInvariant())
            {
                case "content-length": length = int.Parse(value, CultureInfo.InvariantCulture); break;
                case "transfer-encoding": chunked = value == "chunked"; break;
            }
        }
        using var body = new MemoryStream();
        if (!chunked) await BytesAsync(body, length, token).ConfigureAwait(false);
        else
        {
            int size;
            do
            {
                size = int.Parse(await LineAsync(token).ConfigureAwait(false) ?? "", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                await BytesAsync(body, size, token).ConfigureAwait(false);
                await LineAsync(token).ConfigureAwait(false);
            }
            while (size > 0);
        }
        return new Request(request, headers, body.ToArray());
    }

    private async Task<string?> LineAsync(CancellationToken token)
    {
        while (true)
        {
            if (buffer.AsSpan(start, end - start).IndexOf("\r\n"u8) is var cut and >= 0)
            {
                var line = Encoding.Latin1.GetString(buffer, start, cut);
                start += cut + 2;
                return line;
            }
            if (!await FillAsync(token).ConfigureAwait(false)) return null;
        }
    }

    private async Task BytesAsync(MemoryStream body, int count, CancellationToken token)
    {
        while (count > 0)
        {
            if (start == end && !await FillAsync(token).ConfigureAwait(false)) throw new IOException("the request ends within its body");
            var piece = Math.Min(count, end - start);
            body.Write(buffer, start, piece);
            start += piece;
            count -= piece;
        }
    }

    private async Task<bool> FillAsync(CancellationToken token)
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        var count = await stream.ReadAsync(buffer.AsMemory(end), token).ConfigureAwait(false);
        end += count;
        return count > 0;
    }
}
