using ContainerTools.Commands;
using ContainerTools.Engine;
using ContainerTools.Engine.Copying;

namespace ContainerTools.UnitTests.Files;

public sealed class CopyRulesTests
{
    [Theory]
    // The table of docker cp: source, what is there, how the destination ends; folder and name of the copy, or an error.
    [InlineData("file", "nothing", nameof(PathEnd.Open), "/t", "new")]
    [InlineData("file", "nothing", nameof(PathEnd.Directory), null, "CopyDestinationNotFound")]
    [InlineData("file", "nothing", nameof(PathEnd.Content), null, "CopyDestinationNotFound")]
    [InlineData("file", "file", nameof(PathEnd.Open), "/t", "new")]
    [InlineData("file", "file", nameof(PathEnd.Directory), null, "CopyDirectoryToFile")]
    [InlineData("file", "directory", nameof(PathEnd.Open), "/t/new", "s")]
    [InlineData("file", "directory", nameof(PathEnd.Content), "/t/new", "s")]
    [InlineData("directory", "nothing", nameof(PathEnd.Open), "/t", "new")]
    [InlineData("directory", "nothing", nameof(PathEnd.Directory), "/t", "new")]
    [InlineData("directory", "nothing", nameof(PathEnd.Content), null, "CopyDestinationNotFound")]
    [InlineData("directory", "file", nameof(PathEnd.Open), null, "CopyDirectoryToFile")]
    [InlineData("directory", "directory", nameof(PathEnd.Open), "/t/new", "s")]
    [InlineData("directory", "directory", nameof(PathEnd.Directory), "/t/new", "s")]
    [InlineData("content", "nothing", nameof(PathEnd.Open), "/t", "new")]
    [InlineData("content", "file", nameof(PathEnd.Open), null, "CopyDirectoryToFile")]
    [InlineData("content", "directory", nameof(PathEnd.Open), "/t/new", null)]
    [InlineData("content", "directory", nameof(PathEnd.Content), "/t/new", null)]
    public void What_is_there_decides_where_a_copy_arrives(string source, string there, string end, string? folder, string? name)
    {
        var from = new LocalCopySource("/s", "s", source != "file", source == "content", null, new FileInfo("/s"));
        var to = new LocalCopyTarget("/t/new", "/t/new", there != "nothing", there == "directory", Enum.Parse<PathEnd>(end));
        if (folder is null) Assert.Equal(name, Assert.Throws<EngineException>(() => CopyPlan.Of(from, to)).ErrorId);
        else Assert.Equal(new CopyPlan(folder, name), CopyPlan.Of(from, to));
    }

    [Theory]
    [InlineData("web:/etc/hosts", "web", "/etc/hosts")]
    [InlineData("web:relative", "web", "relative")]
    [InlineData("web:", "web", "")]
    [InlineData("web:/a:b", "web", "/a:b")]
    [InlineData("web*:/x", "web*", "/x")]
    [InlineData("0123456789ab:/x", "0123456789ab", "/x")]
    [InlineData("/abs:olute", null, null)]
    [InlineData("./web:/x", null, null)]
    [InlineData("../web:/x", null, null)]
    [InlineData("~/web:/x", null, null)]
    [InlineData("dir/web:/x", null, null)]
    [InlineData("dir\\web:/x", null, null)]
    [InlineData("C:\\x", null, null)]
    [InlineData("c:x", null, null)]
    [InlineData("Temp:/x", null, null)]
    [InlineData("temp:x", null, null)]
    [InlineData("FileSystem::/x", null, null)]
    [InlineData("Microsoft.PowerShell.Core\\FileSystem::/x", null, null)]
    [InlineData(":/x", null, null)]
    [InlineData("plain", null, null)]
    [InlineData("", null, null)]
    public void A_name_and_a_colon_are_a_container_unless_something_says_that_it_is_local(string text, string? container, string? path)
    {
        var split = CopyAddress.Split(text, name => name.Equals("Temp", StringComparison.OrdinalIgnoreCase));
        Assert.Equal((container, path), (split?.Container, split?.Path));
    }

    [Theory]
    [InlineData("a", "a", nameof(PathEnd.Open))]
    [InlineData("a/", "a", nameof(PathEnd.Directory))]
    [InlineData("a//", "a", nameof(PathEnd.Directory))]
    [InlineData("a/.", "a", nameof(PathEnd.Content))]
    [InlineData("a/./", "a/.", nameof(PathEnd.Directory))]
    [InlineData("/", "/", nameof(PathEnd.Directory))]
    [InlineData("/.", "/", nameof(PathEnd.Content))]
    [InlineData(".", ".", nameof(PathEnd.Content))]
    [InlineData("./", ".", nameof(PathEnd.Directory))]
    [InlineData("..", "..", nameof(PathEnd.Open))]
    [InlineData("a.", "a.", nameof(PathEnd.Open))]
    [InlineData("a/..", "a/..", nameof(PathEnd.Open))]
    [InlineData("C:/", "C:/", nameof(PathEnd.Directory))]
    [InlineData("C:/.", "C:/", nameof(PathEnd.Content))]
    public void The_end_of_a_path_says_what_it_means(string text, string path, string end) => Assert.Equal((path, Enum.Parse<PathEnd>(end)), LocalPath.Split(text));
}
