using System.Collections;

namespace ContainerTools.UnitTests.Parameters;

public class PortMappingTests
{
    [Theory]
    [InlineData("80", "80/tcp")]
    [InlineData("80/udp", "80/udp")]
    [InlineData("80/", "80/tcp")]
    [InlineData("8080:80", "8080:80/tcp")]
    [InlineData(":80", "80/tcp")]
    [InlineData("0:80", "0:80/tcp")]
    [InlineData("8080:80/SCTP", "8080:80/sctp")]
    [InlineData("127.0.0.1:8080:80", "127.0.0.1:8080:80/tcp")]
    [InlineData("127.0.0.1::80", "127.0.0.1::80/tcp")]
    [InlineData("[::1]:8080:80/udp", "[::1]:8080:80/udp")]
    [InlineData("[2001:4860:0:2001::68]::333", "[2001:4860:0:2001::68]::333/tcp")]
    [InlineData("::1:8080:80", "[::1]:8080:80/tcp")]
    [InlineData("8000-8002:80", "8000-8002:80/tcp")]
    [InlineData("8000-8000:80", "8000:80/tcp")]
    [InlineData("1000-1002:2000-2002/udp", "1000:2000/udp", "1001:2001/udp", "1002:2002/udp")]
    [InlineData("0.0.0.0:1000-1001:2000-2001", "0.0.0.0:1000:2000/tcp", "0.0.0.0:1001:2001/tcp")]
    [InlineData("80-82", "80/tcp", "81/tcp", "82/tcp")]
    [InlineData("target=10,published=20", "20:10/tcp")]
    [InlineData("published=1500,target=2500,protocol=udp,mode=host", "1500:2500/udp")]
    [InlineData("target=80", "80/tcp")]
    [InlineData("target=80-81,published=90-91", "90:80/tcp", "91:81/tcp")]
    public void Parse_reads_short_and_long_form(string text, params string[] expected)
    {
        var mappings = PortMapping.Parse(text);
        Assert.Equal(expected, mappings.Select(mapping => mapping.ToString()));
        Assert.Equal(expected, mappings.SelectMany(mapping => PortMapping.Parse(mapping.ToString())).Select(mapping => mapping.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("asd")]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("8080:65536")]
    [InlineData("70000:80")]
    [InlineData("-80")]
    [InlineData("80-")]
    [InlineData("+80")]
    [InlineData("80/asd")]
    [InlineData("8080/udp:80")]
    [InlineData("8080:")]
    [InlineData("9-8")]
    [InlineData("8000-9000:80-81")]
    [InlineData("localhost:8080:80")]
    [InlineData("256.0.0.1:8080:80")]
    [InlineData("127.0.0.01:8080:80")]
    [InlineData("1:8080:80")]
    [InlineData("::8080:80")]
    [InlineData("[127.0.0.1]:8080:80")]
    [InlineData("[::1:8080:80")]
    [InlineData("[fe80::1%eth0]:8080:80")]
    [InlineData("target=80,published")]
    public void Parse_refuses_everything_else(string text)
    {
        var refusal = Assert.Throws<FormatException>(() => PortMapping.Parse(text));
        Assert.Contains(text, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("8080:80", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("published=80", "no container port")]
    [InlineData("target=80,mode=swarm", "'swarm'")]
    [InlineData("target=80,host_ip=127.0.0.1", "'host_ip' is not a key of a port mapping. Allowed: target, published, protocol, mode.")]
    public void The_long_form_drops_nothing_in_silence(string text, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => PortMapping.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Properties_say_what_the_engine_needs()
    {
        var mapping = Assert.Single(PortMapping.Parse("[::1]:8000-8009:80/udp"));
        Assert.Equal(("::1", 8000, 8009, 80, "udp"), (mapping.HostIP, mapping.HostPort, mapping.HostPortEnd, mapping.ContainerPort, mapping.Protocol));
        Assert.Equal("8000-8009", mapping.HostPortText());
        var free = Assert.Single(PortMapping.Parse("80"));
        Assert.Equal((null, null, null), (free.HostIP, free.HostPort, free.HostPortEnd));
        Assert.Equal("", free.HostPortText());
    }

    [Fact]
    public void Transformation_takes_text_numbers_hashtables_and_lists_of_them()
    {
        var input = new object[]
        {
            "8080:80", 443,
            new Hashtable { ["HostPort"] = 5353, ["ContainerPort"] = 53, ["Protocol"] = "udp", ["HostIP"] = "::1" },
            new Hashtable { ["hostport"] = "9000-9001", ["containerport"] = "90-91" },
            new Hashtable { ["HostPort"] = 7000, ["HostPortEnd"] = 7009, ["ContainerPort"] = "70/udp" },
            PortMapping.Parse("1:1")[0],
        };
        var mappings = Assert.IsType<PortMapping[]>(new PortMappingTransformationAttribute().Transform(null, input));
        Assert.Equal(
            ["8080:80/tcp", "443/tcp", "[::1]:5353:53/udp", "9000:90/tcp", "9001:91/tcp", "7000-7009:70/udp", "1:1/tcp"],
            mappings.Select(mapping => mapping.ToString()));
        Assert.IsType<PortMapping>(new PortMappingTransformationAttribute().Transform(null, "80"));
        Assert.Equal(3, Assert.IsType<PortMapping[]>(new PortMappingTransformationAttribute().Transform(null, "80-82")).Length);
    }

    [Fact]
    public void Transformation_names_what_it_refuses()
    {
        var transformation = new PortMappingTransformationAttribute();
        Refused.By(transformation, new Hashtable { ["ContainerPort"] = 80, ["Hostport2"] = 1 }, "'Hostport2' is not a key of a port mapping. Allowed: ContainerPort, HostPort, HostPortEnd, Protocol, HostIP, Mode.");
        Refused.By(transformation, new Hashtable { ["HostPort"] = 80 }, "no container port");
        Refused.By(transformation, new Hashtable { ["HostPort"] = 80, ["published"] = 80, ["target"] = 80 }, "HostPort is given twice");
        Refused.By(transformation, new Hashtable { ["HostPort"] = new[] { 80 }, ["ContainerPort"] = 80 }, "HostPort takes a single value");
        Refused.By(transformation, DateTime.Now, "A value of type DateTime is not a port mapping. Expected [[host address:]");
        Refused.By(transformation, true, "A value of type Boolean is not a port mapping");
        Refused.By(transformation, new object?[] { null }, "One of the values is $null");
        var circular = new object[1];
        circular[0] = circular;
        Refused.By(transformation, circular, "lists in lists");
    }
}
