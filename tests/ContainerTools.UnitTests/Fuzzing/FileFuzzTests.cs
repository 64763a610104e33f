using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using ContainerTools.Engine;
using ContainerTools.Engine.Build;
using ContainerTools.Engine.Contexts;
using ContainerTools.Engine.Tar;
using CsCheck;
using TarEntryType = System.Formats.Tar.TarEntryType;

namespace ContainerTools.UnitTests.Fuzzing;

/// <summary>What is in files and archives: any content is read, or refused in the one way that it may be refused in.</summary>
public sealed class FileFuzzTests : IDisposable
{
    // In memory where that can be: on a disk a million files take a quarter of an hour.
    private readonly string folder = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), "containertools-fuzz-" + Guid.NewGuid().ToString("n"))).FullName;
    private readonly ThreadLocal<string> own;

    // Inputs are tried on several threads, each with a folder of its own.
    public FileFuzzTests() => own = new ThreadLocal<string>(() => Directory.CreateDirectory(Path.Combine(folder, Guid.NewGuid().ToString("n"))).FullName);

    public void Dispose()
    {
        own.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(own.Value!, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static readonly Gen<byte[]> Archive = Gen.Select(Gen.OneOf(TarEntryFormat.Pax, TarEntryFormat.Gnu, TarEntryFormat.Ustar, TarEntryFormat.V7), Gen.Select(Gen.Int[0, 4], Gen.Int[1, 130], Gen.Int[0, 1200]).Array[0, 4], (format, entries) =>
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, format, leaveOpen: true))
        {
            foreach (var (kind, nameLength, size) in entries) writer.WriteEntry(Entry(format, kind, new string('n', format is TarEntryFormat.Pax or TarEntryFormat.Gnu ? nameLength : Math.Min(nameLength, 90)), size));
        }
        return archive.ToArray();
    });

    private static System.Formats.Tar.TarEntry Entry(TarEntryFormat format, int kind, string name, int size)
    {
        var file = format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile;
        var type = kind switch { 0 => TarEntryType.Directory, 1 => TarEntryType.SymbolicLink, 2 => TarEntryType.HardLink, _ => file };
        System.Formats.Tar.TarEntry entry = format switch
        {
            TarEntryFormat.Pax => new PaxTarEntry(type, name, [new("key", new string('v', size / 10))]),
            TarEntryFormat.Gnu => new GnuTarEntry(type, name),
            TarEntryFormat.Ustar => new UstarTarEntry(type, name),
            _ => new V7TarEntry(type, name),
        };
        if (type == file) entry.DataStream = new MemoryStream(new byte[size]);
        if (kind is 1 or 2) entry.LinkName = name;
        return entry;
    }

    [Fact]
    public void Archives() => Fuzz.Each(Gen.Select(Gen.Frequency((9, Fuzz.Damaged(Archive)), (1, Gen.Byte.Array[0, 1600])), Gen.Bool), input =>
    {
        var (bytes, seekable) = input;
        var reader = new TarStreamReader(seekable ? new MemoryStream(bytes) : new Unseekable(new MemoryStream(bytes)));
        var entries = 0;
        try
        {
            while (reader.Read())
            {
                Assert.True(++entries <= bytes.Length / TarStreamReader.BlockSize, "more entries than there can be");
                var buffer = new byte[700];
                long total = 0;
                for (int count; (count = reader.Data.Read(buffer)) > 0;) total += count;
                Assert.Equal(reader.Entry.StoredSize, total);
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            // Damaged, or cut off.
        }
    });

    [Fact]
    public void Exported_contexts() => Fuzz.Each(Gen.Select(Gen.Frequency((5, Fuzz.Damaged(ExportedContext)), (4, Fuzz.Damaged(Archive)), (1, Gen.Byte.Array[0, 1600])), Gen.Bool), input =>
    {
        try
        {
            var archive = ContextArchive.Read(new MemoryStream(input.Item1), "x");
            Assert.All(archive.Tls, file => Assert.DoesNotContain(file.Name, (string[])[".", "..", ""]));
            Assert.All(archive.Tls, file => Assert.Equal(-1, (file.Endpoint + file.Name).AsSpan().IndexOfAny("/\\:")));
        }
        catch (EngineException e)
        {
            Assert.Equal("ContextArchiveInvalid", e.ErrorId);
        }
    });

    private static readonly Gen<byte[]> ExportedContext = Gen.Select(Gen.Bool, Fuzz.Text(6, "tls", "/", "docker", "..", ".", "ca.pem", "\\", "meta.json", "a").Array[0, 3], (zip, names) =>
    {
        using var bytes = new MemoryStream();
        string[] all = [.. names, "meta.json"];
        if (zip)
        {
            using var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true);
            foreach (var name in all)
            {
                using var content = archive.CreateEntry(name.Length == 0 ? "x" : name).Open();
                content.Write("{}"u8);
            }
        }
        else
        {
            var writer = new TarStreamWriter(bytes);
            foreach (var name in all)
            {
                writer.Begin(new ContainerTools.Engine.Tar.TarEntry(name, ContainerTools.Engine.Tar.TarEntryType.File, 2, 2));
                writer.Write("{}"u8);
            }
            writer.End();
        }
        return bytes.ToArray();
    });

    [Fact]
    public void Ignore_files() => Fuzz.Each(Gen.Select(Fuzz.Text(40, "a", "b", "*", "**", "?", "[", "]", "^", "-", "!", "/", "\\", "#", ".", "..", " ", "\t", "\n", "\r\n", "\uFEFF", "日"), Gen.Bool), input =>
    {
        try
        {
            var rules = IgnoreRules.Parse(input.Item1, ".dockerignore", windows: input.Item2);
            rules.IsIgnored("a/b.a/ab");
            rules.CanKeepBelow("a/b");
        }
        catch (EngineException e)
        {
            Assert.Equal("IgnoreFileInvalid", e.ErrorId);
        }
    });

    [Fact]
    public void Environment_files() => Fuzz.Each(Gen.OneOf(Fuzz.Text(20, "A", "b", "=", "#", " ", "\t", "\n", "\r\n", "\r", "\uFEFF", "\0", "ü", "\"", "$").Select(Encoding.UTF8.GetBytes), Gen.Byte.Array[0, 20]), content =>
    {
        try
        {
            foreach (var variable in EnvironmentFile.Read(Write("env", content), static _ => null)) Assert.Contains('=', variable);
        }
        catch (FormatException e)
        {
            Assert.Contains("env'", e.Message, StringComparison.Ordinal);
        }
    });

    [Fact]
    public void Configuration_files()
    {
        var json = Fuzz.Text(30, "{", "}", "[", "]", "\"", ":", ",", "1", "null", "true", "\"auths\":", "\"credHelpers\":", "\"HttpHeaders\":", "\"proxies\":", "\"default\":", "\"currentContext\":", "{}", "\"x\"", "\"r.io\":{\"auth\":\"YTpi\"}", " ", "//c\n");
        Fuzz.Each(Gen.OneOf(json.Select(text => Encoding.UTF8.GetBytes("{" + text + "}")), json.Select(Encoding.UTF8.GetBytes), Gen.Byte.Array[0, 30]), content =>
        {
            var path = Path.GetDirectoryName(Write("config.json", content));
            try
            {
                var configuration = DockerConfiguration.Read(name => name == "DOCKER_CONFIG" ? path : null);
                _ = (configuration.CurrentContext, configuration.HttpHeaders, configuration.Proxies("x"), configuration.Auths, configuration.CredentialsStore, configuration.CredentialHelpers, configuration.DetachKeys, configuration.PruneFilters);
            }
            catch (EngineException e)
            {
                Assert.StartsWith("Configuration", e.ErrorId, StringComparison.Ordinal);
            }
        });
    }
}
