using ContainerTools.Engine;

namespace ContainerTools.UnitTests.Engine.Networks;

public sealed class AddressPoolsTests
{
    private static string Build(string subnets, string ranges = "", string gateways = "", string reserved = "") =>
        AddressPools.Build(Words(subnets), Words(ranges), Words(gateways), Words(reserved)).ToJsonString();

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [Theory]
    [InlineData("", "", "", "", "[]")]
    [InlineData("10.1.0.0/16", "", "", "", """[{"Subnet":"10.1.0.0/16"}]""")]
    [InlineData("10.1.0.0/16", "10.1.128.0/17", "10.1.0.9", "a=10.1.0.7 b=10.1.0.8",
        """[{"Subnet":"10.1.0.0/16","IPRange":"10.1.128.0/17","Gateway":"10.1.0.9","AuxiliaryAddresses":{"a":"10.1.0.7","b":"10.1.0.8"}}]""")]
    [InlineData("10.1.0.0/16 fd00::/64", "", "fd00::1 10.1.0.1", "", """[{"Subnet":"10.1.0.0/16","Gateway":"10.1.0.1"},{"Subnet":"fd00::/64","Gateway":"fd00::1"}]""")]
    [InlineData("10.1.0.0/25 10.1.0.128/25", "", "10.1.0.129", "", """[{"Subnet":"10.1.0.0/25"},{"Subnet":"10.1.0.128/25","Gateway":"10.1.0.129"}]""")]
    public void Everything_belongs_to_the_subnet_that_it_lies_in(string subnets, string ranges, string gateways, string reserved, string expected) =>
        Assert.Equal(expected, Build(subnets, ranges, gateways, reserved));

    [Theory]
    [InlineData("10.1.0.0", "", "", "", "'10.1.0.0' is not a network of addresses")]
    [InlineData("10.1.0.0/33", "", "", "", "'10.1.0.0/33' is not a network of addresses")]
    [InlineData("10.1.0/16", "", "", "", "'10.1.0/16' is not a network of addresses")]
    [InlineData("/16", "", "", "", "'/16' is not a network of addresses")]
    [InlineData("10.1.0.0/-1", "", "", "", "'10.1.0.0/-1' is not a network of addresses")]
    [InlineData("10.1.0.0/16 10.1.5.0/24", "", "", "", "overlap")]
    [InlineData("10.1.5.0/24 10.1.0.0/16", "", "", "", "overlap")]
    [InlineData("10.1.0.0/16", "", "10.2.0.1", "", "The gateway 10.2.0.1 lies in none of the subnets that were given.")]
    [InlineData("10.1.0.0/16", "", "fd00::1", "", "lies in none")]
    [InlineData("10.1.0.0/16", "", "x", "", "'x' is not an IP address")]
    [InlineData("10.1.0.0/16", "", "10.1.0.1 10.1.0.2", "", "has two gateways")]
    [InlineData("10.1.0.0/16", "10.1.1.0/24 10.1.2.0/24", "", "", "has two ranges")]
    [InlineData("10.1.0.0/16", "10.2.0.0/24", "", "", "The range 10.2.0.0/24 lies in none")]
    [InlineData("", "", "10.1.0.1", "", "give one with -Subnet")]
    [InlineData("10.1.0.0/16", "", "", "a=10.2.0.1", "The reserved address 10.2.0.1 lies in none")]
    public void What_does_not_fit_is_refused(string subnets, string ranges, string gateways, string reserved, string words) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => Build(subnets, ranges, gateways, reserved)).Message, StringComparison.Ordinal);
}
