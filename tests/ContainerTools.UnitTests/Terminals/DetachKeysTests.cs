using System.Text;
using ContainerTools.Engine.Terminals;

namespace ContainerTools.UnitTests.Terminals;

public sealed class DetachKeysTests
{
    [Theory]
    [InlineData(null, "\u0010\u0011")]
    [InlineData("", "\u0010\u0011")]
    [InlineData("ctrl-@,ctrl-a,ctrl-z", "\0\u0001\u001a")]
    [InlineData("ctrl-[,ctrl-\\,ctrl-],ctrl-^,ctrl-_", "\u001b\u001c\u001d\u001e\u001f")]
    [InlineData("DEL,a,Z", "\u007faZ")]
    public void They_are_read_as_docker_reads_them(string? text, string keys)
    {
        var detach = DetachKeys.Parse(text);
        Assert.True(detach.Take(Encoding.Latin1.GetBytes(keys), _ => Assert.Fail("the keys were passed on")));
    }

    [Theory]
    [InlineData("ctrl-")]
    [InlineData("ctrl-A")]
    [InlineData("ctrl-1")]
    [InlineData("ctrl-ab")]
    [InlineData("Ctrl-a")]
    [InlineData("a,,b")]
    [InlineData("ab")]
    [InlineData("ü")]
    [InlineData("del")]
    public void What_is_no_key_is_refused(string text) => Assert.Contains("ctrl-p,ctrl-q", Assert.Throws<FormatException>(() => DetachKeys.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a,b", "xyz", "xyz", false)]
    [InlineData("a,b", "xabz", "x", true)]
    [InlineData("a,b", "xaz", "xaz", false)]
    [InlineData("a,b", "aab", "a", true)]
    [InlineData("a,b", "xa", "x", false)]
    [InlineData("a,a,b", "aaab", "a", true)]
    [InlineData("a,a,b", "aacaab", "aac", true)]
    [InlineData("a,b,a,c", "ababac", "ab", true)]
    [InlineData("a", "grüaß", "grü", true)]
    public void A_beginning_that_turns_out_to_be_something_else_is_passed_on(string keys, string typed, string passed, bool detaches)
    {
        foreach (var size in new[] { 1, 2, 100 })
        {
            var detach = DetachKeys.Parse(keys);
            var text = new MemoryStream();
            var detached = false;
            foreach (var piece in Encoding.UTF8.GetBytes(typed).Chunk(size))
            {
                detached = detach.Take(piece, bytes => text.Write(bytes.Span));
                if (detached) break;
            }
            Assert.Equal((passed, detaches), (Encoding.UTF8.GetString(text.ToArray()), detached));
        }
    }
}
