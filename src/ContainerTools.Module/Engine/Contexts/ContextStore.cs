using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;

namespace ContainerTools.Engine.Contexts;

/// <summary>
/// The store of contexts in docker's folder, read and written as the CLI does, so that both see the same: a folder a context,
/// named by the hash of its name, and the certificates in another tree.
/// </summary>
internal sealed class ContextStore(string folder)
{
    private const string DockerEndpoint = "docker";
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = Owner | UnixFileMode.UserExecute;
    private const UnixFileMode Readable = Owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>docker's layout of what describes a context.</summary>
    public static readonly JsonSerializerOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private string Root => Path.Combine(folder, "contexts");

    /// <summary>The context of that name.</summary>
    /// <param name="named">Who named it, for the message; <see langword="null"/> where that is plain.</param>
    /// <exception cref="EngineException">There is none, or its file is broken.</exception>
    public StoredContext Get(string name, string? named = null) => Find(name) ?? throw NotFound(name, named);

    /// <summary>The context of that name; <see langword="null"/> where there is none.</summary>
    /// <exception cref="EngineException">Its file is broken.</exception>
    public StoredContext? Find(string name) => Read(MetadataFolder(name), name);

    /// <summary>Whether there is one of that name, be it broken.</summary>
    public bool Exists(string name) => File.Exists(MetadataFile(MetadataFolder(name)));

    /// <summary>All contexts, by name.</summary>
    /// <param name="failed">Is told which could not be read, and why.</param>
    public IReadOnlyList<StoredContext> List(Action<EngineException> failed)
    {
        var contexts = new List<StoredContext>();
        foreach (var entry in Folders())
        {
            try
            {
                if (Read(entry, null) is { } context) contexts.Add(context);
            }
            catch (EngineException e)
            {
                failed(e);
            }
        }
        return [.. contexts.OrderBy(context => context.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>
    /// Writes a context. What the store has for it beside what is written here stays. Certificates are there before a new
    /// description names their engine: an engine for TLS is at no moment one without.
    /// </summary>
    /// <param name="tls">The certificates that it has from now on; <see langword="null"/> leaves them as they are.</param>
    /// <exception cref="EngineException">It cannot be written.</exception>
    public StoredContext Write(string name, string? description, string host, bool skipTlsVerify, TlsMaterial? tls)
    {
        try
        {
            var document = Document(MetadataFile(MetadataFolder(name))) ?? [];
            document["Name"] = name;
            var metadata = Child(document, "Metadata");
            if (string.IsNullOrEmpty(description)) metadata.Remove("Description");
            else metadata["Description"] = description;
            var endpoint = Child(Child(document, "Endpoints"), DockerEndpoint);
            endpoint["Host"] = host;
            endpoint["SkipTLSVerify"] = skipTlsVerify;
            if (tls is not null) WriteTls(name, tls);
            CreateFolder(MetadataFolder(name), null);
            WriteFile(MetadataFile(MetadataFolder(name)), Encoding.UTF8.GetBytes(document.ToJsonString(Layout)), Readable);
            if (tls is { HasFiles: false }) RemoveFolder(TlsFolder(name));
            return Get(name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(name, e);
        }
    }

    /// <summary>A context with all that the store has of it, its keys too.</summary>
    /// <exception cref="EngineException">There is none, or its files cannot be read.</exception>
    public ContextArchive Export(string name)
    {
        var document = Document(MetadataFile(MetadataFolder(name))) ?? throw NotFound(name, null);
        var folder = new DirectoryInfo(TlsFolders(name));
        try
        {
            var files = folder.Exists
                ? folder.EnumerateDirectories().SelectMany(endpoint => endpoint.EnumerateFiles().Select(file => new ContextArchive.TlsFile(endpoint.Name, file.Name, File.ReadAllBytes(file.FullName))))
                : [];
            return new ContextArchive(document, [.. files.OrderBy(file => file.Endpoint, StringComparer.Ordinal).ThenBy(file => file.Name, StringComparer.Ordinal)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(folder.FullName, e);
        }
    }

    /// <summary>Writes a context that came from elsewhere, under a name that nothing has yet.</summary>
    /// <param name="from">Where it came from, for messages.</param>
    /// <exception cref="EngineException">It names no engine, or cannot be written; nothing of it is left then.</exception>
    public StoredContext Import(string name, ContextArchive archive, string from)
    {
        _ = Stored(archive.Description, name, MetadataFolder(name), from);
        try
        {
            archive.Description["Name"] = name;
            foreach (var file in archive.Tls)
            {
                var path = Path.Combine(TlsFolders(name), file.Endpoint, file.Name);
                CreateFolder(TlsRoot, null);
                CreateFolder(Path.GetDirectoryName(path)!, OwnersFolder);
                WriteFile(path, file.Content, Owner);
            }
            CreateFolder(MetadataFolder(name), null);
            WriteFile(MetadataFile(MetadataFolder(name)), Encoding.UTF8.GetBytes(archive.Description.ToJsonString(Layout)), Readable);
            return Get(name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove(name);
            throw Unwritable(name, e);
        }
    }

    /// <summary>Removes a context with its certificates.</summary>
    /// <returns>Whether it was there.</returns>
    /// <exception cref="EngineException">It cannot be removed.</exception>
    public bool Remove(string name)
    {
        try
        {
            var known = Directory.Exists(MetadataFolder(name));
            RemoveFolder(MetadataFolder(name));
            RemoveFolder(TlsFolders(name));
            return known;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(name, e);
        }
    }

    private StoredContext? Read(string metadataFolder, string? name)
    {
        var file = MetadataFile(metadataFolder);
        var document = Document(file);
        if (document is null) return null;
        name ??= Text(document["Name"]) is { Length: > 0 } written ? written : throw Invalid(file, $"The file '{file}' names no context.");
        return Stored(document, name, metadataFolder, file);
    }

    private StoredContext Stored(JsonObject document, string name, string metadataFolder, string file)
    {
        var endpoint = (document["Endpoints"] as JsonObject)?[DockerEndpoint] as JsonObject;
        var host = Text(endpoint?["Host"]) is { Length: > 0 } text ? text : throw Invalid(name, $"The context '{name}' names no docker host; its file is '{file}'.");
        return new StoredContext
        {
            Name = name,
            Description = Text((document["Metadata"] as JsonObject)?["Description"]) is { Length: > 0 } description ? description : null,
            Host = host,
            SkipTlsVerify = endpoint!["SkipTLSVerify"] is JsonValue skip && skip.TryGetValue<bool>(out var value) && value,
            MetadataFolder = metadataFolder,
            TlsFolder = Directory.Exists(TlsFolder(name)) ? TlsFolder(name) : null,
        };
    }

    private void WriteTls(string name, TlsMaterial tls)
    {
        if (!tls.HasFiles) return;
        CreateFolder(TlsRoot, null);
        CreateFolder(TlsFolder(name), OwnersFolder);
        foreach (var (file, content) in tls.Files)
        {
            var path = Path.Combine(TlsFolder(name), file);
            if (content is null) File.Delete(path);
            else WriteFile(path, content, Owner);
        }
    }

    private void CreateFolder(string path, UnixFileMode? mode)
    {
        // docker's own folder may get secrets later.
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else
        {
            if (!Directory.Exists(folder)) Directory.CreateDirectory(folder, OwnersFolder);
            if (mode is { } given) Directory.CreateDirectory(path, given);
            else Directory.CreateDirectory(path);
        }
    }

    private static void WriteFile(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        using var partial = new PartialFile(path, mode);
        partial.Write(content);
        partial.Complete(flushToDisk: true);
    }

    private static void RemoveFolder(string path)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
    }

    private string[] Folders()
    {
        var meta = Path.Combine(Root, "meta");
        try
        {
            return Directory.GetDirectories(meta);
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(meta, e);
        }
    }

    /// <summary>The file as it stands; <see langword="null"/> where there is none.</summary>
    private static JsonObject? Document(string file)
    {
        try
        {
            var document = JsonNode.Parse(File.ReadAllBytes(file)) as JsonObject ?? throw new JsonException("it is not an object");
            // A name that occurs twice is only found when it is looked at.
            _ = document.Count;
            return document;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw Unreadable(file, e);
        }
    }

    private static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is JsonObject child) return child;
        var made = new JsonObject();
        parent[name] = made;
        return made;
    }

    /// <summary>What a node says where it is text.</summary>
    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private string MetadataFolder(string name) => Path.Combine(Root, "meta", Key(name));

    private static string MetadataFile(string metadataFolder) => Path.Combine(metadataFolder, "meta.json");

    private string TlsRoot => Path.Combine(Root, "tls");

    /// <summary>The folder with a folder for each endpoint of a context.</summary>
    private string TlsFolders(string name) => Path.Combine(TlsRoot, Key(name));

    private string TlsFolder(string name) => Path.Combine(TlsFolders(name), DockerEndpoint);

    private static string Key(string name) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name))).ToLowerInvariant();

    public EngineException NotFound(string name, string? named) => new("ContextNotFound", ErrorCategory.ObjectNotFound, name,
        $"There is no context '{name}'{named} in '{Root}'. Get-ContainerContext lists those that are there.");

    private static EngineException Invalid(string target, string message) => new("ContextInvalid", ErrorCategory.InvalidData, target, message);

    private static EngineException Unreadable(string file, Exception cause) => new("ConfigurationUnreadable", ErrorCategory.ReadError, file,
        $"docker's file '{file}' cannot be read: {cause.Message}", cause);

    private static EngineException Unwritable(string name, Exception cause) =>
        new("ContextUnwritable", cause is UnauthorizedAccessException ? ErrorCategory.PermissionDenied : ErrorCategory.WriteError, name,
            $"The context '{name}' cannot be written: {cause.Message}", cause);
}
