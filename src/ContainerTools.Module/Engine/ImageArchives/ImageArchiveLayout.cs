namespace ContainerTools.Engine.ImageArchives;

/// <summary>
/// Finds the images of an archive: by docker's <c>manifest.json</c>, by the <c>index.json</c> of the OCI image layout, or by
/// both, as newer engines write them.
/// </summary>
internal sealed class ImageArchiveLayout
{
    private const string DockerManifest = "manifest.json";
    private const string OciIndex = "index.json";
    private const string NameAnnotation = "io.containerd.image.name";
    private const string ReferenceAnnotation = "org.opencontainers.image.ref.name";

    private readonly ArchiveDocuments documents;
    private readonly ImageArchiveLimits limits;
    private readonly bool includeFiles;
    private readonly List<ArchivedImage> images = [];
    private readonly HashSet<string> visited = new(StringComparer.Ordinal);
    private int namedByDocker;

    private ImageArchiveLayout(ArchiveDocuments documents, ImageArchiveLimits limits, bool includeFiles) =>
        (this.documents, this.limits, this.includeFiles) = (documents, limits, includeFiles);

    /// <exception cref="ImageArchiveException">There is no image in it, or one that is not whole.</exception>
    public static IReadOnlyList<ArchivedImage> Images(ArchiveDocuments documents, ImageArchiveLimits limits, bool includeFiles)
    {
        var layout = new ImageArchiveLayout(documents, limits, includeFiles);
        var (docker, oci) = (documents.Document(DockerManifest), documents.Document(OciIndex));
        foreach (var entry in docker.Items()) layout.AddDocker(entry);
        layout.namedByDocker = layout.images.Count;
        if (oci.ValueKind == JsonValueKind.Object) layout.AddIndex(oci, [], null, 0);
        if (layout.images.Count > 0) return layout.images;
        throw new ImageArchiveException(docker.ValueKind == JsonValueKind.Undefined && oci.ValueKind == JsonValueKind.Undefined
            ? "it has neither a manifest.json nor an index.json, so it is no image archive. If it is a bare file system, import it with -RootFileSystem"
            : "it describes no image that is in it");
    }

    private void AddDocker(JsonElement entry)
    {
        if (entry.TextOrNull("Config") is not { } configName) throw new ImageArchiveException($"its {DockerManifest} names an image without a configuration");
        configName = ArchivePath.Relative(configName);
        Add(configName, entry.Texts("Layers").ConvertAll(ArchivePath.Relative), entry.Texts("RepoTags"), []);
    }

    /// <summary>Walks an index. What it names and the archive lacks is of another platform, and was left out by its maker.</summary>
    private void AddIndex(JsonElement index, IReadOnlyList<string> path, string? inheritedName, int depth)
    {
        if (depth > limits.IndexDepth) throw new ImageArchiveException($"its indexes name each other more than {limits.IndexDepth.Invariant()} deep");
        foreach (var descriptor in index.Child("manifests").Items())
        {
            var digest = descriptor.Text("digest");
            var name = NameOf(descriptor.Child("annotations")) ?? inheritedName;
            if (!visited.Add(digest))
            {
                // The same image under a second name; an index that names itself ends here too.
                if (name is not null && images.FindIndex(i => i.ManifestDigests.Contains(digest)) is >= 0 and var known) Merge(known, [name], []);
                continue;
            }
            if (IsAttestation(descriptor)) continue;
            var document = documents.Document(BlobName(digest));
            string[] digests = [.. path, digest];
            if (document.Child("manifests").ValueKind == JsonValueKind.Array) AddIndex(document, digests, name, depth + 1);
            else if (document.Child("config").ValueKind == JsonValueKind.Object) AddManifest(document, digests, name);
        }
    }

    private void AddManifest(JsonElement manifest, string[] digests, string? name)
    {
        var config = BlobName(manifest.Child("config").Text("digest"));
        // Artefacts of other kinds have manifests too, and no file system.
        if (documents.Document(config).Child("rootfs").ValueKind != JsonValueKind.Object) return;
        Add(config, [.. manifest.Child("layers").Items().Select(l => BlobName(l.Text("digest")))], name is null ? [] : [name], digests);
    }

    private void Add(string configName, IReadOnlyList<string> layerNames, IReadOnlyList<string> tags, string[] manifestDigests)
    {
        var config = documents.Document(configName);
        if (config.ValueKind != JsonValueKind.Object || documents.Digest(configName) is not { } id) throw new ImageArchiveException($"it lacks the configuration '{configName}' of an image");
        var known = images.FindIndex(i => i.Id == id);
        if (known >= 0)
        {
            Merge(known, tags, manifestDigests);
            return;
        }
        images.Add(new ArchivedImage(id)
        {
            Tags = tags,
            ManifestDigests = manifestDigests,
            Platform = string.Join('/', new[] { config.TextOrNull("os"), config.TextOrNull("architecture"), config.TextOrNull("variant") }.OfType<string>()) is { Length: > 0 } platform ? platform : null,
            Layers = Layers(id, config, layerNames),
        });
    }

    private void Merge(int known, IReadOnlyList<string> tags, IReadOnlyList<string> manifestDigests) => images[known] = images[known] with
    {
        // Where both layouts are there, the index has the same names in another spelling.
        Tags = known < namedByDocker ? images[known].Tags : [.. images[known].Tags.Union(tags, StringComparer.Ordinal)],
        ManifestDigests = [.. images[known].ManifestDigests.Union(manifestDigests, StringComparer.Ordinal)],
    };

    private ArchivedLayer[] Layers(string id, JsonElement config, IReadOnlyList<string> names)
    {
        var diffIds = config.Child("rootfs").Texts("diff_ids");
        if (diffIds.Count != names.Count)
        {
            throw new ImageArchiveException($"the image {id} names {names.Count.Invariant()} layers, and its configuration {diffIds.Count.Invariant()}");
        }
        foreach (var name in names)
        {
            if (!documents.Contains(name)) throw new ImageArchiveException($"it lacks the layer '{name}' of the image {id}");
        }
        // Instructions that only set something have an entry in the history and no layer.
        var history = config.Child("history").Items().Where(h => h.Flag("empty_layer") != true).ToArray();
        return
        [
            .. diffIds.Select((diffId, i) => new ArchivedLayer(diffId)
            {
                CreatedBy = history.Length == diffIds.Count ? history[i].TextOrNull("created_by") : null,
                Created = history.Length == diffIds.Count ? history[i].Time("created") : null,
                Comment = history.Length == diffIds.Count ? history[i].TextOrNull("comment") : null,
                Content = includeFiles ? documents.Layer(names[i]) : null,
            }),
        ];
    }

    /// <summary>Statements about an image that a builder puts beside it, in the shape of an image for no platform.</summary>
    private static bool IsAttestation(JsonElement descriptor) =>
        descriptor.Child("annotations").TextOrNull("vnd.docker.reference.type") is not null || descriptor.Child("platform").TextOrNull("os") == "unknown";

    /// <summary>The name as people write it. The second annotation is only a tag where the index was not meant to be loaded.</summary>
    private static string? NameOf(JsonElement annotations) =>
        (annotations.TextOrNull(NameAnnotation) ?? annotations.TextOrNull(ReferenceAnnotation)) is { } text && ImageReference.TryParse(text, out var name) && name.Tag is not null
            ? name.ToString() : null;

    private static string BlobName(string digest) => ArchivePath.Relative($"blobs/{digest.Replace(':', '/')}");
}
