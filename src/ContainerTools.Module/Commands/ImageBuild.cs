using System.Net;
using ContainerTools.Engine;
using ContainerTools.Engine.Build;
using Docker.DotNet;

namespace ContainerTools.Commands;

/// <summary>One build as its user sees it: progress, verbose text, warnings, the image or the error.</summary>
internal sealed class ImageBuild
{
    private const int LongestStatus = 100;

    private readonly EngineConnection engine;
    private readonly EngineEndpoint endpoint;
    private readonly BuildRequest request;
    private readonly string caption;
    private readonly Emitter emitter;
    private readonly ProgressReport progress;
    private readonly BuildLog log;
    private readonly HashSet<(BuildStepRecord Step, string How)> spokenEnds = [];
    private BuildStepRecord? lastSpoken;
    private long bytes;
    private int files;

    /// <param name="caption">What the user calls it, for messages.</param>
    /// <param name="emitter">Where progress, text and the image go.</param>
    public ImageBuild(EngineConnection engine, EngineEndpoint endpoint, BuildRequest request, string caption, Emitter emitter)
    {
        (this.engine, this.endpoint, this.request, this.caption, this.emitter) = (engine, endpoint, request, caption, emitter);
        progress = new ProgressReport($"Building {caption}", record => Send(new Emission.Progress(record)), "steps");
        log = new BuildLog { Changed = Show, LineWritten = Speak, Ended = End, Warned = text => Send(new Emission.Warning(DisplayText.Printable(text))) };
    }

    /// <summary>The steps of a build that has ended, well or badly; <see langword="null"/> before.</summary>
    public ContainerBuildStep[]? Steps { get; private set; }

    /// <summary>Builds, and writes what comes of it.</summary>
    /// <param name="emitSteps">Whether the steps are emitted before the image.</param>
    public async Task RunAsync(bool emitSteps, CancellationToken token)
    {
        Emission result;
        try
        {
            result = await BuildAsync(token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !token.IsCancellationRequested)
        {
            result = new Emission.Failure(Error(e));
        }
        progress.Complete();
        Steps ??= Snapshot();
        if (emitSteps) await emitter.SendAsync(new Emission.Batch(Steps)).ConfigureAwait(false);
        await emitter.SendAsync(result).ConfigureAwait(false);
    }

    private async Task<Emission> BuildAsync(CancellationToken token)
    {
        await PrepareAsync(token).ConfigureAwait(false);
        var error = await new BuildRun(engine, request, log).RunAsync(Sent, progress.Message, token).ConfigureAwait(false);
        Steps = Snapshot();
        if (error is not null) return new Emission.Failure(Errors.BuildFailed(error, Array.Find(Steps, s => s.Error is not null), caption));
        var id = log.ImageId ?? throw new EngineException("EngineAnswerInvalid", ErrorCategory.InvalidData, caption, $"The engine ended the build of {caption} and did not say which image it made.");
        var image = await ImageTarget.InspectAsync(engine, endpoint, id, keepRaw: false, token).ConfigureAwait(false);
        image.BuildSteps = Steps;
        return new Emission.Output(image);
    }

    private async Task PrepareAsync(CancellationToken token)
    {
        var pulls = new ProgressReport($"Pulling the images that {caption} needs", record => Send(new Emission.Progress(record)));
        try
        {
            await new BuildImages(engine, request, image => Send(new Emission.Verbose($"Pulling {image}")), pulls.Message).PrepareAsync(token).ConfigureAwait(false);
        }
        finally
        {
            if (!token.IsCancellationRequested) pulls.Complete();
        }
    }

    /// <summary>The steps in the order in which they began; BuildKit tells of them in any.</summary>
    private ContainerBuildStep[] Snapshot() => [.. log.Steps.Select(s => s.ToStep()).OrderBy(s => s.Started ?? DateTimeOffset.MaxValue)];

    private ErrorRecord Error(Exception failure) => failure is DockerApiException { StatusCode: HttpStatusCode.BadRequest or HttpStatusCode.InternalServerError } refusal
        ? Errors.BuildFailed(Errors.EngineMessage(refusal.ResponseBody), null, caption)
        : Errors.From(failure, endpoint, Errors.Subject.Image, caption);

    private void Sent(long length)
    {
        bytes += length;
        files++;
        progress.Report($"Sending the context: {files.Invariant()} items,", bytes, null);
    }

    private void Show(BuildStepRecord step)
    {
        if (step.IsRunning) progress.Report(Title(step), Status(step), step.Done, step.Total);
    }

    private void Speak(BuildStepRecord step, string line)
    {
        if (lastSpoken != step) Send(new Emission.Verbose(Title(step)));
        lastSpoken = step;
        Send(new Emission.Verbose("  " + DisplayText.Printable(line)));
    }

    private void End(BuildStepRecord step)
    {
        progress.End(Title(step));
        var how = step.Error is not null ? "failed" : step.Cached ? "cached" : "done";
        // A step that begins again ends again.
        if (spokenEnds.Add((step, how))) Send(new Emission.Verbose($"{Title(step)}: {how}"));
        lastSpoken = null;
    }

    private static string Title(BuildStepRecord step) => DisplayText.Printable(step.Name);

    private static string Status(BuildStepRecord step)
    {
        var text = DisplayText.Printable(step.Status);
        return text.Length > LongestStatus ? text[..LongestStatus] : text.Length > 0 ? text : "running";
    }

    private void Send(Emission emission) => emitter.Send(emission);
}
