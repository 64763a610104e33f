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

    [Theory]
    [InlineData("web", "(?i)^/?web$")]
    [InlineData("web.1", """(?i)^/?web\.1$""")]
    [InlineData("web*-?", "(?i)^/?web.*-.$")]
    [InlineData("a+(b)|c\\d$", """(?i)^/?a\+\(b\)\|c\\d\$$""")]
    [InlineData("web[1-3]*", "(?i)^/?web")]
    [InlineData("web`*`[x", """(?i)^/?web\*\[x$""")]
    [InlineData("web`", "(?i)^/?web`$")]
    [InlineData("*", "(?i)^/?.*$")]
    public void A_name_with_wildcards_is_an_anchored_expression_for_the_engine(string name, string expression) => Assert.Equal(
        expression, System.Text.Json.JsonDocument.Parse(new FilterMap().Narrowed([name]).ToJson()).RootElement.GetProperty("name").EnumerateObject().Single().Name);

    [Fact]
    public void Names_join_the_filters_that_are_there_and_leave_those_as_they_were()
    {
        var filters = new FilterMap().Add("label", ["a"]);
        Assert.Equal("""{"label":{"a":true},"name":{"(?i)^/?web$":true}}""", filters.Narrowed(["web"]).ToJson());
        Assert.Equal("""{"label":{"a":true}}""", filters.ToJson());
        Assert.Same(filters, filters.Narrowed(null));
    }

    [Fact]
    public void Beside_a_users_name_filter_names_are_left_to_the_caller() => Assert.Equal("""{"name":{"b":true}}""", new FilterMap().Add("name", ["b"]).Narrowed(["a*"]).ToJson());
}
