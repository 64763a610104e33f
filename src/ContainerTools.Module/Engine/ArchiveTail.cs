using System.Text;

namespace ContainerTools.Engine;

/// <summary>
/// Keeps the end of an archive that passes. A whole one ends in two blocks of zeros; where an engine fails after it has begun
/// to send, its error stands there instead, behind HTTP's success.
/// </summary>
internal sealed class ArchiveTail
{
    private const int EndMark = 2 * Tar.TarStreamReader.BlockSize;
    private const int Kept = 4 * EndMark;

    private byte[] tail = [];

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= Kept)
        {
            tail = bytes[^Kept..].ToArray();
            return;
        }
        byte[] joined = [.. tail, .. bytes];
        tail = joined.Length > Kept ? joined[^Kept..] : joined;
    }

    /// <summary>Whether the archive has an end.</summary>
    public bool HasEnd => tail.Length >= EndMark && !tail.AsSpan(tail.Length - EndMark).ContainsAnyExcept((byte)0);

    /// <summary>What an engine says where the end should be; <see langword="null"/> if it says nothing.</summary>
    public string? Reason
    {
        get
        {
            var text = Encoding.UTF8.GetString(tail);
            var start = text.LastIndexOf("{\"errorDetail\"", StringComparison.Ordinal);
            if (start < 0) start = text.LastIndexOf("{\"message\"", StringComparison.Ordinal);
            if (start < 0) return null;
            try
            {
                using var json = JsonDocument.Parse(text[start..].TrimEnd());
                return json.RootElement.Child("errorDetail").TextOrNull("message") ?? json.RootElement.TextOrNull("message");
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
