using System.Collections;

namespace ContainerTools.UnitTests.Parameters;

/// <summary>The parameter types whose syntax is a line or two.</summary>
public class SmallSyntaxTests
{
    [Theory]
    [InlineData("no", "no", 0, "no")]
    [InlineData("always", "always", 0, "always")]
    [InlineData("Unless-Stopped", "unless-stopped", 0, "unless-stopped")]
    [InlineData("on-failure", "on-failure", 0, "on-failure")]
    [InlineData("on-failure:", "on-failure", 0, "on-failure")]
    [InlineData("on-failure:0", "on-failure", 0, "on-failure")]
    [InlineData("on-failure:3", "on-failure", 3, "on-failure:3")]
    public void Restart_policy(string text, string name, int count, string written)
    {
        var policy = RestartPolicy.Parse(text);
        Assert.Equal((name, count, written), (policy.Name, policy.MaximumRetryCount, policy.ToString()));
        Assert.Equal(written, RestartPolicy.Parse(written).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(":1")]
    [InlineData("sometimes")]
    [InlineData("always:2")]
    [InlineData("on-failure:invalid")]
    [InlineData("on-failure:-1")]
    [InlineData("on-failure:2:3")]
    [InlineData("on-failure:99999999999")]
    public void Restart_policy_refuses(string text) =>
        Assert.Contains($"'{text}' is not a restart policy", Assert.Throws<FormatException>(() => RestartPolicy.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Restart_policy_from_PowerShell()
    {
        var transformation = new RestartPolicyTransformationAttribute();
        Assert.Equal("on-failure:3", transformation.Transform(null, new Hashtable { ["Name"] = "on-failure", ["MaximumRetryCount"] = 3 })!.ToString());
        Assert.Equal("always", transformation.Transform(null, new Hashtable { ["Name"] = "always", ["MaximumRetryCount"] = 0 })!.ToString());
        // For docker, no text is no policy.
        Assert.Null(transformation.Transform(null, ""));
        Refused.By(transformation, new Hashtable { ["MaximumRetryCount"] = 3 }, "':3' is not a restart policy");
    }

    [Theory]
    [InlineData("nofile=512:1024", "nofile", 512, 1024)]
    [InlineData("nofile=1024", "nofile", 1024, 1024)]
    [InlineData("core=-1", "core", -1, -1)]
    [InlineData("memlock=10:-1", "memlock", 10, -1)]
    [InlineData("memlock=-1:-1", "memlock", -1, -1)]
    public void Ulimits(string text, string name, long soft, long hard)
    {
        var limit = Ulimit.Parse(text);
        Assert.Equal((name, soft, hard), (limit.Name, limit.Soft, limit.Hard));
        Assert.Equal(limit.ToString(), Ulimit.Parse(limit.ToString()).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("nofile")]
    [InlineData("nofile=")]
    [InlineData("nofile=a")]
    [InlineData("nofile=1:b")]
    [InlineData("nofile=1:2:3")]
    [InlineData("nofile=2:1")]
    [InlineData("nofile=-1:1024")]
    [InlineData("nofile=-2")]
    [InlineData("notavalidtype=1024:1024")]
    [InlineData("NOFILE=1")]
    public void Ulimit_refuses(string text) =>
        Assert.Contains($"'{text}' is not a ulimit", Assert.Throws<FormatException>(() => Ulimit.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Ulimit_from_PowerShell()
    {
        var limits = Assert.IsType<Ulimit[]>(new UlimitTransformationAttribute().Transform(
            null, new object[] { "core=0", new Hashtable { ["Name"] = "nofile", ["Soft"] = 1, ["Hard"] = 2 }, new Hashtable { ["Name"] = "nproc", ["Soft"] = 5 } }));
        Assert.Equal(["core=0:0", "nofile=1:2", "nproc=5:5"], limits.Select(limit => limit.ToString()));
        Refused.By(new UlimitTransformationAttribute(), new Hashtable { ["Name"] = "nofile" }, "'nofile=' is not a ulimit");
        Refused.By(new UlimitTransformationAttribute(), new Hashtable { ["nofile"] = 1 }, "'nofile' is not a key of a ulimit. Allowed: Name, Soft, Hard.");
    }

    [Theory]
    [InlineData("/dev/sda:10mb", DeviceRateUnit.BytesPerSecond, 10 << 20)]
    [InlineData("/dev/sda:0", DeviceRateUnit.BytesPerSecond, 0)]
    [InlineData("/dev/disk/by-id/x:1k", DeviceRateUnit.BytesPerSecond, 1024)]
    [InlineData("/dev/sda:500", DeviceRateUnit.OperationsPerSecond, 500)]
    [InlineData("/dev/sda:10", DeviceRateUnit.Weight, 10)]
    [InlineData("/dev/sda:1000", DeviceRateUnit.Weight, 1000)]
    public void Device_rates(string text, DeviceRateUnit unit, long rate)
    {
        var device = DeviceRate.Parse(text, unit);
        Assert.Equal((text.Split(':')[0], rate), (device.Path, device.Rate));
        Assert.Equal(device.ToString(), DeviceRate.Parse(device.ToString(), unit).ToString());
    }

    [Theory]
    [InlineData("", DeviceRateUnit.BytesPerSecond)]
    [InlineData("/dev/sda", DeviceRateUnit.BytesPerSecond)]
    [InlineData("/dev/:1m", DeviceRateUnit.BytesPerSecond)]
    [InlineData("sda:1m", DeviceRateUnit.BytesPerSecond)]
    [InlineData("/tmp/sda:1", DeviceRateUnit.OperationsPerSecond)]
    [InlineData("/dev/sda:1m", DeviceRateUnit.OperationsPerSecond)]
    [InlineData("/dev/sda:-1", DeviceRateUnit.OperationsPerSecond)]
    [InlineData("/dev/sda:9", DeviceRateUnit.Weight)]
    [InlineData("/dev/sda:1001", DeviceRateUnit.Weight)]
    public void Device_rate_refuses(string text, DeviceRateUnit unit) =>
        Assert.Contains($"'{text}' is not a rate of a device", Assert.Throws<FormatException>(() => DeviceRate.Parse(text, unit)).Message, StringComparison.Ordinal);

    [Fact]
    public void Device_rate_from_PowerShell()
    {
        var rates = Assert.IsType<DeviceRate[]>(new DeviceRateTransformationAttribute().Transform(null, new object[] { "/dev/sda:1m", new Hashtable { ["Path"] = "/dev/sdb", ["Rate"] = 2L << 20 } }));
        Assert.Equal(["/dev/sda:1048576", "/dev/sdb:2097152"], rates.Select(rate => rate.ToString()));
        var weight = new DeviceRateTransformationAttribute { Unit = DeviceRateUnit.Weight };
        Assert.Equal("/dev/sda:200", weight.Transform(null, new Hashtable { ["Path"] = "/dev/sda", ["Weight"] = 200 })!.ToString());
        Refused.By(weight, new Hashtable { ["Path"] = "/dev/sda", ["Speed"] = 200 }, "'Speed' is not a key of a rate of a device. Allowed: Path, Weight.");
        Refused.By(new DeviceRateTransformationAttribute(), "/dev/sda:fast", "'fast' is not a size");
    }

    [Theory]
    [InlineData("/run", "/run", null)]
    [InlineData("/run:", "/run", null)]
    [InlineData("/tmp:rw,size=64m,mode=1777", "/tmp", "rw,size=64m,mode=1777")]
    public void Tmpfs(string text, string target, string? options)
    {
        var mount = TmpfsMount.Parse(text);
        Assert.Equal((target, options), (mount.Target, mount.Options));
        Assert.Equal(mount.ToString(), TmpfsMount.Parse(mount.ToString()).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("tmp")]
    [InlineData(":size=1")]
    public void Tmpfs_refuses(string text) =>
        Assert.Contains($"'{text}' is not a tmpfs mount", Assert.Throws<FormatException>(() => TmpfsMount.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Tmpfs_from_PowerShell()
    {
        var mounts = Assert.IsType<TmpfsMount[]>(new TmpfsMountTransformationAttribute().Transform(
            null, new object[] { "/run", new Hashtable { ["Target"] = "/tmp", ["Options"] = new[] { "size=64m", "noexec" } }, new Hashtable { ["Path"] = "/x" } }));
        Assert.Equal(["/run", "/tmp:size=64m,noexec", "/x"], mounts.Select(mount => mount.ToString()));
    }

    [Theory]
    [InlineData("myhost:192.168.0.1", "myhost:192.168.0.1")]
    [InlineData("myhost=192.168.0.1", "myhost:192.168.0.1")]
    [InlineData("thathost-nosolb1:10.0.2.1", "thathost-nosolb1:10.0.2.1")]
    [InlineData("anipv6host:2003:ab34:e::1", "anipv6host:2003:ab34:e::1")]
    [InlineData("ipv6local:::1", "ipv6local:::1")]
    [InlineData("ipv6local=::1", "ipv6local:::1")]
    [InlineData("ipv6local:[::1]", "ipv6local:::1")]
    [InlineData("ipv4=[127.0.0.1]", "ipv4:127.0.0.1")]
    [InlineData("host.docker.internal:host-gateway", "host.docker.internal:host-gateway")]
    public void Host_entries(string text, string written)
    {
        Assert.Equal(written, HostEntry.Parse(text).ToString());
        Assert.Equal(written, HostEntry.Parse(written).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("myhost")]
    [InlineData("myhost:")]
    [InlineData("myhost=")]
    [InlineData("=1.2.3.4")]
    [InlineData(":1.2.3.4")]
    [InlineData("my:host=1.2.3.4")]
    [InlineData("myhost:192.notanipaddress.1")]
    [InlineData("thathost-nosolb1:10.0.288.1")]
    [InlineData("anipv6host:[]")]
    [InlineData("anipv6host:[:::1]")]
    [InlineData("anipv6host:gateway")]
    public void Host_entry_refuses(string text) =>
        Assert.Contains($"'{text}' is not a host entry", Assert.Throws<FormatException>(() => HostEntry.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Host_entry_from_PowerShell()
    {
        var entries = Assert.IsType<HostEntry[]>(new HostEntryTransformationAttribute().Transform(
            null, new object[] { "a:1.1.1.1", new Hashtable { ["HostName"] = "b", ["IPAddress"] = "2.2.2.2" }, new Hashtable { ["d-1"] = "host-gateway", ["d1"] = "::1" } }));
        Assert.Equal(["a:1.1.1.1", "b:2.2.2.2", "d-1:host-gateway", "d1:::1"], entries.Select(entry => entry.ToString()));
        Refused.By(new HostEntryTransformationAttribute(), new Hashtable { ["HostName"] = "b", ["Adress"] = "1.1.1.1" }, "'Adress' is not a key of a host entry. Allowed: HostName, IPAddress.");
        Refused.By(new HostEntryTransformationAttribute(), new Hashtable { ["HostNam"] = "b" }, "'b' is neither an IP address nor host-gateway");
    }

    [Theory]
    [InlineData("1", 1_000_000_000)]
    [InlineData("0", 0)]
    [InlineData("0.5", 500_000_000)]
    [InlineData(".5", 500_000_000)]
    [InlineData("1.", 1_000_000_000)]
    [InlineData("1.234567891", 1_234_567_891)]
    [InlineData("1.50000000000000", 1_500_000_000)]
    [InlineData("3/2", 1_500_000_000)]
    [InlineData("2/1000000000", 2)]
    [InlineData("15e-1", 1_500_000_000)]
    [InlineData("1E2", 100_000_000_000)]
    [InlineData("9223372036.854775807", long.MaxValue)]
    public void Processors(string text, long expected) => Assert.Equal(expected, CpuCount.Parse(text));

    [Theory]
    [InlineData("", null)]
    [InlineData("abc", null)]
    [InlineData("-1", null)]
    [InlineData("1,5", null)]
    [InlineData(".", null)]
    [InlineData("e1", null)]
    [InlineData("1/", null)]
    [InlineData("1.5/2", null)]
    [InlineData("1e999", null)]
    [InlineData("1/0", "divides by zero")]
    [InlineData("1/3", "too precise")]
    [InlineData("0.0000000001", "too precise")]
    [InlineData("9223372036.854775808", "too large")]
    [InlineData("1e30", "too large")]
    public void Processors_refuse(string text, string? reason)
    {
        var refusal = Assert.Throws<FormatException>(() => CpuCount.Parse(text));
        Assert.Contains($"'{text}' is not a number of processors{(reason is null ? "." : ": it " + (reason.StartsWith("too", StringComparison.Ordinal) ? "is " : "") + reason)}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Processors_from_PowerShell()
    {
        var transformation = new CpuCountTransformationAttribute();
        Assert.Equal(1_500_000_000L, transformation.Transform(null, 1.5));
        Assert.Equal(2_000_000_000L, transformation.Transform(null, 2));
        Assert.Equal(300_000_000L, transformation.Transform(null, 0.1 + 0.2));
        Assert.Equal(333_333_333L, transformation.Transform(null, 1 / 3.0));
        Assert.Equal(1_500_000_000L, transformation.Transform(null, "3/2"));
        Refused.By(transformation, -0.5, "'-0.5' is not a number of processors");
    }
}
