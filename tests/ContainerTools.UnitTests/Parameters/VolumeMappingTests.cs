using System.Collections;
using CsCheck;

namespace ContainerTools.UnitTests.Parameters;

public class VolumeMappingTests
{
    private static readonly string Base = Path.Combine(Path.GetTempPath().TrimEnd(Path.DirectorySeparatorChar), "base");
    private static readonly string Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    [Theory]
    [InlineData("/path", null, "/path", null, "volume")]
    [InlineData("name", null, "name", null, "volume")]
    [InlineData("a", null, "a", null, "volume")]
    [InlineData("d:", null, "d:", null, "volume")]
    [InlineData(@"d:\", null, @"d:\", null, "volume")]
    [InlineData(@"d:\path with space", null, @"d:\path with space", null, "volume")]
    [InlineData(@"c:\Program Files (x86)", null, @"c:\Program Files (x86)", null, "volume")]
    [InlineData("name:/target", "name", "/target", null, "volume")]
    [InlineData("name:/target:nocopy", "name", "/target", "nocopy", "volume")]
    [InlineData("name:/target:bogus", "name", "/target", "bogus", "volume")]
    [InlineData("a界:/target", "a界", "/target", null, "volume")]
    [InlineData("1:/target", "1", "/target", null, "volume")]
    [InlineData("MiXeDcAsEnAmE:d:", "MiXeDcAsEnAmE", "d:", null, "volume")]
    [InlineData("name:D::rW", "name", "D:", "rW", "volume")]
    [InlineData("/source:/target", "/source", "/target", null, "bind")]
    [InlineData("/foo:/bar:ro,z,rshared", "/foo", "/bar", "ro,z,rshared", "bind")]
    [InlineData("/tmp/x/y:/foo/x/y", "/tmp/x/y", "/foo/x/y", null, "bind")]
    [InlineData(@"D:\path:d:\target", @"D:\path", @"d:\target", null, "bind")]
    [InlineData(@"C:\source\foo:D:\target:ro,rprivate", @"C:\source\foo", @"D:\target", "ro,rprivate", "bind")]
    [InlineData(@"c:\:d:\", @"c:\", @"d:\", null, "bind")]
    [InlineData(@"C:\foo\:/foo", @"C:\foo\", "/foo", null, "bind")]
    [InlineData("c:/:d:/forward/slashes", "c:/", "d:/forward/slashes", null, "bind")]
    [InlineData(@"\\.\pipe\docker_engine:\\.\pipe\inside", @"\\.\pipe\docker_engine", @"\\.\pipe\inside", null, "bind")]
    [InlineData(@"\\server\share:c:\data", @"\\server\share", @"c:\data", null, "bind")]
    public void Parse_reads_what_docker_reads(string text, string? source, string target, string? options, string type)
    {
        var mapping = VolumeMapping.Parse(text, Base);
        Assert.Equal((source, target, options, type), (mapping.Source, mapping.Target, mapping.Options, mapping.Type));
        // The engine gets the text as it was written.
        Assert.Equal(text, mapping.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData(":x")]
    [InlineData(":foo")]
    [InlineData(":/vol")]
    [InlineData("/foo:")]
    [InlineData("/foo::ro")]
    [InlineData("/foo:/bar:")]
    [InlineData("/foo:/bar:ro:rw")]
    [InlineData(@":C:\foo:d:")]
    public void Parse_refuses_everything_else(string text)
    {
        var refusal = Assert.Throws<FormatException>(() => VolumeMapping.Parse(text, Base));
        Assert.Contains($"'{text}' is not a volume mapping", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("./data:/data", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_relative_source_is_made_absolute()
    {
        Assert.Equal($"{Base}:/t", VolumeMapping.Parse(".:/t", Base).ToString());
        Assert.Equal($"{Base}:/t", VolumeMapping.Parse("./:/t", Base).ToString());
        Assert.Equal($"{Path.Combine(Base, "foo")}:/t:ro", VolumeMapping.Parse("./foo:/t:ro", Base).ToString());
        Assert.Equal($"{Path.Combine(Base, "foo")}:/t", VolumeMapping.Parse("./foo//:/t", Base).ToString());
        Assert.Equal($"{Path.Combine(Base, ".hidden")}:/t", VolumeMapping.Parse(".hidden:/t", Base).ToString());
        Assert.Equal($"{Path.GetDirectoryName(Base)}:/t", VolumeMapping.Parse("..:/t", Base).ToString());
        Assert.Equal($"{Home}:/t", VolumeMapping.Parse("~:/t", Base).ToString());
        Assert.Equal($"{Path.Combine(Home, "x")}:/t", VolumeMapping.Parse("~/x:/t", Base).ToString());
        Assert.Equal("~other/x:/t", VolumeMapping.Parse("~other/x:/t", Base).ToString());
    }

    [Theory]
    [InlineData("/a:/b", false)]
    [InlineData("/a:/b:ro", true)]
    [InlineData("/a:/b:z,ro", true)]
    [InlineData("/a:/b:ro,rw", false)]
    [InlineData("/a:/b:rw,ro", true)]
    public void The_last_of_ro_and_rw_counts(string text, bool expected) => Assert.Equal(expected, VolumeMapping.Parse(text, Base).ReadOnly);

    [Fact]
    public void Parse_reads_back_what_ToString_writes()
    {
        var part = Gen.String[Gen.Char["abcXYZ09._-/界 "], 2, 12].Where(text => text[0] is not ('.' or '~'));
        Gen.Select(part, part, Gen.Int[1, 3]).Sample((source, target, parts) =>
        {
            var text = parts switch { 1 => target, 2 => $"{source}:{target}", _ => $"{source}:{target}:ro" };
            Assert.Equal(text, VolumeMapping.Parse(VolumeMapping.Parse(text, Base).ToString(), Base).ToString());
        });
    }

    [Fact]
    public void Transformation_takes_hashtables()
    {
        var mappings = Assert.IsType<VolumeMapping[]>(new VolumeMappingTransformationAttribute().Transform(null, new object[]
        {
            "/a:/b",
            new Hashtable { ["Source"] = "/a", ["Target"] = "/b", ["ReadOnly"] = true, ["Options"] = new[] { "z", "rshared" } },
            new Hashtable { ["src"] = "cache", ["destination"] = "/b", ["ReadOnly"] = false, ["Type"] = "volume" },
            new Hashtable { ["Target"] = "/b" },
            new Hashtable { ["Source"] = "/a", ["Target"] = "/b", ["ReadOnly"] = true, ["Options"] = "z,ro" },
        }));
        Assert.Equal(["/a:/b", "/a:/b:ro,z,rshared", "cache:/b", "/b", "/a:/b:z,ro"], mappings.Select(mapping => mapping.ToString()));
    }

    [Fact]
    public void Without_a_PowerShell_location_the_process_folder_counts()
    {
        var mapping = Assert.IsType<VolumeMapping>(new VolumeMappingTransformationAttribute().Transform(null, "./x:/t"));
        Assert.Equal(Path.Combine(Environment.CurrentDirectory, "x"), mapping.Source);
    }

    [Fact]
    public void Transformation_names_what_it_refuses()
    {
        var transformation = new VolumeMappingTransformationAttribute();
        Refused.By(transformation, new Hashtable { ["Source"] = "/a" }, "has no target");
        Refused.By(transformation, new Hashtable { ["Target"] = "/a", ["ReadOnly"] = true }, "The anonymous volume at '/a' takes no options");
        Refused.By(transformation, new Hashtable { ["Source"] = "data", ["Target"] = "/a", ["Type"] = "bind" }, "'data' makes a mapping of type volume, not bind");
        Refused.By(transformation, new Hashtable { ["Source"] = "/a", ["Target"] = "/b", ["ReadOnly"] = "maybe" }, "'maybe' is neither true nor false for ReadOnly");
        Refused.By(transformation, new Hashtable { ["Source"] = "/a", ["Target"] = "/b", ["Mode"] = "ro" }, "'Mode' is not a key of a volume mapping. Allowed: Source, Target, Options, ReadOnly, Type.");
    }
}
