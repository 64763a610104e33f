using System.Collections;
using System.Management.Automation;

namespace ContainerTools.UnitTests.Parameters;

public class ServiceFileTests
{
    private static ServiceFile Read(object value) => new ServiceFileTransformationAttribute().Transform(null, value) is var read && read is Array list ? (ServiceFile)list.GetValue(0)! : (ServiceFile)read!;

    [Theory]
    [InlineData("key", "source=key,target=key,uid=0,gid=0,mode=0444")]
    [InlineData("source=key,target=t,uid=1,gid=2,mode=0400", "source=key,target=t,uid=1,gid=2,mode=0400")]
    [InlineData("src=key,mode=0o440", "source=key,target=key,uid=0,gid=0,mode=0440")]
    public void It_is_read_as_docker_writes_it(string text, string expected) => Assert.Equal(expected, Read(text).ToString());

    public static TheoryData<object, string> Modes => new() { { "0400", "0400" }, { "400", "0400" }, { "0o440", "0440" }, { 400, "0400" }, { 0400, "0400" }, { UnixFileMode.UserRead, "0400" }, { (UnixFileMode)0x1FF, "0777" } };

    /// <summary>PowerShell reads 0400 as the number 400: as octal digits it is what was meant, and not a mode that others may write.</summary>
    [Theory]
    [MemberData(nameof(Modes))]
    public void A_mode_is_octal_digits_or_the_mode_itself(object mode, string expected)
    {
        Assert.EndsWith("mode=" + expected, Read(new Hashtable { ["Source"] = "key", ["Mode"] = mode }).ToString(), StringComparison.Ordinal);
        Assert.EndsWith("mode=" + expected, Read(new Hashtable { ["Source"] = "key", ["Mode"] = PSObject.AsPSObject(mode) }).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("source=,mode=8")]
    [InlineData("source=key,mode=9")]
    [InlineData("source=key,mode=rw")]
    [InlineData("source=key,mode=77777")]
    [InlineData("source=key,colour=red")]
    [InlineData("target=t")]
    public void What_it_is_not_is_refused(string text) => Assert.Throws<ArgumentTransformationMetadataException>(() => Read(text));
}
