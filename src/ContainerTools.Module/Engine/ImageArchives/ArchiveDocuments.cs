using System.Security.Cryptography;

namespace ContainerTools.Engine.ImageArchives;

/// <summary>
/// What is kept of an archive while it passes: its small JSON documents, its layers' file lists, and its links, all by the name
/// of their entry. Only at the end of an archive is it known what each of them was.
/// </summary>
internal sealed class ArchiveDocuments
{
    private const int LongestLinkChain = 16;

    private readonly Dictionary<string, byte[]> documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LayerContent> layers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> damage = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> links = new(StringComparer.Ordinal);
    private readonly HashSet<string> present = new(StringComparer.Ordinal);

    public void AddFile(string name) => present.Add(name);

    public void AddDocument(string name, byte[] json) => documents[name] = json;

    public void AddLayer(string name, LayerContent content) => layers[name] = content;

    /// <summary>Remembers what is wrong with something that may be a layer, in case it is one.</summary>
    public void AddDamage(string name, string reason) => damage[name] = reason;

    public void AddLink(string name, string target) => links[name] = target;

    public bool Contains(string name) => Resolve(name) is { } real && present.Contains(real);

    /// <summary>The document, or an undefined element where there is none of that name.</summary>
    /// <exception cref="ImageArchiveException">It is not JSON.</exception>
    public JsonElement Document(string name) => Bytes(name) is { } bytes ? Parse(name, bytes) : default;

    /// <summary>The SHA-256 of a document, as images are called by it.</summary>
    public string? Digest(string name) => Bytes(name) is { } bytes ? $"sha256:{Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant()}" : null;

    /// <summary>The files of a layer.</summary>
    /// <exception cref="ImageArchiveException">The archive lacks it, or it is damaged.</exception>
    public LayerContent Layer(string name)
    {
        var real = Resolve(name);
        if (real is not null && layers.TryGetValue(real, out var layer)) return layer;
        if (real is not null && damage.TryGetValue(real, out var reason)) throw new ImageArchiveException($"its layer '{name}' cannot be read: {reason}");
        throw new ImageArchiveException(real is not null && present.Contains(real) ? $"its layer '{name}' is not a tar archive" : $"it lacks its layer '{name}'");
    }

    /// <summary>The entry that a name leads to. docker's old layout stores a layer that occurs twice as a link.</summary>
    private string? Resolve(string name)
    {
        for (var i = 0; i < LongestLinkChain; i++)
        {
            if (!links.TryGetValue(name, out var target)) return name;
            name = target;
        }
        return null;
    }

    private byte[]? Bytes(string name) => Resolve(name) is { } real ? documents.GetValueOrDefault(real) : null;

    private static JsonElement Parse(string name, byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new ImageArchiveException($"its '{name}' is not the JSON that it should be: {e.Message}", e);
        }
    }
}
