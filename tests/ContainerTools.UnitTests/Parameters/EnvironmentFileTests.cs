using System.Text;

namespace ContainerTools.UnitTests.Parameters;

public sealed class EnvironmentFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Lines_are_taken_as_they_stand()
    {
        const string Content = "foo=bar\n    baz=quux\n# comment\n\n_foobar=foobaz\nwith.dots=working\nand_underscore=working too \n  # indented comment\nquoted=\"a b\" # no comment\nempty=\nequal=a=b=\ndollar=$HOME\n\u00A0\tnbsp=1\n    \t  ";
        Assert.Equal(
            ["foo=bar", "baz=quux", "_foobar=foobaz", "with.dots=working", "and_underscore=working too ", "quoted=\"a b\" # no comment", "empty=", "equal=a=b=", "dollar=$HOME", "nbsp=1"],
            Read(Encoding.UTF8.GetBytes(Content)));
    }

    [Fact]
    public void A_name_alone_takes_the_value_from_here_or_is_left_out()
    {
        var values = new Dictionary<string, string> { ["DEFINED"] = "defined value", ["EMPTY"] = "" };
        Assert.Equal(["VAR=VALUE", "DEFINED=defined value", "EMPTY="], Read("VAR=VALUE\nUNDEFINED\nDEFINED\nEMPTY"u8.ToArray(), values));
        File.WriteAllText(_path, "PATH\nCONTAINERTOOLS_NO_SUCH_VARIABLE\n");
        Assert.Equal([$"PATH={Environment.GetEnvironmentVariable("PATH")}"], EnvironmentFile.Read(_path));
    }

    [Fact]
    public void Line_ends_are_of_either_kind()
    {
        Assert.Equal(["a=1", "b=2\rc", "d=4\r"], Read("a=1\r\nb=2\rc\r\nd=4\r\r\n"u8.ToArray()));
        Assert.Empty(Read([]));
        Assert.Empty(Read("\n\r\n"u8.ToArray()));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void A_byte_order_mark_is_taken_off_and_UTF16_converted(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        Assert.Equal(["NAME=zażółć 界", "b=2"], Read([.. encoding.Preamble, .. encoding.GetBytes("NAME=zażółć 界\r\nb=2\r\n")]));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void UTF16_is_recognised_without_a_mark(string name) =>
        Assert.Equal(["NAME=界", "b=2"], Read(Encoding.GetEncoding(name).GetBytes("NAME=界\r\nb=2\r\n")));

    [Fact]
    public void A_long_line_is_no_problem()
    {
        var line = "KEY=" + new string('a', 1 << 20);
        Assert.Equal([line], Read(Encoding.UTF8.GetBytes(line)));
    }

    [Theory]
    [InlineData("a=1\n    f   =quux\n", 2, "white space in the name")]
    [InlineData("first line\nanother", 1, "white space in the name")]
    [InlineData("a\tb=c", 1, "white space in the name")]
    [InlineData("# comment=\n\n=blank secret", 3, "no name before '='")]
    public void An_error_names_file_and_line_but_not_the_content(string content, int line, string reason)
    {
        var refusal = Assert.Throws<FormatException>(() => Read(Encoding.UTF8.GetBytes(content)));
        Assert.StartsWith($"'{_path}', line {line}: there is {reason}", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_UTF8_is_refused_with_its_line()
    {
        var refusal = Assert.Throws<FormatException>(() => Read([.. "a=1\nb="u8, 0xE9, .. "\n"u8]));
        Assert.Contains($"'{_path}', line 2: it is not valid UTF-8", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("is not valid", Assert.Throws<FormatException>(() => Read([0xFF, 0xFE, 0x41, 0x00, 0x00, 0xD8, 0x41, 0x00])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_an_IO_error() => Assert.Throws<FileNotFoundException>(() => EnvironmentFile.Read(_path + ".missing"));

    [Theory]
    [InlineData("A=b", "A=b")]
    [InlineData("A=", "A=")]
    [InlineData("A=b=c", "A=b=c")]
    [InlineData("KNOWN", "KNOWN=here")]
    [InlineData("UNKNOWN", "UNKNOWN")]
    public void A_variable_on_its_own_resolves_as_dockers_does(string text, string expected) =>
        Assert.Equal(expected, EnvironmentVariable.Resolve(text, name => name == "KNOWN" ? "here" : null));

    [Theory]
    [InlineData("")]
    [InlineData("=secret")]
    public void A_variable_needs_a_name(string text) =>
        Assert.DoesNotContain("secret", Assert.Throws<FormatException>(() => EnvironmentVariable.Resolve(text)).Message, StringComparison.Ordinal);

    private IReadOnlyList<string> Read(byte[] content, Dictionary<string, string>? values = null)
    {
        File.WriteAllBytes(_path, content);
        return EnvironmentFile.Read(_path, name => values?.GetValueOrDefault(name));
    }
}
