using System.Text.Json;
using ContainerTools.Engine;

namespace ContainerTools.UnitTests.Engine.Pruning;

public sealed class BuildCacheForecastTests
{
    private static string Deleted(string json, bool all = false, PruneFilter? filter = null)
    {
        using var document = JsonDocument.Parse(json);
        return string.Join(' ', BuildCacheForecast.Deleted(document.RootElement.EnumerateArray(), filter ?? new PruneFilter([], null, []), all).Select(record => record.GetProperty("ID").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_used_shared_or_the_builders_own_stays()
    {
        const string Records = """[{"ID":"a"},{"ID":"b","InUse":true},{"ID":"c","Shared":true},{"ID":"d","Type":"frontend"},{"ID":"e","Type":"internal"},{"ID":"f","Type":"regular"}]""";
        Assert.Equal("a f", Deleted(Records));
        Assert.Equal("a c d e f", Deleted(Records, all: true));
    }

    [Theory]
    [InlineData("""[{"ID":"a"},{"ID":"b","Parents":["a"]},{"ID":"c","Parents":["b"],"InUse":true}]""", "")]
    [InlineData("""[{"ID":"a"},{"ID":"b","Parent":"a"},{"ID":"c","Parent":"a"}]""", "a b c")]
    [InlineData("""[{"ID":"a"},{"ID":"b","Parents":["a","x"],"Shared":true},{"ID":"x"},{"ID":"y"}]""", "y")]
    public void A_part_stays_as_long_as_one_that_was_built_on_it(string records, string expected) => Assert.Equal(expected, Deleted(records));

    [Fact]
    public void What_was_used_lately_stays()
    {
        var filter = new PruneFilter([], new DateTimeOffset(2024, 5, 1, 12, 0, 0, TimeSpan.Zero), []);
        Assert.Equal("a c", Deleted("""[{"ID":"a","LastUsedAt":"2024-05-01T11:00:00Z"},{"ID":"b","LastUsedAt":"2024-05-01T13:00:00Z"},{"ID":"c","LastUsedAt":null}]""", filter: filter));
    }
}
