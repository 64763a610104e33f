using ContainerTools.Engine;
using ContainerTools.Engine.Build;
using ContainerTools.Engine.Build.Protocol;
using Google.Protobuf;
using BuildTime = Google.Protobuf.WellKnownTypes.Timestamp;

namespace ContainerTools.UnitTests.Build;

public class BuildTraceTests
{
    private static readonly DateTime Noon = new(2026, 1, 2, 12, 0, 0, DateTimeKind.Utc);

    private readonly List<string> warnings = [];
    private readonly List<string> ends = [];
    private readonly BuildLog log;
    private readonly BuildTrace trace;

    public BuildTraceTests()
    {
        log = new BuildLog { Warned = warnings.Add, Ended = step => ends.Add(step.Name) };
        trace = new BuildTrace(log);
    }

    /// <summary>Messages as engines 20.10 and 28.5 have sent them: the numbers of the fields are BuildKit's, not only our own.</summary>
    [Theory]
    [InlineData("CvoBCkdzaGEyNTY6ZjM3NTY3ZDI2YjdlOTVhYmNmYWJiN2Q5ZDBiOGExOWNmY2I1MmI5MmY1MWNmNGM0ZDRkMTcyYzYxMTM0ZTBiZBJHc2hhMjU2OjA4YTAzZjNmZmU1ZmJhNDIxYTY0MDNjMzFlMTUzNDI1Y2VkNjMxZDEwODg2OGYzMGUwNDk4NWY5OWQ2OTMyNmUaEFsyLzJdIFJVTiBleGl0IDMqCwiSpJTYBhCSidUNMgwIk6SU2AYQhaX76gE6OWV4ZWN1dG9yIGZhaWxlZCBydW5uaW5nIFsvYmluL3NoIC1jIGV4aXQgM106IGV4aXQgY29kZTogMw==")]
    [InlineData("CokCCkdzaGEyNTY6NjhiYTk3YTkzYWQ5YTU1OGU5NDI1MDY3YTIzYzRhNjFmNTliMmEwMjRkNzYyMzMyMjY5ZDI2ZWQ2NzNlMGUzYRJHc2hhMjU2OmUxNDMyYjhlMjA1NGFiYjAzNDQ1MWMxNWYwYThhZDQ5ZDA3ZjU4OTJjYTI2NjAxNjIyNmZlYzc3ZTk1ZDIwYTAaEFsyLzJdIFJVTiBleGl0IDMqDAiTpJTYBhDp5vKIAjIMCJSklNgGEI/l0o8BOkdwcm9jZXNzICIvYmluL3NoIC1jIGV4aXQgMyIgZGlkIG5vdCBjb21wbGV0ZSBzdWNjZXNzZnVsbHk6IGV4aXQgY29kZTogMw==")]
    public void A_message_of_a_real_engine_is_read(string message)
    {
        trace.Read(message);
        var step = Assert.Single(log.Steps).ToStep();
        Assert.Equal("[2/2] RUN exit 3", step.Name);
        Assert.Matches("^sha256:[0-9a-f]{64}$", step.Digest);
        Assert.EndsWith("exit code: 3", step.Error, StringComparison.Ordinal);
        Assert.Equal(3, step.ExitCode);
        Assert.False(step.Cached);
        Assert.InRange(step.Duration!.Value, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(20));
        Assert.Equal(step.Completed - step.Started, step.Duration);
    }

    [Fact]
    public void A_step_begins_writes_and_ends()
    {
        Read(Vertex("a", "[1/2] RUN make", 0));
        Assert.True(log.Steps[0].IsRunning);
        Assert.Null(log.Steps[0].ToStep().Completed);
        Read(new VertexLog { Vertex = "a", Stream = 1, Msg = ByteString.CopyFromUtf8("one\r\ntw") });
        Read(new VertexLog { Vertex = "a", Stream = 2, Msg = ByteString.CopyFromUtf8("error\n") });
        Read(new VertexLog { Vertex = "a", Stream = 1, Msg = ByteString.CopyFromUtf8("o\nlast") });
        Read(Vertex("a", "[1/2] RUN make", 0, 3));
        var step = log.Steps[0].ToStep();
        Assert.Equal(["one", "error", "two", "last"], step.Log);
        Assert.Equal(TimeSpan.FromSeconds(3), step.Duration);
        Assert.Equal(Noon, step.Started!.Value.UtcDateTime);
        Assert.Equal(Noon.AddSeconds(3), step.Completed!.Value.UtcDateTime);
        Assert.Null(step.Error);
        Assert.Equal(["[1/2] RUN make"], ends);
    }

    [Fact]
    public void A_character_that_is_cut_by_two_messages_stays_one()
    {
        var bytes = "größe\n"u8.ToArray();
        Read(new VertexLog { Vertex = "a", Stream = 1, Msg = ByteString.CopyFrom(bytes, 0, 3) });
        Read(new VertexLog { Vertex = "a", Stream = 1, Msg = ByteString.CopyFrom(bytes, 3, bytes.Length - 3) });
        Assert.Equal(["größe"], log.Steps[0].ToStep().Log);
    }

    [Fact]
    public void A_step_that_begins_again_adds_up_its_work_and_leaves_out_the_pause()
    {
        Read(Vertex("a", "FROM x", 0, 1));
        Read(Vertex("a", "FROM x", 0, 1));
        Read(Vertex("a", "FROM x", 10));
        Assert.Null(log.Steps[0].ToStep().Completed);
        Read(Vertex("a", "FROM x", 10, 12));
        var step = log.Steps[0].ToStep();
        Assert.Equal(TimeSpan.FromSeconds(3), step.Duration);
        Assert.Equal(Noon, step.Started!.Value.UtcDateTime);
        Assert.Equal(Noon.AddSeconds(12), step.Completed!.Value.UtcDateTime);
    }

    [Fact]
    public void A_step_from_the_cache_says_so()
    {
        Read(Vertex("a", "RUN x"));
        var cached = Vertex("a", "RUN x", 1, 1);
        cached.Cached = true;
        Read(cached);
        Assert.True(log.Steps[0].ToStep().Cached);
        Assert.Equal(TimeSpan.Zero, log.Steps[0].ToStep().Duration);
    }

    [Theory]
    [InlineData("process \"/bin/sh -c exit 42\" did not complete successfully: exit code: 42", 42)]
    [InlineData("executor failed running [/bin/sh -c exit 3]: exit code: 3", 3)]
    [InlineData("failed to compute cache key: \"/nope\" not found", null)]
    public void The_exit_code_is_taken_from_the_error(string error, int? code)
    {
        var failed = Vertex("a", "RUN x", 0, 1);
        failed.Error = error;
        Read(failed);
        Assert.Equal(code, log.Steps[0].ToStep().ExitCode);
        Assert.Equal(error, log.Steps[0].ToStep().Error);
    }

    [Fact]
    public void A_step_that_is_given_up_because_of_another_has_not_failed()
    {
        var given = Vertex("a", "RUN sleep", 0, 1);
        given.Error = "process \"sleep\" did not complete successfully: context canceled";
        Read(given);
        Assert.Null(log.Steps[0].ToStep().Error);
    }

    [Fact]
    public void Parts_are_told_for_the_progress()
    {
        Read(new VertexStatus { Id = "sha256:" + new string('a', 64), Vertex = "a", Name = "downloading", Current = 5, Total = 10 });
        Assert.Equal("downloading sha256:aaaaaaaaaaaa", log.Steps[0].Status);
        Assert.Equal((5, 10), (log.Steps[0].Done, log.Steps[0].Total));
        Read(new VertexStatus { Id = "exporting layers", Vertex = "a" });
        Assert.Equal("exporting layers", log.Steps[0].Status);
        Assert.Null(log.Steps[0].Total);
    }

    [Fact]
    public void Warnings_are_handed_on_with_where_to_read_more()
    {
        trace.Read(new StatusResponse { Warnings = { new VertexWarning { Short = ByteString.CopyFromUtf8("careful"), Url = "https://x.example/rule" }, new VertexWarning { Short = ByteString.CopyFromUtf8("so") } } }.ToByteString().ToBase64());
        Assert.Equal(["careful (https://x.example/rule)", "so"], warnings);
    }

    [Fact]
    public void Of_a_long_log_the_last_lines_stay()
    {
        for (var i = 0; i < BuildStepRecord.LongestLog + 5; i++) Read(new VertexLog { Vertex = "a", Stream = 1, Msg = ByteString.CopyFromUtf8($"{i}\n") });
        var lines = log.Steps[0].ToStep().Log;
        Assert.Equal(BuildStepRecord.LongestLog, lines.Count);
        Assert.Equal("5", lines[0]);
        Assert.Equal($"{BuildStepRecord.LongestLog + 4}", lines[^1]);
    }

    [Theory]
    [InlineData("not base64")]
    [InlineData("////")]
    public void What_is_no_trace_is_refused(string text) => Assert.Equal("EngineAnswerInvalid", Assert.Throws<EngineException>(() => trace.Read(text)).ErrorId);

    private static Vertex Vertex(string digest, string name, int? started = null, int? completed = null)
    {
        var vertex = new Vertex { Digest = digest, Name = name };
        if (started is { } start) vertex.Started = BuildTime.FromDateTime(Noon.AddSeconds(start));
        if (completed is { } end) vertex.Completed = BuildTime.FromDateTime(Noon.AddSeconds(end));
        return vertex;
    }

    private void Read(Vertex vertex) => trace.Read(new StatusResponse { Vertexes = { vertex } }.ToByteString().ToBase64());

    private void Read(VertexLog piece) => trace.Read(new StatusResponse { Logs = { piece } }.ToByteString().ToBase64());

    private void Read(VertexStatus part) => trace.Read(new StatusResponse { Statuses = { part } }.ToByteString().ToBase64());
}
