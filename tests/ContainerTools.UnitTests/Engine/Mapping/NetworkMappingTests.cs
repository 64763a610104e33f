using System.Text.Json;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.UnitTests.Engine.Mapping;

public sealed class NetworkMappingTests
{
    private static ContainerNetwork Map(string json)
    {
        using var document = JsonDocument.Parse(json);
        return NetworkMapping.From(document.RootElement.Clone(), Recording.Local);
    }

    [Fact]
    public void An_inspect_answer_is_read_whole()
    {
        var network = Map("""
            {"Name":"front","Id":"0123456789abcdef","Created":"2024-05-01T10:00:00.123456789Z","Scope":"local","Driver":"bridge","EnableIPv6":true,
             "IPAM":{"Driver":"default","Options":{"o":"1"},"Config":[{"Subnet":"10.1.0.0/16","IPRange":"10.1.1.0/24","Gateway":"10.1.0.1","AuxiliaryAddresses":{"a":"10.1.0.5"}},{"Subnet":"fd00::/64"}]},
             "Internal":true,"Attachable":true,"Ingress":true,"Options":{"mtu":"1400"},"Labels":{"com.docker.compose.project":"shop"},
             "Containers":{"c2":{"Name":"web","EndpointID":"e2","MacAddress":"02:42:0a:01:00:03","IPv4Address":"10.1.0.3/16","IPv6Address":"fd00::3/64"},"c1":{"Name":"db","IPv4Address":"","IPv6Address":""}}}
            """);
        Assert.Equal(("front", "0123456789ab", "bridge", "local", "shop"), (network.Name, network.ShortId, network.Driver, network.Scope, network.Project));
        Assert.Equal((true, true, true, true, false), (network.EnableIPv6, network.Internal, network.Attachable, network.Ingress, network.Predefined));
        Assert.Equal(["10.1.0.0/16", "fd00::/64"], network.Subnets);
        Assert.Equal(["10.1.0.1"], network.Gateways);
        Assert.Equal(("10.1.1.0/24", "10.1.0.5"), (network.AddressPools[0].IPRange, network.AddressPools[0].AuxAddresses["a"]));
        Assert.Equal(("1", "1400", 2024), (network.IpamOptions["o"], network.Options["mtu"], network.Created!.Value.Year));
        var (db, web) = (network.Containers[0], network.Containers[1]);
        Assert.Equal(("db", "c1", null, null, null), (db.Name, db.ContainerId, db.IPAddress, db.PrefixLength, db.IPv6Address));
        Assert.Equal(("web", "10.1.0.3", 16, "fd00::3", 64, "02:42:0a:01:00:03"), (web.Name, web.IPAddress, web.PrefixLength, web.IPv6Address, web.IPv6PrefixLength, web.MacAddress));
    }

    [Theory]
    [InlineData("""{"Name":"host","Id":"1","Driver":"host","IPAM":{"Driver":"default","Options":null,"Config":null},"Containers":{},"Options":null,"Labels":null}""", true)]
    [InlineData("""{"Name":"nat","Id":"1","Driver":"nat"}""", true)]
    [InlineData("""{"Name":"nat","Id":"1","Driver":"bridge"}""", false)]
    [InlineData("""{"Name":"front","Id":"1","Driver":"bridge","IPAM":{"Config":[{}]}}""", false)]
    public void What_is_missing_is_empty(string json, bool predefined)
    {
        var network = Map(json);
        Assert.Equal(predefined, network.Predefined);
        Assert.Empty(network.Subnets);
        Assert.Empty(network.Containers);
        Assert.Empty(network.Labels);
        Assert.Null(network.Created);
        Assert.Null(network.Raw);
    }
}
