using System.Diagnostics;
using ContainerTools.Engine;
using ContainerTools.Engine.Stacks;

namespace ContainerTools.UnitTests.Stacks;

/// <summary>How the text of a compose file is read: anchors, merge keys, places, and what is made to do harm.</summary>
public class ComposeFileTests
{
    private static ComposeMap Parse(string text) => ComposeFile.Parse(text, "c.yaml");

    private static string Refusal(string text) => Assert.Throws<EngineException>(() => Parse(text)).Message;

    [Fact]
    public void An_alias_is_what_its_anchor_is()
    {
        var file = Parse("x-a: &a { one: 1, list: [x, y] }\nb: *a\n");
        Assert.Equal("1", file["b"]!.Map("b")["one"]!.Text("one"));
        Assert.Equal(["x", "y"], file["b"]!.Map("b")["list"]!.Texts("list"));
    }

    [Fact]
    public void A_merge_key_adds_what_is_not_there()
    {
        var map = Parse("x: &x { a: 1, b: 1 }\ny: &y { b: 2, c: 2 }\nz:\n  <<: [*x, *y]\n  a: 3\n")["z"]!.Map("z");
        Assert.Equal(["a=3", "b=1", "c=2"], map.Items.Select(item => $"{item.Key}={item.Value.Text("")}").Order(StringComparer.Ordinal));
        Assert.Equal(new ComposePlace("c.yaml", 1, 15), map.PlaceOf("b"));
    }

    [Theory]
    [InlineData("a: ~", null)]
    [InlineData("a: null", null)]
    [InlineData("a:", null)]
    [InlineData("a: \"null\"", "null")]
    [InlineData("a: ''", "")]
    [InlineData("a: 0400", "0400")]
    [InlineData("a: |\n  x\n  y\n", "x\ny\n")]
    [InlineData("a: >-\n  x\n  y\n", "x y")]
    public void A_scalar_is_its_text(string text, string? expected) => Assert.Equal(expected, ((ComposeScalar)Parse(text).Items["a"]).Value);

    [Theory]
    [InlineData("", "line 1, column 1: The file is empty.")]
    [InlineData("a: 1\n---\nb: 2\n", "line 1, column 1: The file has several documents")]
    [InlineData("- a\n", "line 1, column 1: The file is not a mapping.")]
    [InlineData("a: [1\n", "line 2, column 1: ")]
    [InlineData("a:\n  b: 1\n c: 2\n", "line 3, column 2: ")]
    [InlineData("a: 1\nb:\tc: 1\n", "line 2, column ")]
    [InlineData("a: *nothing\n", "line 1, column 1: The anchor 'nothing'")]
    [InlineData("a: 1\na: 2\n", "line 2, column 1: ")]
    [InlineData("a:\n  ? [x]\n  : 1\n", "line 2, column 5: A key is not a single word.")]
    [InlineData("a:\n  <<: 1\n", "line 2, column 7: << is not a mapping.")]
    [InlineData("a: &a\n  b: *a\n", "")]
    [InlineData("a: \"\\q\"\n", "line 1, column ")]
    public void What_is_wrong_is_told_with_its_place(string text, string expected) => Assert.Contains("c.yaml, " + expected, Refusal(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    public void Nesting_without_end_is_refused(string open, string close)
    {
        var text = "a: " + string.Concat(Enumerable.Repeat(open, 200_000)) + string.Concat(Enumerable.Repeat(close, 200_000));
        Assert.Contains("c.yaml, line 1, column ", Refusal(text), StringComparison.Ordinal);
        Assert.Contains("nested too deeply", Refusal(text), StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_by_indentation_without_end_is_refused()
    {
        var text = string.Concat(Enumerable.Range(0, 3000).Select(i => new string(' ', i) + "a:\n"));
        Assert.Contains("c.yaml, line 6", Refusal(text), StringComparison.Ordinal);
        Assert.Contains("nested too deeply", Refusal(text), StringComparison.Ordinal);
    }

    [Fact]
    public void As_deep_as_files_are_is_allowed() => Assert.NotNull(Parse("a: " + string.Concat(Enumerable.Repeat("[", 60)) + string.Concat(Enumerable.Repeat("]", 60))));

    /// <summary>Some lines whose aliases stand for billions of values.</summary>
    [Theory]
    [InlineData("[{0}]")]
    [InlineData("{{ x: [{0}] }}")]
    [InlineData("{{ <<: [{0}] }}")]
    public void Aliases_that_stand_for_billions_are_refused(string shape)
    {
        var text = "a0: &a0 { k: v }\n" + string.Concat(Enumerable.Range(1, 12).Select(i =>
            $"a{i}: &a{i} " + string.Format(System.Globalization.CultureInfo.InvariantCulture, shape, string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))) + "\n"));
        var watch = Stopwatch.StartNew();
        Assert.Contains("more than 200000 values", Refusal(text), StringComparison.Ordinal);
        Assert.True(watch.Elapsed.TotalSeconds < 10, watch.Elapsed.ToString());
    }

    [Fact]
    public void A_large_file_is_read() =>
        Assert.Equal(2000, Parse("services:\n" + string.Concat(Enumerable.Range(0, 2000).Select(i => $"  s{i}:\n    image: a\n    environment: {{ A: 1, B: 2 }}\n    ports: [\"1\", \"2\"]\n")))["services"]!.Map("services").Items.Count);
}
