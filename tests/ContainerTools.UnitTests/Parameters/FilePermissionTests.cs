namespace ContainerTools.UnitTests.Parameters;

public sealed class FilePermissionTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("000", 0)]
    [InlineData("644", 0x1A4)]
    [InlineData("0644", 0x1A4)]
    [InlineData("0o755", 0x1ED)]
    [InlineData("4755", 0x9ED)]
    [InlineData("07777", 0xFFF)]
    public void Octal_digits_are_a_mode(string text, int expected) => Assert.Equal((UnixFileMode)expected, FilePermission.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("8")]
    [InlineData("-1")]
    [InlineData("77777")]
    [InlineData("0x1A4")]
    [InlineData("u+x")]
    [InlineData("6 4")]
    public void Other_text_is_refused(string text) => Assert.Throws<FormatException>(() => FilePermission.Parse(text));
}
