namespace ContainerTools.UnitTests;

public sealed class DisplayTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData(0L, "0B")]
    [InlineData(999L, "999B")]
    [InlineData(4_261_550L, "4.26MB")]
    [InlineData(1_000_000_000L, "1GB")]
    [InlineData(999_499L, "999kB")]
    [InlineData(999_600L, "1MB")]
    public void Sizes_are_in_thousands(long? bytes, string text) => Assert.Equal(text, DisplayText.Size(bytes));

    [Theory]
    [InlineData(ContainerFileType.File, 0x1A4, "-rw-r--r--")]
    [InlineData(ContainerFileType.Directory, 0x3FF, "drwxrwxrwt")]
    [InlineData(ContainerFileType.File, 0x9ED, "-rwsr-xr-x")]
    [InlineData(ContainerFileType.File, 0xE00, "---S--S--T")]
    [InlineData(ContainerFileType.SymbolicLink, 0x1FF, "lrwxrwxrwx")]
    [InlineData(ContainerFileType.Fifo, 0x180, "prw-------")]
    [InlineData(ContainerFileType.File, null, "")]
    public void Modes_are_as_in_a_listing(ContainerFileType type, int? mode, string text) => Assert.Equal(text, DisplayText.Mode(type, mode));

    [Theory]
    [InlineData(null, "")]
    [InlineData(1023L, "1023B")]
    [InlineData(36_700_160L, "35MiB")]
    [InlineData(1_234_567L, "1.177MiB")]
    public void Memory_is_in_powers_of_two(long? bytes, string text) => Assert.Equal(text, DisplayText.Memory(bytes));

    [Theory]
    [InlineData(0.5, "Less than a second")]
    [InlineData(1, "1 second")]
    [InlineData(119, "119 seconds")]
    [InlineData(120, "2 minutes")]
    [InlineData(7200, "2 hours")]
    [InlineData(172_800, "2 days")]
    [InlineData(1_209_600, "2 weeks")]
    [InlineData(94_608_000, "3 years")]
    public void Spans_are_in_their_largest_unit(double seconds, string text) => Assert.Equal(text, DisplayText.Span(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(null, "")]
    [InlineData("plain täxt 🐳", "plain täxt 🐳")]
    [InlineData("a\tb", "a b")]
    [InlineData("\u001b]0;title\u0007", "␛]0;title␇")]
    [InlineData("\u001b[2J\r\n", "␛[2J␍␊")]
    [InlineData("x\u009b31m", "x\ufffd31m")]
    [InlineData("\u202egnp.exe", "\ufffdgnp.exe")]
    [InlineData("\u007f", "␡")]
    public void A_terminal_obeys_nothing_in_it(string? text, string shown) => Assert.Equal(shown, DisplayText.Printable(text));
}
