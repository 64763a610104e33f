using System.Buffers;
using System.Runtime.CompilerServices;

namespace ContainerTools.Engine.Streams;

/// <summary>
/// Reads a JSON list whose items are made into something else one by one, while it comes: however long it is, no more than an
/// item and what has come with it is held.
/// </summary>
internal sealed class JsonListReader<T>(Func<JsonElement, T> make)
{
    private const int FirstSize = 32 * 1024;

    /// <summary>An item that is longer than this is nothing that an engine lists.</summary>
    private const int Longest = 64 * 1024 * 1024;

    private JsonReaderState state;

    /// <summary>Hands out what has come, each time that something has. <c>null</c> is an empty list.</summary>
    /// <exception cref="JsonException">It is something else, or ends within the list.</exception>
    public async IAsyncEnumerable<IReadOnlyList<T>> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken token)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
        try
        {
            var length = 0;
            for (var ended = false; !ended;)
            {
                if (length == buffer.Length) buffer = Larger(buffer);
                var read = await stream.ReadAsync(buffer.AsMemory(length), token).ConfigureAwait(false);
                ended = read == 0;
                length += read;
                var made = Take(buffer.AsSpan(0, length), ended, out var used);
                buffer.AsSpan(used, length - used).CopyTo(buffer);
                length -= used;
                if (made.Count > 0) yield return made;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Larger(byte[] full)
    {
        if (full.Length >= Longest) throw new JsonException($"an item is longer than {Longest.Invariant()} bytes");
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }

    /// <summary>Takes the items that are whole; where one is not, reading goes on before it when more has come.</summary>
    private List<T> Take(ReadOnlySpan<byte> bytes, bool ended, out int used)
    {
        var made = new List<T>();
        var reader = new Utf8JsonReader(bytes, ended, state);
        (used, var before) = (0, state);
        while (TryTake(ref reader, out var item))
        {
            if (item is not null)
            {
                // What its memory was lent for is over once it has been made into something.
                using (item) made.Add(make(item.RootElement));
            }
            (used, before) = ((int)reader.BytesConsumed, reader.CurrentState);
        }
        state = before;
        return made;
    }

    /// <summary>Goes on by an item, or by an end of the list.</summary>
    private static bool TryTake(ref Utf8JsonReader reader, out JsonDocument? item)
    {
        item = null;
        if (!reader.Read()) return false;
        if (reader.CurrentDepth > 0) return JsonDocument.TryParseValue(ref reader, out item);
        return reader.TokenType is JsonTokenType.StartArray or JsonTokenType.EndArray or JsonTokenType.Null ? true : throw new JsonException("it is not a list");
    }
}
