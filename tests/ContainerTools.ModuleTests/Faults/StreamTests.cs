namespace ContainerTools.ModuleTests.Faults;

/// <summary>Damaged streams of logs and commands: what came before the damage is delivered, and the damage is told.</summary>
public sealed class StreamTests(PowerShellSession session) : IClassFixture<PowerShellSession>, IDisposable
{
    private readonly ScriptedEngine engine = SmallEngine.Create();

    public void Dispose() => engine.Dispose();

    /// <summary>Reads the same frames as a log, as a command's output, and as its lines.</summary>
    /// <param name="after">What is sent behind one good line.</param>
    private Outcome[] Read(params byte[][] after)
    {
        engine.When("GET /containers/*/logs").Answer(Answer.Stream(Frame.Join([Frame.StdOut(SmallEngine.LogTime + "good\n"), .. after])));
        engine.When("POST /exec/*/start").Answer(Answer.Upgrade(Frame.Join([Frame.StdOut("good\n"), .. after])));
        return [.. new[] { "Get-ContainerLog web", "Invoke-ContainerExec web -Command a -AsStream", "(Invoke-ContainerExec web -Command a).Output" }.Select(Run)];
    }

    private Outcome Run(string script)
    {
        using var running = session.Start($"$PSDefaultParameterValues = @{{ '*-Container*:EngineHost' = $engine }}; {script}", ("engine", engine.Address));
        return running.Finish(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(3, "EngineStreamError", "the log is gone")]
    [InlineData(4, "EngineStreamInvalid", "unknown type 4")]
    [InlineData(255, "EngineStreamInvalid", "unknown type 255")]
    public void A_frame_that_is_no_output_is_an_error_behind_what_came(byte type, string id, string words)
    {
        foreach (var outcome in Read(Frame.Of(type, "the log is gone"u8.ToArray())))
        {
            Assert.Equal([id], outcome.ErrorIds);
            Assert.Contains(words, outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
        }
        Assert.Equal(["good"], Run("Get-ContainerLog web").Text);
        Assert.Equal(["good"], Run("Invoke-ContainerExec web -Command a -AsStream").Text);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(12)]
    public void A_frame_that_is_cut_off_at_the_end_is_given_as_far_as_it_came(int length)
    {
        foreach (var outcome in Read(Frame.StdOut("rest")[..length]))
        {
            Assert.Empty(outcome.Errors);
            Assert.Equal(length <= 8 ? ["good"] : ["good", "rest"[..(length - 8)]], outcome.Text);
        }
    }

    [Fact]
    public void A_connection_that_breaks_delivers_what_came()
    {
        var bytes = Frame.Join(Frame.StdOut(SmallEngine.LogTime + "good\n"), Frame.StdOut(SmallEngine.LogTime + "half a line and more"));
        engine.When("GET /containers/*/logs").Answer(Answer.Stream(bytes).CutAfter(bytes.Length - 9));
        var outcome = Run("Get-ContainerLog web");
        Assert.Equal(["EngineConnectionLost"], outcome.ErrorIds);
        Assert.Equal(["good", "half a line"], outcome.Text);
    }

    [Fact]
    public void A_line_of_16_MB_comes_whole_and_so_does_what_follows()
    {
        var line = new string('x', 16 << 20);
        foreach (var outcome in Read(Frame.StdOut(line), Frame.StdOut("\n"), Frame.StdOut("after\n")))
        {
            Assert.Equal(["good", line, "after"], outcome.Good().Text);
        }
    }

    [Fact]
    public void A_last_line_without_an_end_is_a_line()
    {
        foreach (var outcome in Read(Frame.StdOut("last"))) Assert.Equal(["good", "last"], outcome.Good().Text);
    }

    [Fact]
    public void What_is_no_UTF_8_becomes_a_sign_of_it_and_spoils_nothing_else()
    {
        foreach (var outcome in Read(Frame.Of(1, [(byte)'a', 0xFF, (byte)'b', (byte)'\n']), Frame.Of(1, [0xE6, 0x97, (byte)'\n']), Frame.StdOut("日\n")))
        {
            Assert.Equal(["good", "a\uFFFDb", "\uFFFD", "日"], outcome.Good().Text);
        }
    }

    [Fact]
    public void A_character_that_is_cut_at_any_byte_stays_whole()
    {
        var text = "größe 日本 🐳"u8.ToArray();
        for (var cut = 1; cut < text.Length; cut++)
        {
            foreach (var outcome in Read(Frame.Of(1, text[..cut]), Frame.StdErr("between\n"), Frame.Of(1, [.. text[cut..], (byte)'\n'])))
            {
                Assert.Equal(["good", "between", "größe 日本 🐳"], outcome.Good().Text);
            }
        }
    }
}
