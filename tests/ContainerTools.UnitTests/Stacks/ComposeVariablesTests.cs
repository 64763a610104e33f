using ContainerTools.Engine;
using ContainerTools.Engine.Stacks;

namespace ContainerTools.UnitTests.Stacks;

/// <summary>Variables in a compose file, and the files that give them (docker/cli's compose/template and pkg/kvfile).</summary>
public sealed class ComposeVariablesTests : IDisposable
{
    private readonly ComposeFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal) { ["FOO"] = "first", ["EMPTY"] = "", ["DOLLAR"] = "$FOO" };

    private static string Fill(string text, List<string>? unset = null)
    {
        var file = new ComposeVariables(Known.GetValueOrDefault, name => unset?.Add(name)).Fill(ComposeFile.Parse($"services:\n  web:\n    image: '{text}'\n", "c.yaml"));
        return file["services"]!.Map("")["web"]!.Map("").Items["image"].Text("image");
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("$FOO", "first")]
    [InlineData("${FOO}", "first")]
    [InlineData("a${FOO}b$FOO-c", "afirstbfirst-c")]
    [InlineData("$$FOO", "$FOO")]
    [InlineData("$$$FOO", "$first")]
    [InlineData("$${FOO}", "${FOO}")]
    [InlineData("$DOLLAR", "$FOO")]
    [InlineData("${FOO:-default}", "first")]
    [InlineData("${EMPTY:-default}", "default")]
    [InlineData("${EMPTY-default}", "")]
    [InlineData("${NONE:-default}", "default")]
    [InlineData("${NONE-default}", "default")]
    [InlineData("${NONE:-}", "")]
    [InlineData("${NONE-/a:b?c-d}", "/a:b?c-d")]
    [InlineData("${NONE:-${FOO}}", "${FOO}")]
    [InlineData("${FOO:?needed}", "first")]
    [InlineData("${EMPTY?needed}", "")]
    [InlineData("$FOO_NOT", "")]
    public void A_variable_is_replaced(string text, string expected) => Assert.Equal(expected, Fill(text));

    [Theory]
    [InlineData("${NONE:?say it}", "The variable NONE has to have a value: say it. ")]
    [InlineData("${EMPTY:?}", "The variable EMPTY has to have a value. ")]
    [InlineData("${NONE?say it}", "The variable NONE has to have a value: say it. ")]
    [InlineData("${", "'${' has a dollar sign that begins no variable")]
    [InlineData("${}", "begins no variable")]
    [InlineData("$", "begins no variable")]
    [InlineData("${ FOO}", "begins no variable")]
    [InlineData("${FOO }", "begins no variable")]
    [InlineData("$1", "begins no variable")]
    [InlineData("${FOO!}", "begins no variable")]
    public void What_cannot_be_replaced_is_refused_where_it_stands(string text, string expected)
    {
        var message = Assert.Throws<EngineException>(() => Fill(text)).Message;
        Assert.StartsWith("c.yaml, line 3, column 12: ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_not_set_is_told_unless_it_has_a_default()
    {
        var unset = new List<string>();
        Fill("$NONE ${OTHER} ${D:-1} ${E-1} $EMPTY", unset);
        Assert.Equal(["NONE", "OTHER"], unset);
        Assert.Contains("The variable CT_NONE is not set: nothing is put in its place.", folder.Read("services:\n  web:\n    image: a$CT_NONE\n").Warnings);
    }

    [Fact]
    public void Keys_and_what_is_not_of_the_sections_are_left_alone()
    {
        var file = new ComposeVariables(Known.GetValueOrDefault, _ => { }).Fill(ComposeFile.Parse("x-a: $FOO\nservices:\n  web:\n    $FOO: $FOO\n", "c.yaml"));
        Assert.Equal("$FOO", file["x-a"]!.Text(""));
        Assert.Equal("first", file["services"]!.Map("")["web"]!.Map("")["$FOO"]!.Text(""));
    }

    [Theory]
    [InlineData("A=1", "1")]
    [InlineData("A=", "")]
    [InlineData("  A = 1  ", "1")]
    [InlineData("export A=1", "1")]
    [InlineData("# A=2\n\nA=1", "1")]
    [InlineData("A=1\r\nB=2\r\n", "1")]
    [InlineData("A=1\nA=2", "2")]
    [InlineData("A=x=y", "x=y")]
    [InlineData("A=\"x y\"", "x y")]
    [InlineData("A='x # y'", "x # y")]
    [InlineData("A=\"x\\ny\"", "x\ny")]
    [InlineData("A='x\\ny'", "x\\ny")]
    [InlineData("A=x # a comment", "x")]
    [InlineData("A=x#y", "x#y")]
    [InlineData("\uFEFFA=1", "1")]
    public void A_file_of_variables_is_read(string text, string expected) => Assert.Equal(expected, ComposeEnvironment.Of([folder.Write(text, "a.env")])("A"));

    [Fact]
    public void What_this_process_has_goes_before_files_and_a_later_file_before_an_earlier()
    {
        var path = Environment.GetEnvironmentVariable("PATH");
        var lookup = ComposeEnvironment.Of([folder.Write("PATH=x\nA=1\nB=1", "1.env"), folder.Write("B=2", "2.env")]);
        Assert.Equal((path, "1", "2", null), (lookup("PATH"), lookup("A"), lookup("B"), lookup("CT_NONE")));
    }

    [Fact]
    public void A_wrong_line_is_told_by_its_number_alone()
    {
        var message = Assert.Throws<EngineException>(() => ComposeEnvironment.Of([folder.Write("A=1\nhush\n", "a.env")])).Message;
        Assert.Contains("a.env, line 2, column 1", message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_beside_the_first_compose_file_is_read_by_itself()
    {
        folder.Write("CT_TAG=7", ".env");
        Assert.Equal("a:7", folder.Spec("services:\n  web:\n    image: a:$CT_TAG\n")["TaskTemplate"]!["ContainerSpec"]!["Image"]!.ToString());
        Assert.Equal("a:8", StackFile.Read([Path.Combine(folder.Path, "compose.yaml")], [folder.Write("CT_TAG=8", "other.env")]).File["services"]!.Map("")["web"]!.Map("")["image"]!.Text(""));
    }
}
