using System.Text.RegularExpressions;
using ContainerTools.Engine.Build.Protocol;
using ContainerTools.Engine.Streams;
using BuildTime = Google.Protobuf.WellKnownTypes.Timestamp;

namespace ContainerTools.Engine.Build;

/// <summary>Follows a build of BuildKit, which describes it as a graph: each vertex is a step.</summary>
internal sealed partial class BuildTrace(BuildLog log)
{
    private readonly Dictionary<string, BuildStepRecord> byDigest = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Digest, long Stream), LineBuffer> unfinished = [];

    /// <summary>Takes in one <c>moby.buildkit.trace</c> message.</summary>
    /// <exception cref="EngineException">It is no such message.</exception>
    public void Read(string base64)
    {
        StatusResponse status;
        try
        {
            status = StatusResponse.Parser.ParseFrom(Convert.FromBase64String(base64));
        }
        catch (Exception e) when (e is FormatException or Google.Protobuf.InvalidProtocolBufferException)
        {
            throw new EngineException("EngineAnswerInvalid", ErrorCategory.InvalidData, null, $"The engine's report of the build cannot be read: {e.Message}", e);
        }
        foreach (var vertex in status.Vertexes) Read(vertex);
        foreach (var part in status.Statuses) Read(part);
        foreach (var piece in status.Logs) Read(piece);
        foreach (var warning in status.Warnings)
        {
            log.Warned(warning.Short.ToStringUtf8() + (warning.Url.Length > 0 ? $" ({warning.Url})" : ""));
        }
    }

    /// <summary>The exit code in the words of BuildKit, old and new: <c>… exit code: 3</c>.</summary>
    public static int? ExitCodeIn(string error) =>
        ExitCode().Match(error) is { Success: true } match && int.TryParse(match.Groups[1].ValueSpan, out var code) ? code : null;

    private void Read(Vertex vertex)
    {
        var step = Step(vertex.Digest);
        if (vertex.Name.Length > 0) step.Name = vertex.Name;
        step.Cached |= vertex.Cached;
        if (vertex.Error.Length > 0 && !IsCancellation(vertex.Error))
        {
            step.Error = vertex.Error;
            step.ExitCode = ExitCodeIn(vertex.Error);
        }
        if (vertex.Started is null) return;
        if (vertex.Completed is null)
        {
            step.Start(Time(vertex.Started));
            log.Changed(step);
            return;
        }
        Flush(vertex.Digest, step);
        step.Complete(Time(vertex.Started), Time(vertex.Completed));
        log.Ended(step);
    }

    /// <summary>A part of a step, such as a layer that is fetched.</summary>
    private void Read(VertexStatus part)
    {
        var step = Step(part.Vertex);
        step.Status = part.Name.Length > 0 && part.Id.Length > 0 ? $"{part.Name} {Short(part.Id)}" : Short(part.Id);
        step.Done = part.Total > 0 ? part.Current : null;
        step.Total = part.Total > 0 ? part.Total : null;
        log.Changed(step);
    }

    private void Read(VertexLog piece)
    {
        var step = Step(piece.Vertex);
        var key = (piece.Vertex, piece.Stream);
        if (!unfinished.TryGetValue(key, out var buffer)) unfinished[key] = buffer = new LineBuffer(trimCarriageReturn: true);
        buffer.Append(piece.Msg.Span, line => log.Line(step, line));
    }

    /// <summary>Hands out last lines that have no end.</summary>
    private void Flush(string digest, BuildStepRecord step)
    {
        foreach (var (key, buffer) in unfinished)
        {
            if (key.Digest == digest && buffer.HasPending) buffer.Flush(line => log.Line(step, line));
        }
    }

    private BuildStepRecord Step(string digest)
    {
        if (!byDigest.TryGetValue(digest, out var step)) byDigest[digest] = step = log.Add(digest);
        return step;
    }

    /// <summary>When one step fails, those beside it are given up, which is no fault of theirs.</summary>
    private static bool IsCancellation(string error) => error.EndsWith("context canceled", StringComparison.Ordinal);

    private static string Short(string id) => LongDigest().Replace(id, "sha256:$1");

    private static DateTimeOffset Time(BuildTime time) => time.ToDateTimeOffset();

    [GeneratedRegex(@"exit code: ([0-9]+)\z")]
    private static partial Regex ExitCode();

    [GeneratedRegex("sha256:([0-9a-f]{12})[0-9a-f]{52}")]
    private static partial Regex LongDigest();
}
