using System.Collections;

namespace ContainerTools.UnitTests.Parameters;

public class NetworkAttachmentTests
{
    [Theory]
    [InlineData("docknet1", "docknet1")]
    [InlineData("container:web", "container:web")]
    [InlineData("name=docknet1", "docknet1")]
    [InlineData("name=docknet1,alias=web,driver-opt=field1=value1", "name=docknet1,alias=web,driver-opt=field1=value1")]
    [InlineData("name=docknet1,alias=web1,alias=web2,driver-opt=field1=value1,driver-opt=field2=value2", "name=docknet1,alias=web1,alias=web2,driver-opt=field1=value1,driver-opt=field2=value2")]
    [InlineData("name=docknet1,ip=172.20.88.22,ip6=2001:db8::8822", "name=docknet1,ip=172.20.88.22,ip6=2001:db8::8822")]
    [InlineData("name=docknet1,mac-address=52:0f:f3:dc:50:10", "name=docknet1,mac-address=52:0f:f3:dc:50:10")]
    [InlineData("name=docknet1,mac-address=52-0F-F3-DC-50-10", "name=docknet1,mac-address=52-0F-F3-DC-50-10")]
    [InlineData("name=docknet1,mac-address=520f.f3dc.5010", "name=docknet1,mac-address=520f.f3dc.5010")]
    [InlineData("name=docknet1,link-local-ip=169.254.169.254,link-local-ip=fe80::1", "name=docknet1,link-local-ip=169.254.169.254,link-local-ip=fe80::1")]
    [InlineData("name=docknet1,\"driver-opt=com.docker.network.endpoint.sysctls=net.ipv6.conf.IFNAME.accept_ra=2,net.ipv6.conf.IFNAME.forwarding=1\"", "name=docknet1,\"driver-opt=com.docker.network.endpoint.sysctls=net.ipv6.conf.IFNAME.accept_ra=2,net.ipv6.conf.IFNAME.forwarding=1\"")]
    [InlineData("name=docknet1,gw-priority=10", "name=docknet1,gw-priority=10")]
    [InlineData("gw-priority=-1,Name=Back", "name=Back,gw-priority=-1")]
    [InlineData("name = docknet1 , alias = web,ip=1.2.3.4", "name=docknet1,alias=web,ip=1.2.3.4")]
    public void Parse_reads_docker_syntax(string text, string expected)
    {
        Assert.Equal(expected, NetworkAttachment.Parse(text).ToString());
        Assert.Equal(expected, NetworkAttachment.Parse(expected).ToString());
    }

    [Theory]
    [InlineData("", "'' is not a network attachment")]
    [InlineData("invalidField=docknet1", "has no name")]
    [InlineData("name=docknet1,invalid=web", "'invalid' is not a key of a network attachment. Allowed: name, alias, ip, ip6, link-local-ip, mac-address, driver-opt, gw-priority.")]
    [InlineData("driver-opt=field1=value1,driver-opt=field2=value2", "has no name")]
    [InlineData("name=docknet1,alias", "'alias' is not of the form key=value")]
    [InlineData("name=docknet1,gw-priority=invalid", "'invalid' is not a whole number for gw-priority")]
    [InlineData("name=docknet1,ip=1.2.3", "'1.2.3' is not an IPv4 address")]
    [InlineData("name=docknet1,ip=2001:db8::1", "'2001:db8::1' is not an IPv4 address")]
    [InlineData("name=docknet1,ip6=1.2.3.4", "'1.2.3.4' is not an IPv6 address")]
    [InlineData("name=docknet1,link-local-ip=x", "'x' is not an IP address")]
    [InlineData("name=docknet1,mac-address=52:0f", "'52:0f' is not a MAC address")]
    [InlineData("name=docknet1,driver-opt==x", "A key of driver-opt is empty")]
    public void Parse_refuses_everything_else(string text, string message)
    {
        var refusal = Assert.Throws<FormatException>(() => NetworkAttachment.Parse(text));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"'{text}'", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("back", true)]
    [InlineData("bridge", false)]
    [InlineData("default", false)]
    [InlineData("host", false)]
    [InlineData("none", false)]
    [InlineData("container:web", false)]
    public void Networks_that_come_with_the_engine_are_told_apart(string name, bool expected) => Assert.Equal(expected, NetworkAttachment.Parse(name).IsUserDefined);

    [Fact]
    public void Transformation_takes_hashtables()
    {
        var attachments = Assert.IsType<NetworkAttachment[]>(new NetworkAttachmentTransformationAttribute().Transform(null, new object[]
        {
            "front",
            new Hashtable { ["Name"] = "back", ["Alias"] = "db", ["IPAddress"] = "10.0.0.5" },
            new Hashtable
            {
                ["name"] = "back", ["Aliases"] = new[] { "db", "pg" }, ["ip6"] = "fd00::5", ["DriverOptions"] = new Hashtable { ["k"] = 1 },
                ["LinkLocalIPAddresses"] = new[] { "169.254.1.1" }, ["MacAddress"] = "02:00:00:00:00:01", ["GatewayPriority"] = 5,
            },
        }));
        Assert.Equal(
            ["front", "name=back,alias=db,ip=10.0.0.5", "name=back,alias=db,alias=pg,ip6=fd00::5,mac-address=02:00:00:00:00:01,link-local-ip=169.254.1.1,driver-opt=k=1,gw-priority=5"],
            attachments.Select(attachment => attachment.ToString()));
        Assert.True(attachments[0].IsNameOnly);
        Assert.False(attachments[1].IsNameOnly);
        Refused.By(new NetworkAttachmentTransformationAttribute(), new Hashtable { ["Alias"] = "x" }, "has no name");
        Refused.By(new NetworkAttachmentTransformationAttribute(), new Hashtable { ["Name"] = "x", ["Ip4"] = "x" }, "'Ip4' is not a key of a network attachment. Allowed: Name, Aliases, IPAddress, IPv6Address, LinkLocalIPAddresses, MacAddress, DriverOptions, GatewayPriority.");
    }
}
