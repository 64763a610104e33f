using System.Collections;

namespace ContainerTools.UnitTests.Parameters;

public class ExposedPortTests
{
    [Theory]
    [InlineData("80", "80/tcp")]
    [InlineData("80/", "80/tcp")]
    [InlineData("53/UDP", "53/udp")]
    [InlineData("80-82/sctp", "80/sctp", "81/sctp", "82/sctp")]
    [InlineData("80-80", "80/tcp")]
    public void Parse_reads_ports_and_ranges(string text, params string[] expected)
    {
        Assert.Equal(expected, ExposedPort.Parse(text).Select(port => port.ToString()));
        Assert.Equal(expected, expected.SelectMany(ExposedPort.Parse).Select(port => port.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("8080:9090")]
    [InlineData("/tcp")]
    [InlineData("0")]
    [InlineData("NaN/tcp")]
    [InlineData("8080-7070")]
    [InlineData("1-65536")]
    [InlineData("80/icmp")]
    public void Parse_refuses_everything_else(string text) =>
        Assert.Contains($"'{text}' is not a port to expose", Assert.Throws<FormatException>(() => ExposedPort.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Transformation_takes_numbers_and_hashtables()
    {
        var ports = Assert.IsType<ExposedPort[]>(new ExposedPortTransformationAttribute().Transform(
            null, new object[] { 80, "81/udp", new Hashtable { ["Port"] = 53, ["Protocol"] = "udp" }, new Hashtable { ["port"] = "90-91" } }));
        Assert.Equal(["80/tcp", "81/udp", "53/udp", "90/tcp", "91/tcp"], ports.Select(port => port.ToString()));
        Refused.By(new ExposedPortTransformationAttribute(), new Hashtable { ["Protocol"] = "udp" }, "has no port");
        Refused.By(new ExposedPortTransformationAttribute(), new Hashtable { ["Port"] = 1, ["Proto"] = "udp" }, "'Proto' is not a key of a port to expose. Allowed: Port, Protocol.");
    }
}
