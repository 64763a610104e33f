using ContainerTools.Engine;

namespace ContainerTools.UnitTests.Engine.Pruning;

public sealed class ImagePruneForecastTests
{
    private static readonly PruneFilter Everything = new([], null, []);

    /// <summary>Images as <c>id&lt;parent:tag,tag,repo@digest</c>.</summary>
    private static ContainerImage[] Images(string text) =>
    [
        .. text.Split(' ').Select(one =>
        {
            var parts = one.Split(':', 2);
            var ids = parts[0].Split('<');
            var names = parts.Length > 1 ? parts[1].Split(',') : [];
            return new ContainerImage
            {
                Id = ids[0],
                ParentId = ids.Length > 1 ? ids[1] : null,
                RepoTags = [.. names.Where(name => !name.Contains('@', StringComparison.Ordinal)).Select(name => name.Replace('/', ':'))],
                RepoDigests = [.. names.Where(name => name.Contains('@', StringComparison.Ordinal))],
            };
        }),
    ];

    [Theory]
    // Without All those go that have no name and on which nothing was built.
    [InlineData("1 2:a/1", "", false, "1", "")]
    [InlineData("1:a@d", "", false, "1", "")]
    [InlineData("1", "1", false, "", "")]
    [InlineData("1 2<1", "", false, "1 2", "")]
    [InlineData("1 2<1:a/1", "", false, "", "")]
    [InlineData("1:a/1 2<1", "", false, "2", "")]
    [InlineData("1 2<1 3<1:a/1", "", false, "2", "")]
    // With All every name goes, and an image with its last one.
    [InlineData("1:a/1,b/1", "", true, "1", "")]
    [InlineData("1 2<1:a/1", "", true, "1 2", "")]
    [InlineData("1:a/1 2<1:b/1", "", true, "1 2", "")]
    [InlineData("1:a/1,a@d", "", true, "1", "")]
    // One in use keeps its last name.
    [InlineData("1:a/1", "1", true, "", "")]
    [InlineData("1:a/1,b/1", "1", true, "", "a:1")]
    [InlineData("1:a/1,a@d", "1", true, "", "")]
    [InlineData("1:a/1,b/1,a@d,b@d", "1", true, "", "a:1")]
    [InlineData("1:a/1,a/2,a@d", "1", true, "", "a:1")]
    // Another needs it: its names go, it stays.
    [InlineData("1:a/1 2<1:b/1", "2", true, "", "a:1")]
    public void It_does_what_the_engine_does(string images, string used, bool all, string deleted, string untagged)
    {
        var forecast = new ImagePruneForecast(Images(images), used.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(), Everything, all);
        Assert.Equal(deleted, string.Join(' ', forecast.Deleted.Select(image => image.Id).Order(StringComparer.Ordinal)));
        Assert.Equal(untagged, string.Join(' ', forecast.Untagged.Select(tag => tag.Tag)));
        Assert.Equal(Images(images).Length, forecast.Deleted.Count + forecast.Surviving.Count);
    }

    [Fact]
    public void A_layer_is_freed_with_the_last_image_on_it_and_counted_once()
    {
        ContainerImage Image(string id, params string[] layers) => new() { Id = id, Layers = layers };
        var layers = new LayerForecast([Image("stays", "base")]);
        Assert.Equal(30, layers.Count(Image("1", "base", "x", "y"), [1000, 10, 20], _ => false));
        Assert.Equal(5, layers.Count(Image("2", "base", "x", "z"), [1000, 10, 5], _ => false));
        // The same content on top of something else is another layer.
        Assert.Equal(17, layers.Count(Image("3", "x", "q", "r"), [10, 7, null], _ => false));
        Assert.Equal(1, layers.Count(Image("4", "k", "l"), [1, 99], size => size == 99));
    }
}
