using CsCheck;
using ContainerTools.Engine;
using ContainerTools.Engine.Build;

namespace ContainerTools.UnitTests.Build;

public class IgnoreRulesTests
{
    [Theory]
    [InlineData("**", "file", true)]
    [InlineData("**/", "file", true)]
    [InlineData("**", "dir/file", true)]
    [InlineData("**/**", "dir/file", true)]
    [InlineData("****", "dir/file", true)]
    [InlineData("***", "dir/file", true)]
    [InlineData("dir/**", "dir/file", true)]
    [InlineData("dir/**", "dir/dir2/file", true)]
    [InlineData("dir/**", "dir", false)]
    [InlineData("dir/**", "dir2/file", false)]
    [InlineData("**/dir", "dir", true)]
    [InlineData("**/dir", "dir/file", true)]
    [InlineData("**/dir", "mydir", false)]
    [InlineData("**/dir2/*", "dir/dir2/file", true)]
    [InlineData("**/dir2/**", "dir/dir2/dir3/file", true)]
    [InlineData("**file", "file", true)]
    [InlineData("**file", "dir/dir/file", true)]
    [InlineData("**file", "dir/myfile", true)]
    [InlineData("**file*", "dir/myfile", false)]
    [InlineData("**/file", "dir/file", true)]
    [InlineData("**/file", "dir/myfile", false)]
    [InlineData("**/file*", "dir/dir/file.txt", true)]
    [InlineData("**/file*txt", "dir/dir/file.txt", true)]
    [InlineData("**/**/*.txt", "dir/dir/file.txt", true)]
    [InlineData("**/**/*.txt2", "dir/dir/file.txt", false)]
    [InlineData("**/*.txt", "file.txt", true)]
    [InlineData("a**/*.txt", "a/file.txt", true)]
    [InlineData("a**/*.txt", "a/dir/dir/file.txt", true)]
    [InlineData("a**b", "ab", true)]
    [InlineData("a**b", "axb", false)]
    [InlineData("a**b", "ax/b", true)]
    [InlineData("a/*.txt", "a/dir/file.txt", false)]
    [InlineData("a/*.txt**", "a/file.txt", true)]
    [InlineData("a[b-d]e", "ae", false)]
    [InlineData("a[b-d]e", "ace", true)]
    [InlineData("a[^b-d]e", "aze", true)]
    [InlineData("a[^b-d]e", "ace", false)]
    [InlineData(".*", ".foo", true)]
    [InlineData(".*", "foo", false)]
    [InlineData("abc.def", "abcZdef", false)]
    [InlineData("abc?def", "abcZdef", true)]
    [InlineData("abc?def", "abcdef", false)]
    [InlineData("a(b)c/d$f|g+{h}", "a(b)c/d$f|g+{h}", true)]
    [InlineData(@"a\\", @"a\", true)]
    [InlineData(@"a\*b", "a*b", true)]
    [InlineData(@"a\*b", "axb", false)]
    [InlineData("a*b?c*x", "abxbbxdbxebxczzx", true)]
    [InlineData("a*b?c*x", "abxbbxdbxebxczzy", false)]
    [InlineData("a?b", "a☺b", true)]
    [InlineData("a???b", "a☺b", false)]
    [InlineData("a?b", "a😀b", true)]
    [InlineData("a[^a]b", "a😀b", true)]
    [InlineData("[a-ζ]*", "α", true)]
    [InlineData("*[a-ζ]", "A", false)]
    [InlineData(@"[\]a]", "]", true)]
    [InlineData(@"[x\-]", "-", true)]
    [InlineData("a]b", "a]b", true)]
    [InlineData("a?b", "a/b", false)]
    [InlineData("*x", "xxx", true)]
    [InlineData("a", "A", false)]
    public void A_pattern_matches_as_docker_says(string pattern, string path, bool ignored) =>
        Assert.Equal(ignored, Rules(pattern).IsIgnored(path));

    [Theory]
    [InlineData("docs\n!docs/README.md", "docs/README.md", false)]
    [InlineData("docs\n!docs/README.md", "docs/other.md", true)]
    [InlineData("!docs/README.md\ndocs", "docs/README.md", true)]
    [InlineData("docs/\n!docs/README.md", "docs/README.md", false)]
    [InlineData("docs/*\n!docs/README.md", "docs/README.md", false)]
    [InlineData("**\n!util/docker/web", "util/docker/web/foo", false)]
    [InlineData("**\n!util/docker/web\nutil/docker/web/foo", "util/docker/web/foo", true)]
    [InlineData("**\n!dist/*.whl", "dist/proxy.py-2.4.0rc3.dev36+g08acad9-py3-none-any.whl", false)]
    [InlineData("*.md\n!README*.md\nREADME-secret.md", "README-secret.md", true)]
    [InlineData("*.md\n!README*.md\nREADME-secret.md", "README-public.md", false)]
    [InlineData("*.md\nREADME-secret.md\n!README*.md", "README-secret.md", false)]
    // A pattern that would change nothing for the folder is not asked about it, and then does not count for what is in it.
    [InlineData("a/b\n!a", "a/b", true)]
    [InlineData("a\n!a\na/b", "a/b", true)]
    public void The_last_pattern_that_matches_decides(string patterns, string path, bool ignored) =>
        Assert.Equal(ignored, Rules(patterns).IsIgnored(path));

    [Theory]
    [InlineData("/build", "build")]
    [InlineData("./build", "build")]
    [InlineData("build/", "build")]
    [InlineData("  build \t", "build")]
    [InlineData("build\r", "build")]
    [InlineData("a/../build", "build")]
    [InlineData("a//b/./c", "a/b/c")]
    [InlineData("! build\nbuild", "build")]
    public void A_line_is_cleaned_first(string line, string path) => Assert.True(Rules(line).IsIgnored(path));

    [Theory]
    [InlineData("# build\n")]
    [InlineData("\n\n   \n")]
    [InlineData("!build")]
    [InlineData(".")]
    [InlineData("/")]
    [InlineData("../build")]
    public void A_line_that_names_nothing_ignores_nothing(string text) => Assert.False(Rules(text).IsIgnored("build"));

    [Fact]
    public void Only_a_number_sign_in_the_first_column_begins_a_comment() => Assert.True(Rules(" #build").IsIgnored("#build"));

    [Theory]
    [InlineData("[")]
    [InlineData("a[")]
    [InlineData("[^")]
    [InlineData("[^bc")]
    [InlineData("[]a]")]
    [InlineData("[-x]")]
    [InlineData("[x-]")]
    [InlineData("[a-b-c]")]
    [InlineData("[z-a]")]
    [InlineData(@"\")]
    [InlineData(@"[a\")]
    [InlineData("!")]
    [InlineData("! ")]
    [InlineData("!/")]
    public void A_broken_pattern_is_refused_with_its_line(string line)
    {
        var failure = Assert.Throws<EngineException>(() => Rules("good\n" + line));
        Assert.Equal("IgnoreFileInvalid", failure.ErrorId);
        Assert.Contains("'.dockerignore', line 2", failure.Message, StringComparison.Ordinal);
        Assert.Contains(line.Trim(), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backslash_separates_folders_on_Windows()
    {
        var rules = IgnoreRules.Parse(@"build\*.obj", ".dockerignore", windows: true);
        Assert.True(rules.IsIgnored("build/a.obj"));
        Assert.False(rules.IsIgnored("build/a.c"));
    }

    [Theory]
    [InlineData("*\n!a/b/c", "a", true)]
    [InlineData("*\n!a/b/c", "a/b", true)]
    [InlineData("*\n!a/b/c", "a/b/c", false)]
    [InlineData("*\n!a/b/c", "ab", false)]
    [InlineData("*\n!**/*.txt", "any/where", true)]
    [InlineData("*\n!*/keep", "one", true)]
    [InlineData("*\n!*/keep", "one/two", false)]
    [InlineData("*\n!src/**", "src/deep", true)]
    [InlineData("*\n!s?c/x[12]", "src", true)]
    [InlineData("*\n!s?c/x[12]", "lib", false)]
    [InlineData("a\n!b\nc", "a", false)]
    public void A_folder_is_entered_only_if_a_negated_pattern_can_match_below(string patterns, string folder, bool enter) =>
        Assert.Equal(enter, Rules(patterns).CanKeepBelow(folder));

    [Fact]
    public void Telling_a_folders_matches_gives_what_asking_for_the_path_gives() =>
        Gen.Select(PatternText.Array[1, 6], Gen.OneOf("a", "b", "ab", "b.txt").Array[1, 4]).Sample((patterns, parts) =>
        {
            IgnoreRules rules;
            try
            {
                rules = Rules(string.Join('\n', patterns));
            }
            catch (EngineException)
            {
                return;
            }
            bool[]? matches = null;
            var ignored = false;
            for (var i = 1; i <= parts.Length; i++) ignored = rules.IsIgnored(string.Join('/', parts[..i]), matches, out matches);
            var path = string.Join('/', parts);
            Assert.Equal(rules.IsIgnored(path), ignored);
            // What is kept within an ignored folder must be found: the folder has to be entered.
            for (var i = 1; i < parts.Length; i++)
            {
                var folder = string.Join('/', parts[..i]);
                if (!ignored && rules.IsIgnored(folder)) Assert.True(rules.CanKeepBelow(folder) || !rules.IsIgnored(path), $"{string.Join(" | ", patterns)} for {path}");
            }
        }, iter: 20_000);

    [Fact]
    public void Any_text_is_read_or_refused()
    {
        Gen.Char["ab*?[]^-!/\\#. \t\n"].Array[0, 60].Sample(characters =>
        {
            try
            {
                Rules(new string(characters)).IsIgnored("a/b.a/ab");
            }
            catch (EngineException e)
            {
                Assert.Equal("IgnoreFileInvalid", e.ErrorId);
            }
        }, iter: 20_000);
    }

    [Fact]
    public void No_pattern_takes_exponential_time()
    {
        var rules = Rules(string.Concat(Enumerable.Repeat("**/*a*", 200)) + "z\n" + new string('*', 5_000) + "y");
        Assert.False(rules.IsIgnored(string.Join('/', Enumerable.Repeat("aaaaaaaa", 12))));
    }

    private static readonly Gen<string> PatternText = Gen.OneOf("a", "b", "*", "**", "?", "[ab]", ".txt", "/", "!", "ab").Array[1, 5].Select(string.Concat);

    private static IgnoreRules Rules(string text) => IgnoreRules.Parse(text, ".dockerignore", windows: false);
}
