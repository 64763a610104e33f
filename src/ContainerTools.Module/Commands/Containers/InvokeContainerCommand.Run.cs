using ContainerTools.Engine.Streams;
using ContainerTools.Engine.Terminals;

namespace ContainerTools.Commands;

/// <content>How each container is made, fed and waited for.</content>
public sealed partial class InvokeContainerCommand
{
    private static readonly TimeSpan CleanUpTime = TimeSpan.FromMilliseconds(150);

    private readonly CountdownEvent running = new(1);
    private StandardInput? input;
    private DetachKeys? keys;
    private bool begun;
    private bool disposed;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (Detach && (AsStream || TimeoutSeconds is not null || ErrorOnNonZeroExit))
        {
            Refuse("-Detach leaves the container to itself: -AsStream, -TimeoutSeconds and -ErrorOnNonZeroExit do not go with it.");
        }
        if (Detach && HasInput) Refuse("-Detach leaves the container to itself, and there is input for it. Leave out one of them.");
        if (Tty && HasInput) Refuse("A terminal does not tell its program where piped input ends: leave out -Tty, or the input.");
        if (TakesTerminal)
        {
            if (AsStream || TimeoutSeconds is not null) Refuse("-Interactive with -Tty hands this terminal over to the container: -AsStream and -TimeoutSeconds do not go with it.");
            keys = TerminalSession.Keys(this, null);
            TerminalSession.Require(this, "Invoke-Container with -Interactive and -Tty", "Without -Interactive its output becomes objects; with -Detach it runs by itself, and Enter-Container -Attach joins it later.");
        }
        base.BeginProcessing();
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var pieces = MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)) ? PipedInput.Pieces(this, InputObject) : [];
        // An argument is the same for every image of the pipeline; piped input starts the container at its first piece.
        if (ParameterSetName == ImageSet || !begun) Start();
        foreach (var piece in pieces) input?.Write(piece, Token);
        if (ParameterSetName == ImageSet) input?.Complete();
        if (Throttle == 1 && ParameterSetName == ImageSet) Streams.WriteAll(this);
        else Streams.WriteAvailable(this);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        // A pipeline that was empty is an empty input.
        if (ParameterSetName == InputSet && !begun) Start();
        input?.Complete();
        base.EndProcessing();
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing || disposed) return;
        disposed = true;
        // The streams have been told to end. What they leave behind is removed: that request is given the time to be sent.
        running.Signal();
        running.Wait(CleanUpTime);
    }

    private void Refuse(string message) => ThrowTerminatingError(Errors.InvalidArgument("ParametersConflict", null, message));

    private void Start()
    {
        begun = true;
        input = null;
        if (Prepare(Image!) is not { } creation || !ShouldProcess(creation.Caption, Action)) return;
        var own = input = AttachesInput && !TakesTerminal ? new StandardInput() : null;
        // Nobody writes to what was only kept open.
        if (!HasInput) own?.Complete();
        running.AddCount();
        Streams.Start(this, (emitter, token) =>
        {
            try
            {
                RunOne(creation, own, emitter, token);
            }
            finally
            {
                running.Signal();
            }
        });
    }

    private string Action => Command.Length > 0 ? $"Run '{string.Join(' ', Command)}'" : "Run";

    /// <summary>Runs one container; on a thread of its own.</summary>
    private void RunOne(ContainerCreation creation, StandardInput? own, Emitter emitter, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        RunSession? session = null;
        try
        {
            var id = creation.RunAsync(emitter, token).GetAwaiter().GetResult();
            var name = creation.Parameters.Name?.TrimStart('/') ?? NameOf(creation, id);
            session = new RunSession(creation.Engine, creation.Endpoint, id, name, creation.Parameters.Image)
            {
                Input = own,
                Terminal = keys is null ? null : new TerminalLink(keys),
                Tty = Tty,
                AutoRemove = AutoRemove,
                Output = new OutputCollector(name, id) { OnLine = AsStream ? line => emitter.Send(new Emission.Output(line)) : null },
            };
            // Pulling the image is not part of the time.
            if (TimeoutSeconds is { } seconds) limit.CancelAfter(TimeSpan.FromSeconds(seconds));
            if (Detach) Detached(session, creation, id, emitter, token);
            else Finished(session.Run(limit.Token), emitter);
        }
        catch (ContainerStartException e)
        {
            var advice = AutoRemove ? "" : $" It has not been removed: Remove-Container {e.Result.Container}.";
            emitter.Send(new Emission.Failure(Errors.StartFailed(e.Result, e.Message, advice, e.InnerException!)));
        }
        catch (Exception) when (session is not null && limit.IsCancellationRequested && !token.IsCancellationRequested)
        {
            emitter.Send(new Emission.Failure(Errors.RunTimeout(session.Result(null), TimeoutSeconds ?? 0)));
        }
        catch (Exception e) when (!token.IsCancellationRequested)
        {
            emitter.Send(new Emission.Failure(creation.Failure(e)));
        }
        finally
        {
            own?.Abandon();
        }
    }

    private static void Detached(RunSession session, ContainerCreation creation, string id, Emitter emitter, CancellationToken token)
    {
        session.Detach(token);
        emitter.Send(new Emission.Output(creation.InspectAsync(id, token).GetAwaiter().GetResult()));
    }

    private void Finished(ContainerRunResult result, Emitter emitter)
    {
        if (!AsStream) emitter.Send(new Emission.Output(result));
        if (ErrorOnNonZeroExit && result.ExitCode != 0) emitter.Send(new Emission.Failure(Errors.NonZeroExit(result)));
    }

    private static string NameOf(ContainerCreation creation, string id) => creation.InspectAsync(id, CancellationToken.None).GetAwaiter().GetResult().Name;
}
