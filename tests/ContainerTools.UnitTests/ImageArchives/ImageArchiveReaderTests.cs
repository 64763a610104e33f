using ContainerTools.Engine.ImageArchives;
using ContainerTools.UnitTests.Tar;
using static ContainerTools.UnitTests.ImageArchives.ImageArchiveBytes;

namespace ContainerTools.UnitTests.ImageArchives;

public class ImageArchiveReaderTests
{
    private static readonly byte[] Base = TarBytes.Of(("etc/passwd", "root"), ("bin/sh", "shell"));
    private static readonly byte[] Top = TarBytes.Of(("app", "application"));

    public static TheoryData<string, byte[]> Layouts() => new()
    {
        { "docker", DockerLayout(["app:1"], Base, Top) },
        { "docker, all gzip", Gzip(DockerLayout(["app:1"], Base, Top)) },
        { "docker, all zstd", Zstd(DockerLayout(["app:1"], Base, Top)) },
        { "oci, plain", OciLayout(l => l, "app:1", Base, Top) },
        { "oci, gzip", OciLayout(Gzip, "app:1", Base, Top) },
        { "oci, zstd", OciLayout(Zstd, "app:1", Base, Top) },
        { "both", Mixed() },
        { "nested", Nested() },
        { "manifest first", ManifestFirst() },
        { "linked layer", Linked() },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Every_layout_gives_the_same_image(string layout, byte[] archive)
    {
        foreach (var source in new Stream[] { new MemoryStream(archive), new Unseekable(new MemoryStream(archive)) })
        {
            var image = Assert.Single(Read(source, includeFiles: true));

            Assert.Equal(Digest(Config(Base, Top)), image.Id);
            Assert.Equal(["app:1"], image.Tags);
            Assert.Equal("linux/amd64", image.Platform);
            Assert.Equal([Digest(Base), Digest(Top)], image.Layers.Select(l => l.DiffId));
            Assert.Equal(["RUN step 0 # buildkit", "RUN step 1 # buildkit"], image.Layers.Select(l => l.CreatedBy));
            Assert.Equal(["/etc/passwd", "/bin/sh"], image.Layers[0].Content!.Files.Keys);
            Assert.Equal(11, image.Layers[1].Content!.Size);
            Assert.NotEmpty(layout);
        }
    }

    [Fact]
    public void Without_files_layers_are_passed_over_but_must_be_there()
    {
        var image = Assert.Single(Read(new MemoryStream(DockerLayout(["app:1"], Base, Top)), includeFiles: false));
        Assert.All(image.Layers, l => Assert.Null(l.Content));
        var config = Config(Base);
        var lacking = new TarBytes().File("c.json", config).File("manifest.json", Json(new[] { new { Config = "c.json", Layers = new[] { "gone/layer.tar" } } })).End();
        Assert.Contains("lacks the layer 'gone/layer.tar'", Refused(lacking, includeFiles: false), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_images_and_several_names_of_one_are_found()
    {
        var (one, two) = (Config(Base), Config(Base, Top));
        var manifest = Json(new[]
        {
            new { Config = "1.json", RepoTags = new[] { "one:1", "one:2" }, Layers = new[] { "base.tar" } },
            new { Config = "2.json", RepoTags = new[] { "two:1" }, Layers = new[] { "base.tar", "top.tar" } },
        });
        var archive = new TarBytes().File("manifest.json", manifest).File("1.json", one).File("2.json", two).File("base.tar", Base).File("top.tar", Top).End();

        var images = Read(new MemoryStream(archive), includeFiles: true);

        Assert.Equal([Digest(one), Digest(two)], images.Select(i => i.Id));
        Assert.Equal(["one:1", "one:2"], images[0].Tags);
        Assert.Same(images[0].Layers[0].Content, images[1].Layers[0].Content);
    }

    [Fact]
    public void One_oci_manifest_under_two_names_is_one_image()
    {
        var tar = new TarBytes().Blob(Base, out var layer).Blob(Config(Base), out var config).Blob(Manifest(config, layer), out var manifest);
        var image = Assert.Single(Read(new MemoryStream(tar.File("index.json", NamedIndex(manifest, "a:1", "b:2")).End()), includeFiles: false));
        Assert.Equal(["a:1", "b:2"], image.Tags);
        Assert.True(image.Is(manifest) && image.Is(Digest(Config(Base))));
    }

    [Fact]
    public void Other_platforms_that_were_left_out_and_attestations_are_no_images()
    {
        var tar = new TarBytes().Blob(Base, out var layer).Blob(Config(Base), out var config).Blob(Manifest(config, layer), out var manifest)
            .Blob(Text("{\"predicate\":{}}"), out var statement).Blob(Config(Text("{\"predicate\":{}}")), out var statementConfig).Blob(Manifest(statementConfig, statement), out var attestation);
        var index = Json(new
        {
            manifests = new object[]
            {
                new { digest = manifest, platform = new { os = "linux" } },
                new { digest = Digest("elsewhere"u8.ToArray()), platform = new { os = "linux" } },
                new { digest = attestation, platform = new { os = "unknown" } },
            },
        });
        Assert.Equal(Digest(Config(Base)), Assert.Single(Read(new MemoryStream(tar.File("index.json", index).End()), includeFiles: true)).Id);
    }

    [Fact]
    public void What_is_wrong_is_said()
    {
        var config = Config(Base);
        var manifest = Json(new[] { new { Config = "c.json", RepoTags = new[] { "a:1" }, Layers = new[] { "l.tar" } } });
        Assert.Contains("-RootFileSystem", Refused(Base), StringComparison.Ordinal);
        Assert.Contains("not a tar archive", Refused(Text(new string('?', 3000))), StringComparison.Ordinal);
        Assert.Contains("is empty", Refused([]), StringComparison.Ordinal);
        Assert.Contains("cut off", Refused(DockerLayout(["a:1"], Base, Top)[..5000]), StringComparison.Ordinal);
        Assert.Contains("cut off", Refused(Gzip(DockerLayout(["a:1"], Base, Top))[..300]), StringComparison.Ordinal);
        Assert.Contains("bzip2", Refused(Text("BZh91AY&SY" + new string('x', 600))), StringComparison.Ordinal);
        Assert.Contains("lacks the configuration 'c.json'", Refused(new TarBytes().File("manifest.json", manifest).File("l.tar", Base).End()), StringComparison.Ordinal);
        Assert.Contains("'manifest.json' is not the JSON", Refused(new TarBytes().File("manifest.json", Text("[{]")).End()), StringComparison.Ordinal);
        Assert.Contains("not a tar archive", Refused(new TarBytes().File("manifest.json", manifest).File("c.json", config).File("l.tar", Text("text")).End()), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Refused(new TarBytes().File("manifest.json", manifest).File("c.json", config).File("l.tar", Base[..700]).End()), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Refused(new TarBytes().File("manifest.json", manifest).File("c.json", config).File("l.tar", Gzip(Base)[..80]).End()), StringComparison.Ordinal);
        Assert.Contains("names 1 layers, and its configuration 2", Refused(new TarBytes().File("manifest.json", manifest).File("c.json", Config(Base, Top)).File("l.tar", Base).End()), StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_in_what_is_no_layer_does_no_harm()
    {
        var packed = Zstd(Base);
        packed[^5] ^= 0xFF;
        var archive = new TarBytes().File("else", Base[..700]).File("packed", packed).Append(DockerLayout(["a:1"], Base)).WithoutEnd();
        Assert.Single(Read(new MemoryStream(archive), includeFiles: true));
    }

    [Fact]
    public void Links_and_indexes_that_lead_in_circles_end()
    {
        var manifest = Json(new[] { new { Config = "c.json", Layers = new[] { "a" } } });
        var links = new TarBytes().File("manifest.json", manifest).File("c.json", Config(Base)).SymbolicLink("a", "b").SymbolicLink("b", "a").End();
        Assert.Contains("lacks the layer 'a'", Refused(links), StringComparison.Ordinal);
        // A blob cannot hold its own digest, but nobody checks a file's name.
        var self = Index("sha256:self");
        Assert.Contains("describes no image", Refused(new TarBytes().File("blobs/sha256/self", self).File("index.json", self).End()), StringComparison.Ordinal);
        var deep = new TarBytes();
        for (var i = 0; i < 20; i++) deep.File($"blobs/sha256/{i}", Index($"sha256:{i + 1}"));
        Assert.Contains("deep", Refused(deep.File("index.json", Index("sha256:0")).End()), StringComparison.Ordinal);
    }

    [Fact]
    public void Bombs_are_refused_at_the_limits()
    {
        var limits = new ImageArchiveLimits { Entries = 3, Blobs = 20, DocumentBytes = 1000, DocumentsBytes = 2000 };
        Assert.Contains("more than 3 files", Refused(DockerLayout(["a:1"], TarBytes.Of(("1", ""), ("2", ""), ("3", ""), ("4", ""))), limits: limits), StringComparison.Ordinal);
        Assert.Contains("4096", Refused(DockerLayout(["a:1"], TarBytes.Of((new string('x', 5000), "")))), StringComparison.Ordinal);
        var many = new TarBytes();
        for (var i = 0; i < 30; i++) many.File($"{i}", 0);
        Assert.Contains("more than 20 entries", Refused(many.End(), limits: limits), StringComparison.Ordinal);
        var documents = new TarBytes();
        for (var i = 0; i < 3; i++) documents.File($"{i}", Text("{" + new string(' ', 900)));
        Assert.Contains("beyond all reason", Refused(documents.End(), limits: limits), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gzip_bomb_is_read_through_in_constant_memory()
    {
        // 64 MiB of zeros in a layer: under 80 KB as gzip.
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(TarBytes.Header("zeros", '0', Convert.ToString(64 << 20, 8).PadLeft(11, '0') + "\0"));
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 64; i++) gzip.Write(zeros);
        }
        var archive = DockerLayout(Config(packed.ToArray()), ["a:1"], packed.ToArray());
        var before = GC.GetAllocatedBytesForCurrentThread();

        var image = Assert.Single(Read(new Unseekable(new MemoryStream(archive), 64 * 1024), includeFiles: true));

        Assert.Equal(64 << 20, image.Layers[0].Content!.Size);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 << 20);
    }

    [Fact]
    public void Whatever_bytes_are_changed_only_the_one_failure_comes()
    {
        var random = new Random(20240506);
        byte[][] archives = [DockerLayout(["a:1"], Base, Top), OciLayout(Gzip, "a:1", Base, Top), OciLayout(Zstd, "a:1", Base), Mixed(), Gzip(DockerLayout(["a:1"], Base)), Zstd(DockerLayout(["a:1"], Base))];
        for (var i = 0; i < 3000; i++)
        {
            var bytes = (byte[])archives[i % archives.Length].Clone();
            for (var n = random.Next(1, 6); n > 0; n--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var failure = Record.Exception(() => Read(new MemoryStream(bytes, 0, i % 7 == 0 ? random.Next(bytes.Length) : bytes.Length), true, hashFiles: true));
            Assert.True(failure is null or ImageArchiveException, failure?.ToString());
        }
    }

    private static string Refused(byte[] archive, bool includeFiles = true, ImageArchiveLimits? limits = null) =>
        Assert.Throws<ImageArchiveException>(() => Read(new Unseekable(new MemoryStream(archive)), includeFiles, limits: limits)).Message;

    private static IReadOnlyList<ArchivedImage> Read(Stream archive, bool includeFiles, bool hashFiles = false, ImageArchiveLimits? limits = null) =>
        new ImageArchiveReader(includeFiles, hashFiles, limits).Read(archive, TestContext.Current.CancellationToken);

    /// <summary>As engines from version 25 write it: blobs, docker's manifest and an index.</summary>
    private static byte[] Mixed()
    {
        var tar = new TarBytes().Blob(Base, out var low).Blob(Top, out var high).Blob(Config(Base, Top), out var config).Blob(Manifest(config, low, high), out var manifest);
        var docker = Json(new[] { new { Config = BlobName(config), RepoTags = new[] { "app:1" }, Layers = new[] { BlobName(low), BlobName(high) } } });
        return tar.File("index.json", NamedIndex(manifest, "docker.io/library/app:1")).File("manifest.json", docker).File("oci-layout", Text("{}")).End();
    }

    private static byte[] Nested()
    {
        var tar = new TarBytes().Blob(Gzip(Base), out var low).Blob(Zstd(Top), out var high).Blob(Config(Base, Top), out var config).Blob(Manifest(config, low, high), out var manifest)
            .Blob(Index(manifest), out var inner);
        return tar.File("index.json", NamedIndex(inner, "app:1")).End();
    }

    private static byte[] ManifestFirst() => new TarBytes()
        .File("manifest.json", Json(new[] { new { Config = "./config", RepoTags = new[] { "app:1" }, Layers = new[] { "./0", "1" } } }))
        .File("config", Config(Base, Top)).File("1", Top).File("./0", Base).End();

    private static byte[] Linked() => new TarBytes().Directory("a/").Directory("b/").File("a/layer.tar", Base).SymbolicLink("b/layer.tar", "../a/layer.tar").File("top", Top).HardLink("c", "top")
        .File("config", Config(Base, Top)).File("manifest.json", Json(new[] { new { Config = "config", RepoTags = new[] { "app:1" }, Layers = new[] { "b/layer.tar", "c" } } })).End();
}
