using System.Text;
using ContainerTools.Engine.Terminals;

namespace ContainerTools.UnitTests.Terminals;

public sealed class TerminalModesTests
{
    [Theory]
    [InlineData("plain text, \e[1mbold\e[0m", "")]
    [InlineData("\e[?1049h\e[?25l", "\e[0m\e[?25h\e[?1049l")]
    [InlineData("\e[?1049h\e[?25l…\e[?25h\e[?1049l", "\e[0m")]
    [InlineData("\e[?1000;1006h", "\e[0m\e[?1000l\e[?1006l")]
    [InlineData("\e[?1l\e[?2004h", "\e[0m\e[?1h\e[?2004l")]
    [InlineData("\e[?7h\e[?12;99999999999h\e]0;title\a\e[?25", "")]
    [InlineData("\e[\e[?25l", "\e[0m\e[?25h")]
    public void What_is_left_set_is_undone(string written, string undo)
    {
        foreach (var size in new[] { 1, 3, 1000 })
        {
            var modes = new TerminalModes();
            foreach (var piece in Encoding.UTF8.GetBytes(written).Chunk(size)) modes.Watch(piece);
            Assert.Equal(undo, Encoding.ASCII.GetString(modes.Undo()));
        }
    }
}
