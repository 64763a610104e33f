using System.Collections;
using System.Collections.Specialized;
using CsCheck;

namespace ContainerTools.UnitTests.Parameters;

public class ContainerMountTests
{
    private static readonly string Base = Path.Combine(Path.GetTempPath().TrimEnd(Path.DirectorySeparatorChar), "base");

    [Theory]
    [InlineData("target=/t", "type=volume,target=/t")]
    [InlineData("target=/t,source=/foo", "type=volume,source=/foo,target=/t")]
    [InlineData("type=bind,src=/s,dst=/t", "type=bind,source=/s,target=/t")]
    [InlineData("type=bind,source=/s,destination=/t", "type=bind,source=/s,target=/t")]
    [InlineData(" TYPE=Bind,Source=/s,Target=/t ", "type=bind,source=/s,target=/t")]
    [InlineData("type=bind,source=/s,target=/t,ro", "type=bind,source=/s,target=/t,readonly")]
    [InlineData("type=bind,source=/s,target=/t,readonly=1", "type=bind,source=/s,target=/t,readonly")]
    [InlineData("type=bind,source=/s,target=/t,ro=true", "type=bind,source=/s,target=/t,readonly")]
    [InlineData("type=bind,source=/s,target=/t,readonly=0", "type=bind,source=/s,target=/t")]
    [InlineData("type=bind,source=/s,target=/t,readonly,readonly=false", "type=bind,source=/s,target=/t")]
    [InlineData("type=bind,source=/s,target=/t,consistency=CACHED", "type=bind,source=/s,target=/t,consistency=cached")]
    [InlineData("type=bind,source=/s,target=/t,bind-propagation=RShared", "type=bind,source=/s,target=/t,bind-propagation=rshared")]
    [InlineData("type=bind,source=/s,target=/t,bind-recursive=enabled", "type=bind,source=/s,target=/t,bind-recursive=enabled")]
    [InlineData("type=bind,source=/s,target=/t,bind-recursive=disabled", "type=bind,source=/s,target=/t,bind-recursive=disabled")]
    [InlineData("type=bind,source=/s,target=/t,bind-recursive=writable,readonly", "type=bind,source=/s,target=/t,readonly,bind-recursive=writable")]
    [InlineData("type=bind,source=/s,target=/t,bind-recursive=readonly,readonly,bind-propagation=rprivate", "type=bind,source=/s,target=/t,readonly,bind-propagation=rprivate,bind-recursive=readonly")]
    [InlineData("type=bind,source=/s,target=/t,bind-create-src", "type=bind,source=/s,target=/t,bind-create-src=true")]
    [InlineData("type=bind,source=/s,target=/t,bind-create-src=false", "type=bind,source=/s,target=/t,bind-create-src=false")]
    [InlineData("type=volume,source=v,target=/t,volume-nocopy", "type=volume,source=v,target=/t,volume-nocopy=true")]
    [InlineData("type=volume,source=v,target=/t,volume-subpath=a/b", "type=volume,source=v,target=/t,volume-subpath=a/b")]
    [InlineData("type=volume,target=/t,volume-driver=d,volume-label=b=2,volume-label=a=1,volume-label=c,volume-opt=o=x=y", "type=volume,target=/t,volume-label=a=1,volume-label=b=2,volume-label=c=,volume-driver=d,volume-opt=o=x=y")]
    [InlineData("type=volume,target=/t,\"volume-opt=o=addr=1,rw\"", "type=volume,target=/t,\"volume-opt=o=addr=1,rw\"")]
    [InlineData("type=volume,target=/t,\"volume-label=q=a \"\"quote\"\"\"", "type=volume,target=/t,\"volume-label=q=a \"\"quote\"\"\"")]
    [InlineData("type=image,source=foo,target=/t,image-subpath=/bar", "type=image,source=foo,target=/t,image-subpath=/bar")]
    [InlineData("type=tmpfs,target=/t,tmpfs-size=1m,tmpfs-mode=0700", "type=tmpfs,target=/t,tmpfs-size=1048576,tmpfs-mode=700")]
    [InlineData("type=tmpfs,target=/t,tmpfs-size=1MB,tmpfs-mode=01777", "type=tmpfs,target=/t,tmpfs-size=1048576,tmpfs-mode=1777")]
    [InlineData("type=tmpfs,target=/t,tmpfs-mode=0", "type=tmpfs,target=/t,tmpfs-mode=0")]
    [InlineData(@"type=npipe,source=\\.\pipe\a,target=\\.\pipe\b", @"type=npipe,source=\\.\pipe\a,target=\\.\pipe\b")]
    [InlineData("type=cluster,source=v,target=/t", "type=cluster,source=v,target=/t")]
    public void Parse_reads_docker_syntax(string text, string expected)
    {
        var mount = ContainerMount.Parse(text, Base);
        Assert.Equal(expected, mount.ToString());
        Assert.Equal(expected, ContainerMount.Parse(expected, Base).ToString());
    }

    [Fact]
    public void A_relative_source_is_made_absolute()
    {
        Assert.Equal(Base, ContainerMount.Parse("type=bind,source=.,target=/t", Base).Source);
        Assert.Equal(Base, ContainerMount.Parse("type=bind,source=./,target=/t", Base).Source);
        Assert.Equal(Path.GetDirectoryName(Base), ContainerMount.Parse("type=bind,source=../,target=/t", Base).Source);
        Assert.Equal(Path.Combine(Base, "a"), ContainerMount.Parse("type=bind,source=./a,target=/t", Base).Source);
        Assert.Equal("a", ContainerMount.Parse("type=bind,source=a,target=/t", Base).Source);
    }

    [Theory]
    [InlineData("", "'' is not a mount")]
    [InlineData("  ", "is not a mount")]
    [InlineData("type=volume,target=/foo,bogus=foo", "'bogus' is not a key of a mount. Allowed: type, source, target, readonly, consistency, bind-propagation, bind-recursive, bind-create-src, volume-subpath, volume-nocopy, volume-label, volume-driver, volume-opt, image-subpath, tmpfs-size, tmpfs-mode.")]
    [InlineData("type=volume,BindPropagation=shared,target=/foo", "'BindPropagation' is not a key of a mount")]
    [InlineData("type=volume, src=/foo,target=/foo", "white space in or around the key ' src'")]
    [InlineData("type=volume,src =/foo,target=/foo", "white space in or around the key 'src '")]
    [InlineData("type=volume,src=,target=/foo", "the value of 'src' is empty")]
    [InlineData("type=volume,src= ,target=/foo", "the value of 'src' is empty")]
    [InlineData("type=volume,src= /foo,target=/foo", "white space around the value of 'src'")]
    [InlineData("type=volume,src=/foo ,target=/foo", "white space around the value of 'src'")]
    [InlineData("type=volume,target=/foo,bogus", "'bogus' is not of the form key=value")]
    [InlineData("type=volume,target=/foo,source", "'source' is not of the form key=value")]
    [InlineData("type=volume,target=/foo,", "'' is not of the form key=value")]
    [InlineData("type=volume,target=/foo,readonly=no", "'no' is neither true nor false for readonly")]
    [InlineData("type=volume,target=/foo,ro=yes", "'yes' is neither true nor false for readonly")]
    [InlineData("type=tmpfs,target=/foo,tmpfs-size=foo", "'foo' is not a size")]
    [InlineData("type=tmpfs,target=/foo,tmpfs-mode=foo", "'foo' is not a value of tmpfs-mode")]
    [InlineData("type=tmpfs,target=/foo,tmpfs-mode=800", "'800' is not a value of tmpfs-mode")]
    [InlineData("type=tmpfs,target=/foo,tmpfs-mode=77777777777", "'77777777777' is not a value of tmpfs-mode")]
    [InlineData("type=tmpfs,target=/foo,source=/x", "A mount of type tmpfs has no source, but '/x' is given")]
    [InlineData("type=disk,target=/foo", "'disk' is not a value of type. Allowed: volume, bind, tmpfs, npipe, cluster, image")]
    [InlineData("type=bind,target=/foo", "A mount of type bind needs a source")]
    [InlineData("type=image,target=/foo", "A mount of type image needs a source")]
    [InlineData("type=bind,source=/foo", "A mount has no target")]
    [InlineData("type=volume,target=/foo,source=/foo,bind-propagation=rprivate", "'bind-' does not go with a mount of type volume")]
    [InlineData("type=volume,target=/foo,bind-create-src=false", "'bind-' does not go with a mount of type volume")]
    [InlineData("type=volume,target=/foo,bind-recursive=disabled", "'bind-' does not go with a mount of type volume")]
    [InlineData("type=bind,target=/foo,source=/foo,volume-nocopy=true", "'volume-' does not go with a mount of type bind")]
    [InlineData("type=bind,target=/foo,source=/foo,volume-driver=x", "'volume-' does not go with a mount of type bind")]
    [InlineData("type=bind,target=/foo,source=/foo,tmpfs-size=1", "'tmpfs-' does not go with a mount of type bind")]
    [InlineData("type=bind,target=/foo,source=/foo,image-subpath=x", "'image-' does not go with a mount of type bind")]
    [InlineData("type=bind,source=/foo,target=/bar,bind-propagation=up", "'up' is not a value of bind-propagation. Allowed: rprivate")]
    [InlineData("type=bind,source=/foo,target=/bar,bind-recursive=maybe", "'maybe' is not a value of bind-recursive")]
    [InlineData("type=bind,source=/foo,target=/bar,bind-recursive=writable", "bind-recursive=writable needs readonly too")]
    [InlineData("type=bind,source=/foo,target=/bar,bind-recursive=readonly", "bind-recursive=readonly needs readonly too")]
    [InlineData("type=bind,source=/foo,target=/bar,bind-recursive=readonly,ro", "bind-recursive=readonly needs bind-propagation=rprivate too")]
    [InlineData("type=bind,source=/foo,target=/bar,bind-nonrecursive", "use bind-recursive=disabled")]
    [InlineData("type=volume,target=/foo,volume-label==x", "A key of volume-label is empty")]
    [InlineData("type=volume,target=/foo,volume-opt=a\"b", "a quotation mark stands inside a field")]
    [InlineData("type=volume,\"target=/foo", "a quotation mark is not closed")]
    [InlineData("type=volume,\"target=/foo\"x", "something follows a closing quotation mark")]
    [InlineData("type=volume,target=/foo\nx", "a line end outside of quotation marks")]
    public void Parse_refuses_everything_else(string text, string message)
    {
        var refusal = Assert.Throws<FormatException>(() => ContainerMount.Parse(text, Base));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"'{text}'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_given_is_null()
    {
        var mount = ContainerMount.Parse("type=bind,source=/s,target=/t", Base);
        Assert.Null(mount.BindPropagation);
        Assert.Null(mount.BindCreateSource);
        Assert.Null(mount.VolumeNoCopy);
        Assert.Null(mount.VolumeLabels);
        Assert.Null(mount.TmpfsSize);
        Assert.False(ContainerMount.Parse("target=/t,volume-nocopy=false", Base).VolumeNoCopy);
    }

    [Fact]
    public void Transformation_takes_hashtables_in_either_spelling()
    {
        var mounts = Assert.IsType<ContainerMount[]>(new ContainerMountTransformationAttribute().Transform(null, new object[]
        {
            "type=bind,source=/s,target=/t",
            new Hashtable { ["Type"] = "bind", ["Source"] = "/s", ["Target"] = "/t", ["ReadOnly"] = true, ["BindPropagation"] = "shared", ["BindCreateSource"] = true },
            new OrderedDictionary { ["type"] = "bind", ["src"] = "/s", ["dst"] = "/t", ["readonly"] = 1, ["bind-propagation"] = "shared", ["bind-create-src"] = false },
            new Hashtable { ["Target"] = "/t", ["VolumeLabels"] = new Hashtable { ["b"] = 2, ["a"] = null }, ["volume-opt"] = new[] { "x=1", "y=2" }, ["VolumeNoCopy"] = false },
            new Hashtable { ["Target"] = "/t", ["VolumeLabel"] = "only=one" },
            new Hashtable { ["type"] = "tmpfs", ["target"] = "/t", ["TmpfsSize"] = 1048576, ["TmpfsMode"] = 1777 },
            new Hashtable { ["type"] = "tmpfs", ["target"] = "/t", ["tmpfs_size"] = "64m", ["Source"] = "" },
        }));
        Assert.Equal(
            [
                "type=bind,source=/s,target=/t",
                "type=bind,source=/s,target=/t,readonly,bind-propagation=shared,bind-create-src=true",
                "type=bind,source=/s,target=/t,readonly,bind-propagation=shared,bind-create-src=false",
                "type=volume,target=/t,volume-nocopy=false,volume-label=a=,volume-label=b=2,volume-opt=x=1,volume-opt=y=2",
                "type=volume,target=/t,volume-label=only=one",
                "type=tmpfs,target=/t,tmpfs-size=1048576,tmpfs-mode=1777",
                "type=tmpfs,target=/t,tmpfs-size=67108864",
            ],
            mounts.Select(mount => mount.ToString()));
    }

    [Fact]
    public void Transformation_names_what_it_refuses()
    {
        var transformation = new ContainerMountTransformationAttribute();
        Refused.By(transformation, new Hashtable { ["Target"] = "/t", ["Sauce"] = "v" }, "'Sauce' is not a key of a mount. Allowed: Type, Source, Target, ReadOnly, Consistency, BindPropagation, BindRecursive, BindCreateSource, VolumeSubpath, VolumeNoCopy, VolumeLabels, VolumeDriver, VolumeOptions, ImageSubpath, TmpfsSize, TmpfsMode.");
        Refused.By(transformation, new Hashtable { ["Target"] = "/t", ["dst"] = "/u" }, "Target is given twice");
        Refused.By(transformation, new Hashtable { ["Target"] = new Hashtable() }, "Target takes a single value here");
        Refused.By(transformation, new Hashtable { ["Target"] = "/t", ["TmpfsSize"] = 5 }, "'tmpfs-' does not go with a mount of type volume");
    }

    [Fact]
    public void Parse_reads_back_what_ToString_writes()
    {
        var text = Gen.String[Gen.Char["ab,\"=:/ \n界'."], 1, 8].Select(value => "x" + value + "x");
        Gen.Select(text, text, Gen.Dictionary(text.Select(key => key.Replace('=', '-')), text)[0, 3], Gen.Bool).Sample((source, target, labels, isReadOnly) =>
        {
            var hashtable = new Hashtable { ["Source"] = source, ["Target"] = target, ["ReadOnly"] = isReadOnly, ["VolumeLabels"] = labels };
            var mount = Assert.IsType<ContainerMount>(new ContainerMountTransformationAttribute().Transform(null, hashtable));
            var again = ContainerMount.Parse(mount.ToString(), Base);
            Assert.Equal((source, target, isReadOnly), (again.Source, again.Target, again.ReadOnly));
            Assert.Equal(labels.OrderBy(label => label.Key, StringComparer.Ordinal), again.VolumeLabels ?? new Dictionary<string, string>());
            Assert.Equal(mount.ToString(), again.ToString());
        });
    }
}
