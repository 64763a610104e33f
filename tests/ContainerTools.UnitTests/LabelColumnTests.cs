namespace ContainerTools.UnitTests;

public sealed class LabelColumnTests
{
    private readonly LabelColumn column;
    private long now = 1;

    public LabelColumnTests() => column = new LabelColumn(() => now);

    private int Color(string key, int colors = 3) => column.Next(key, key, colors).Color;

    [Fact]
    public void Each_has_a_colour_of_its_own_and_keeps_it()
    {
        int[] first = [Color("a"), Color("b"), Color("c")];
        Assert.Equal(3, first.Distinct().Count());
        now += 1_000_000;
        Assert.Equal((IEnumerable<int>)first, new[] { Color("a"), Color("b"), Color("c") });
    }

    [Fact]
    public void Where_all_colours_are_in_use_one_is_shared_and_stays()
    {
        int[] first = [Color("a"), Color("b"), Color("c"), Color("d")];
        Assert.InRange(first[3], 0, 2);
        Assert.Equal((IEnumerable<int>)first, new[] { Color("a"), Color("b"), Color("c"), Color("d") });
    }

    [Fact]
    public void Who_is_not_shown_any_more_gives_its_colour_away()
    {
        int[] first = [Color("a"), Color("b"), Color("c")];
        now += 9_000;
        _ = (Color("a"), Color("c"));
        now += 2_000;
        Assert.Equal(first[1], Color("d"));
        Assert.Equal((first[0], first[2]), (Color("a"), Color("c")));
    }

    [Fact]
    public void All_are_as_wide_as_the_longest_that_is_shown()
    {
        Assert.Equal("web", column.Next("1", "web", 3).Text);
        Assert.Equal("database", column.Next("2", "database", 3).Text);
        Assert.Equal("web     ", column.Next("1", "web", 3).Text);
        now += 20_000;
        Assert.Equal("web", column.Next("1", "web", 3).Text);
        var name = new string('x', 100);
        Assert.Equal(name, column.Next("3", name, 3).Text);
        Assert.Equal(24, column.Next("1", "web", 3).Text.Length);
    }

    [Fact]
    public void A_hostile_name_is_made_harmless() => Assert.Equal("\u241b[31mx", LogLabel.Next(null, "\u001b[31mx", 1).Text);
}
