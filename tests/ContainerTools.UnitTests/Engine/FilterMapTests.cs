using System.Collections;
using ContainerTools.Engine;

namespace ContainerTools.UnitTests.Engine;

public sealed class FilterMapTests
{
    [Fact]
    public void Names_are_joined_and_values_of_one_name_are_alternatives() => Assert.Equal(
        """{"status":{"exited":true,"dead":true},"label":{"app=web":true}}""",
        new FilterMap().Add("status", ["exited", "dead"]).Add("label", ["app=web"]).ToJson());

    [Fact]
    public void A_value_given_twice_is_one() => Assert.Equal("""{"name":{"a":true}}""", new FilterMap().Add("name", ["a", "a"]).Add("name", ["a"]).ToJson());

    [Fact]
    public void No_values_are_no_filter()
    {
        Assert.True(new FilterMap().Add("name", null).Add("label", []).Add((IDictionary?)null).IsEmpty);
        Assert.False(new FilterMap().Add("name", ["a"]).IsEmpty);
    }

    [Fact]
    public void A_hashtable_gives_names_in_any_case_and_values_of_any_kind()
    {
        var given = new System.Collections.Specialized.OrderedDictionary { [" Status "] = "exited", ["EXITED"] = new object[] { 1, 137 }, ["dangling"] = true, ["is-task"] = false };
        Assert.Equal("""{"status":{"exited":true},"exited":{"1":true,"137":true},"dangling":{"true":true},"is-task":{"false":true}}""", new FilterMap().Add(given).ToJson());
    }

    [Fact]
    public void What_is_no_plain_text_is_escaped() => Assert.Equal("a\"b\\", System.Text.Json.JsonDocument.Parse(new FilterMap().Add("name", ["a\"b\\"]).ToJson()).RootElement.GetProperty("name").EnumerateObject().Single().Name);
}
