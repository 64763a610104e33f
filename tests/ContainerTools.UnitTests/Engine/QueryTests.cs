using ContainerTools.Engine;

namespace ContainerTools.UnitTests.Engine;

public sealed class QueryTests
{
    [Fact]
    public void Nothing_added_is_nothing_sent() => Assert.Equal("", new Query().Add("t", (int?)null).Add("signal", (string?)null).Add(new FilterMap()).ToString());

    [Fact]
    public void Zero_and_false_are_sent() => Assert.Equal("?t=0&force=0&v=1", new Query().Add("t", 0).Add("force", false).Add("v", true).ToString());

    [Fact]
    public void Values_are_escaped() => Assert.Equal("?name=a%20b%26c%3Dd%2F%C3%BC%3F&x=", new Query().Add("name", "a b&c=d/ü?").Add("x", "").ToString());

    [Fact]
    public void A_name_may_be_repeated() => Assert.Equal("?names=a&names=b", new Query().AddAll("names", ["a", "b"]).ToString());

    [Fact]
    public void Filters_are_one_value() => Assert.Equal(
        """{"label":{"a=b":true}}""",
        Uri.UnescapeDataString(new Query().Add(new FilterMap().Add("label", ["a=b"])).ToString()["?filters=".Length..]));
}
