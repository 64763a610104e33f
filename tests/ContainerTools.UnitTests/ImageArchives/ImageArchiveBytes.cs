using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ContainerTools.UnitTests.Tar;

namespace ContainerTools.UnitTests.ImageArchives;

/// <summary>Makes image archives in the layouts that are about.</summary>
internal static class ImageArchiveBytes
{
    public static byte[] Gzip(byte[] plain)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(plain);
        return result.ToArray();
    }

    public static byte[] Zstd(byte[] plain)
    {
        using var compressor = new ZstdSharp.Compressor();
        return compressor.Wrap(plain).ToArray();
    }

    public static string Digest(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    public static byte[] Json(object value) => JsonSerializer.SerializeToUtf8Bytes(value);

    /// <summary>The configuration of an image of these layers, each made by one instruction, with one more that made none.</summary>
    public static byte[] Config(params byte[][] layers) => Json(new
    {
        os = "linux",
        architecture = "amd64",
        rootfs = new { type = "layers", diff_ids = layers.Select(Digest) },
        history = layers.Select((_, i) => (object)new { created = "2024-05-06T07:08:09Z", created_by = $"RUN step {i} # buildkit" })
            .Append(new { created = "2024-05-06T07:08:10Z", created_by = "CMD [\"sh\"]", empty_layer = true }),
    });

    /// <summary>docker's own layout before version 25: a folder for each layer, and the manifest at the end.</summary>
    public static byte[] DockerLayout(string[] tags, params byte[][] layers) => DockerLayout(Config(layers), tags, layers);

    public static byte[] DockerLayout(byte[] config, string[] tags, params byte[][] layers)
    {
        var tar = new TarBytes();
        for (var i = 0; i < layers.Length; i++) tar.Directory($"layer{i}/").File($"layer{i}/VERSION", "1.0"u8.ToArray()).File($"layer{i}/layer.tar", layers[i]);
        var name = Digest(config)["sha256:".Length..] + ".json";
        return tar.File(name, config).File("manifest.json", Json(new[] { new { Config = name, RepoTags = tags, Layers = layers.Select((_, i) => $"layer{i}/layer.tar") } })).End();
    }

    /// <summary>A blob under its digest, as the OCI layout has them.</summary>
    public static TarBytes Blob(this TarBytes tar, byte[] content, out string digest)
    {
        digest = Digest(content);
        return tar.File(BlobName(digest), content);
    }

    public static string BlobName(string digest) => "blobs/" + digest.Replace(':', '/');

    public static byte[] Manifest(string config, params string[] layers) => Json(new
    {
        schemaVersion = 2,
        mediaType = "application/vnd.oci.image.manifest.v1+json",
        config = new { mediaType = "application/vnd.oci.image.config.v1+json", digest = config },
        layers = layers.Select(l => new { mediaType = "application/vnd.oci.image.layer.v1.tar", digest = l }),
    });

    public static byte[] Index(params string[] digests) => Json(new { schemaVersion = 2, manifests = digests.Select(d => new { digest = d }) });

    public static byte[] NamedIndex(string digest, params string[] names) => Json(new
    {
        schemaVersion = 2,
        manifests = names.Select(n => new { digest, annotations = new Dictionary<string, string> { ["io.containerd.image.name"] = n } }),
    });

    /// <summary>An OCI layout of one image whose layers are stored packed.</summary>
    public static byte[] OciLayout(Func<byte[], byte[]> pack, string name, params byte[][] layers)
    {
        var tar = new TarBytes().File("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}"u8.ToArray());
        var digests = layers.Select(layer =>
        {
            tar.Blob(pack(layer), out var digest);
            return digest;
        }).ToArray();
        tar.Blob(Config(layers), out var config).Blob(Manifest(config, digests), out var manifest);
        return tar.File("index.json", NamedIndex(manifest, name)).End();
    }

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
