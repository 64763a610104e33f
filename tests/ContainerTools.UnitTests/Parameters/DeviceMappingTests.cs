using System.Collections;

namespace ContainerTools.UnitTests.Parameters;

public class DeviceMappingTests
{
    [Theory]
    [InlineData("/dev/snd", "/dev/snd", "/dev/snd", "rwm")]
    [InlineData("/dev/snd:rw", "/dev/snd", "/dev/snd", "rw")]
    [InlineData("/dev/snd:/something", "/dev/snd", "/something", "rwm")]
    [InlineData("/dev/snd:/something:mr", "/dev/snd", "/something", "mr")]
    [InlineData("/with space", "/with space", "/with space", "rwm")]
    [InlineData("relative:/absolute-path", "relative", "/absolute-path", "rwm")]
    [InlineData("hostPath:/containerPath:r", "hostPath", "/containerPath", "r")]
    public void Parse_reads_paths(string text, string host, string container, string permissions)
    {
        var device = DeviceMapping.Parse(text);
        Assert.Equal((host, container, permissions, null), (device.PathOnHost, device.PathInContainer, device.CgroupPermissions, device.CdiName));
        Assert.Equal($"{host}:{container}:{permissions}", device.ToString());
        Assert.Equal(device.ToString(), DeviceMapping.Parse(device.ToString()).ToString());
    }

    [Theory]
    [InlineData("vendor.com/class=name")]
    [InlineData("nvidia.com/gpu=all")]
    [InlineData("nvidia.com/gpu=0:1")]
    [InlineData("v/c=0")]
    public void A_qualified_name_is_a_CDI_device(string text)
    {
        var device = DeviceMapping.Parse(text);
        Assert.Equal((text, null, null, null), (device.CdiName, device.PathOnHost, device.PathInContainer, device.CgroupPermissions));
        Assert.Equal(text, device.ToString());
    }

    [Theory]
    [InlineData("class/86E0D1E0-8089-11D0-9CE4-08003E301F73")]
    [InlineData("vpci-location-path://PCIROOT(0)#PCI(0100)")]
    public void A_device_of_Windows_passes_as_it_is(string text)
    {
        var device = DeviceMapping.Parse(text);
        Assert.Equal((text, null, null, null), (device.PathOnHost, device.PathInContainer, device.CgroupPermissions, device.CdiName));
        Assert.Equal(text, device.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("./")]
    [InlineData("../")]
    [InlineData("/:../")]
    [InlineData("/:path")]
    [InlineData(":")]
    [InlineData("/tmp:")]
    [InlineData(":test")]
    [InlineData(":/test")]
    [InlineData("tmp:")]
    [InlineData("::")]
    [InlineData(":::")]
    [InlineData("/tmp:::")]
    [InlineData("path:ro")]
    [InlineData("path:rr")]
    [InlineData("a:/b:ro")]
    [InlineData("a:/b:rr")]
    [InlineData("a:/b:")]
    [InlineData("vendor.com/class=-name")]
    [InlineData("vendor/class")]
    [InlineData("1vendor/class=name")]
    public void Parse_refuses_everything_else(string text) =>
        Assert.Contains($"'{text}' is not a device", Assert.Throws<FormatException>(() => DeviceMapping.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Transformation_takes_hashtables()
    {
        var devices = Assert.IsType<DeviceMapping[]>(new DeviceMappingTransformationAttribute().Transform(null, new object[]
        {
            "/dev/fuse",
            new Hashtable { ["PathOnHost"] = "/dev/sda", ["PathInContainer"] = "/dev/xvda", ["CgroupPermissions"] = "r" },
            new Hashtable { ["HostPath"] = "/dev/sda", ["Permissions"] = "r" },
            new Hashtable { ["CdiName"] = "vendor.com/class=name" },
        }));
        Assert.Equal(["/dev/fuse:/dev/fuse:rwm", "/dev/sda:/dev/xvda:r", "/dev/sda:/dev/sda:r", "vendor.com/class=name"], devices.Select(device => device.ToString()));
        Refused.By(new DeviceMappingTransformationAttribute(), new Hashtable { ["PathInContainer"] = "/dev/sda" }, "is not a device");
        Refused.By(new DeviceMappingTransformationAttribute(), new Hashtable { ["CdiName"] = "v/c=n", ["HostPath"] = "/x" }, "a CDI device has a name only");
    }
}
