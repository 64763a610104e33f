using System.Management.Automation;
using System.Text;
using ContainerTools.Engine;
using ContainerTools.Engine.Streams;

namespace ContainerTools.UnitTests.Engine.Streams;

public sealed class StandardInputTests
{
    [Fact]
    public void Text_is_utf8_without_mark_and_with_a_line_feed() => Assert.Equal("grün\n"u8.ToArray(), StandardInput.Encode("grün"));

    [Fact]
    public void Bytes_are_as_they_are()
    {
        Assert.Equal([0, 255], StandardInput.Encode(new byte[] { 0, 255 }));
        Assert.Equal([7], StandardInput.Encode(PSObject.AsPSObject((byte)7)));
    }

    [Fact]
    public void Numbers_are_written_the_same_everywhere() => Assert.Equal("1.5\n", Encoding.UTF8.GetString(StandardInput.Encode(1.5)));

    [Fact]
    public void An_object_of_an_engine_is_refused()
    {
        var error = Assert.Throws<EngineException>(() => StandardInput.Encode(new Container { Id = "1", Name = "web" }));
        Assert.Equal("EngineObjectAsInput", error.ErrorId);
    }

    [Fact]
    public void A_log_line_is_text() => Assert.Equal("hello\n"u8.ToArray(), StandardInput.Encode(PSObject.AsPSObject(new ContainerLogEntry { Message = "hello" })));

    [Fact]
    public void Nobody_waits_for_a_reader_that_has_gone()
    {
        var input = new StandardInput();
        input.Abandon();
        for (var i = 0; i < 1000; i++) input.Write([1], CancellationToken.None);
    }
}
