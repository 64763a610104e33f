namespace ContainerTools.Engine.Streams;

/// <summary>
/// Reads JSON values that follow each other in a stream, with or without white space or record separators (RFC 7464) between
/// them, however the stream cuts them.
/// </summary>
internal static class JsonStreamReader
{
    private const int FirstSize = 8 * 1024;
    private const byte RecordSeparator = 0x1E;

    /// <summary>A value that is longer than this is no message of an engine.</summary>
    private const int Longest = 64 * 1024 * 1024;

    /// <summary>Reads to the end, handing out each value as soon as it is complete.</summary>
    /// <exception cref="JsonException">What came is not JSON, or ends within a value.</exception>
    public static async IAsyncEnumerable<JsonElement> ReadAsync(Stream stream, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token = default)
    {
        var buffer = new byte[FirstSize];
        var length = 0;
        for (var ended = false; !ended;)
        {
            if (length == buffer.Length) Array.Resize(ref buffer, length < Longest ? length * 2 : throw new JsonException($"a value is longer than {Longest.Invariant()} bytes"));
            var read = await stream.ReadAsync(buffer.AsMemory(length), token).ConfigureAwait(false);
            ended = read == 0;
            length += read;
            var start = 0;
            while (TryTake(buffer.AsSpan(start, length - start), ended, out var used, out var value))
            {
                start += used;
                yield return value;
            }
            buffer.AsSpan(start, length - start).CopyTo(buffer);
            length -= start;
        }
    }

    /// <summary>Takes the first value out of what has come.</summary>
    private static bool TryTake(ReadOnlySpan<byte> bytes, bool ended, out int used, out JsonElement value)
    {
        (used, value) = (0, default);
        while (used < bytes.Length && (bytes[used] is RecordSeparator or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')) used++;
        if (used == bytes.Length) return false;
        // Only the end of an object is seen without what follows; a number could go on.
        var reader = new Utf8JsonReader(bytes[used..], isFinalBlock: ended, state: default);
        if (!JsonDocument.TryParseValue(ref reader, out var document)) return false;
        using (document) value = document!.RootElement.Clone();
        used += (int)reader.BytesConsumed;
        return true;
    }
}
