using System.IO.Compression;
using System.Text.Json.Nodes;
using ContainerTools.Engine.Tar;

namespace ContainerTools.Engine.Contexts;

/// <summary>
/// A context on its way to another machine, in docker's format: a tar archive, or when read also a zip archive, of
/// <c>meta.json</c>, which describes it, and <c>tls/&lt;endpoint&gt;/&lt;file&gt;</c>, its certificates and keys
/// (docker/cli, cli/context/store).
/// </summary>
/// <param name="Description">What the store says of it.</param>
/// <param name="Tls">Its files for TLS.</param>
internal sealed record ContextArchive(JsonObject Description, IReadOnlyList<ContextArchive.TlsFile> Tls)
{
    /// <summary>The most that is read of an archive, packed and unpacked; docker's bound too.</summary>
    public const int Largest = 10 * 1024 * 1024;

    private const string DescriptionFile = "meta.json";
    private const string TlsFolder = "tls";
    private const int Readable = (int)(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    private const int OwnersFile = (int)(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    private const int OwnersFolder = OwnersFile | (int)UnixFileMode.UserExecute;

    /// <param name="Endpoint">What it is for: <c>docker</c>, or an orchestrator of old.</param>
    /// <param name="Name">The file's name: <c>ca.pem</c>, <c>cert.pem</c>, <c>key.pem</c>.</param>
    public sealed record TlsFile(string Endpoint, string Name, byte[] Content);

    public void Write(Stream destination)
    {
        var writer = new TarStreamWriter(destination);
        Add(writer, DescriptionFile, Readable, JsonSerializer.SerializeToUtf8Bytes(Description, ContextStore.Layout));
        Add(writer, TlsFolder, OwnersFolder);
        foreach (var endpoint in Tls.GroupBy(file => file.Endpoint, StringComparer.Ordinal))
        {
            Add(writer, $"{TlsFolder}/{endpoint.Key}", OwnersFolder);
            foreach (var file in endpoint) Add(writer, $"{TlsFolder}/{file.Endpoint}/{file.Name}", OwnersFile, file.Content);
        }
        writer.End();
    }

    /// <param name="name">What it is called, for messages.</param>
    /// <exception cref="EngineException">It is no such archive, or one that would write elsewhere.</exception>
    public static ContextArchive Read(Stream source, string name)
    {
        JsonObject? description = null;
        var tls = new List<TlsFile>();
        try
        {
            foreach (var (path, content) in Files(Bounded(source)))
            {
                var parts = path.Split('/');
                if (path == DescriptionFile) description = JsonNode.Parse(content) as JsonObject;
                else if (parts.Length == 3 && parts[0] == TlsFolder && IsName(parts[1]) && IsName(parts[2])) tls.Add(new TlsFile(parts[1], parts[2], content));
                else throw new InvalidDataException($"'{DisplayText.Printable(path)}' does not belong there");
            }
            // A name that occurs twice is only found when it is looked at.
            _ = description?.Count;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException or JsonException or ArgumentException or NotSupportedException)
        {
            throw Invalid(name, e.Message.TrimEnd('.'), e);
        }
        return description is null ? throw Invalid(name, $"there is no description ({DescriptionFile}) in it", null) : new ContextArchive(description, tls);
    }

    private static IEnumerable<(string Path, byte[] Content)> Files(MemoryStream bytes)
    {
        var unpacked = 0L;
        if (bytes.Length > 4 && bytes.GetBuffer().AsSpan(0, 4).SequenceEqual("PK\x03\x04"u8))
        {
            using var zip = new ZipArchive(bytes);
            foreach (var entry in zip.Entries.Where(entry => !entry.FullName.EndsWith('/')))
            {
                using var content = entry.Open();
                yield return (entry.FullName, Content(content));
            }
            yield break;
        }
        var reader = new TarStreamReader(bytes);
        for (var isWhole = false; Next(reader, isWhole);)
        {
            isWhole = reader.Entry.Type == TarEntryType.File;
            if (isWhole) yield return (reader.Entry.Name, Content(reader.Data));
        }

        byte[] Content(Stream content)
        {
            var whole = Bounded(content).ToArray();
            return (unpacked += whole.Length) <= Largest ? whole : throw TooLong();
        }
    }

    /// <summary>docker leaves out what fills up the last block, and the archive's end: after the whole content of a file that is no damage.</summary>
    private static bool Next(TarStreamReader reader, bool isWhole)
    {
        try
        {
            return reader.Read();
        }
        catch (EndOfStreamException) when (isWhole)
        {
            return false;
        }
    }

    private static MemoryStream Bounded(Stream source)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int count; (count = source.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > Largest) throw TooLong();
        }
        bytes.Position = 0;
        return bytes;
    }

    private static void Add(TarStreamWriter writer, string path, int mode, byte[]? content = null)
    {
        writer.Begin(new TarEntry(path, content is null ? TarEntryType.Directory : TarEntryType.File, content?.Length ?? 0, content?.Length ?? 0) { Mode = mode, ModifiedUnix = DateTimeOffset.UtcNow.ToUnixTimeSeconds() });
        writer.Write(content);
    }

    private static bool IsName(string part) => part.Length > 0 && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') && part.Trim('.').Length > 0;

    private static InvalidDataException TooLong() => new($"it is longer than {(Largest / 1024 / 1024).Invariant()} MiB");

    private static EngineException Invalid(string name, string why, Exception? cause) => new("ContextArchiveInvalid", ErrorCategory.InvalidData, name,
        $"'{name}' is not what Export-ContainerContext or 'docker context export' write: {why}.", cause);
}
