using System.Text;
using System.Text.Json;
using ContainerTools.Engine;
using ContainerTools.Engine.Streams;

namespace ContainerTools.UnitTests.Engine.Streams;

public sealed class JsonListReaderTests
{
    private static async Task<List<string>> ReadAsync(string json, int piece = int.MaxValue, List<string>? made = null)
    {
        made ??= [];
        using var stream = new Pieces(Encoding.UTF8.GetBytes(json), piece);
        await foreach (var some in new JsonListReader<string>(item => item.GetRawText()).ReadAsync(stream, TestContext.Current.CancellationToken)) made.AddRange(some);
        return made;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(int.MaxValue)]
    public async Task Items_are_the_same_however_they_come(int piece) =>
        Assert.Equal(["""{"Id":"ä","L":[1,[2]]}""", "12", "null", "\"x\"", "[]", "true"], await ReadAsync(""" [ {"Id":"ä","L":[1,[2]]} , 12,null, "x",[],true ] """, piece));

    [Theory]
    [InlineData("[]")]
    [InlineData(" null ")]
    public async Task No_items(string json) => Assert.Empty(await ReadAsync(json, 1));

    [Fact]
    public async Task An_item_that_is_longer_than_what_comes_at_once()
    {
        var item = $"\"{new string('a', 300_000)}\"";
        Assert.Equal(["1", item, "2"], await ReadAsync($"[1,{item},2]", 10_000));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("12")]
    [InlineData("\"text\"")]
    public async Task Something_else_is_no_list(string json) =>
        Assert.Equal("it is not a list", (await Assert.ThrowsAsync<JsonException>(() => ReadAsync(json))).Message);

    [Theory]
    [InlineData("", 0)]
    [InlineData("<html>", 0)]
    [InlineData("""[{"a":1},{"b":""", 1)]
    [InlineData("""[{"a":1}""", 1)]
    [InlineData("""[{"a":1} x""", 1)]
    [InlineData("[1,2] 3", 2)]
    public async Task What_came_before_it_went_wrong_is_there(string json, int before)
    {
        var made = new List<string>();
        Assert.NotNull((await Assert.ThrowsAnyAsync<JsonException>(() => ReadAsync(json, 1, made))).LineNumber);
        Assert.Equal(before, made.Count);
    }

    [Fact]
    public async Task No_more_is_read_than_is_asked_for()
    {
        using var stream = new Pieces(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, 100_000))}]"), 1000);
        await foreach (var _ in new JsonListReader<int>(item => item.GetInt32()).ReadAsync(stream, TestContext.Current.CancellationToken)) break;
        Assert.Equal(1000, stream.Position);
    }

    [Fact]
    public void A_value_that_is_missing_has_no_items_and_no_properties()
    {
        Assert.Empty(default(JsonElement).Items());
        Assert.Empty(default(JsonElement).Properties());
        foreach (var _ in default(JsonElement).Items()) Assert.Fail("There are none.");
        foreach (var _ in default(JsonElement).Properties()) Assert.Fail("There are none.");
    }

    /// <summary>Gives so many bytes at once at most.</summary>
    private sealed class Pieces(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
