using ContainerTools.Engine;
using ContainerTools.Engine.Streams;
using Docker.DotNet.Models;

namespace ContainerTools.Commands;

/// <content>How the command is started in each container, fed and waited for.</content>
public sealed partial class InvokeContainerExecCommand
{
    private readonly List<StandardInput> inputs = [];
    private ContainerFinder? finder;
    private StreamSet? streams;
    private ContainerExecCreateParameters? parameters;
    private string? outPath;
    private bool begun;

    private bool HasInput => MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)) || (ParameterSetName == InputSet && MyInvocation.ExpectingInput);

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if ((AsStream ? 1 : 0) + (AsByteStream ? 1 : 0) + (OutFile is null ? 0 : 1) + (Detach ? 1 : 0) > 1)
        {
            ThrowTerminatingError(Errors.InvalidArgument("ParametersConflict", null, "-AsStream, -AsByteStream, -OutFile and -Detach exclude each other: give one of them."));
        }
        outPath = OutFile is null ? null : GetUnresolvedProviderPathFromPSPath(OutFile);
        parameters = new ContainerExecCreateParameters
        {
            Cmd = Command,
            User = User ?? "",
            WorkingDir = WorkingDirectory ?? "",
            Privileged = Privileged,
            Env = ContainerEnvironment.Resolve(this, EnvironmentFile, Environment),
            AttachStdin = HasInput && !Detach,
            AttachStdout = !Detach,
            AttachStderr = !Detach,
        };
        finder = new ContainerFinder(this, () => [Endpoint], EndpointOf);
        streams = new StreamSet(inOrder: !AsStream, ParameterSetName == ContainerSet ? ThrottleLimit : int.MaxValue, Token);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        // An argument is the same for every container of the pipeline; piped input starts the commands at its first piece.
        var pieces = MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)) ? PipedInput.Pieces(this, InputObject) : [];
        var first = inputs.Count;
        if (ParameterSetName == ContainerSet || !begun) StartAll();
        foreach (var input in ParameterSetName == ContainerSet ? inputs.Skip(first) : inputs)
        {
            foreach (var piece in pieces) input.Write(piece, Token);
            if (ParameterSetName == ContainerSet) input.Complete();
        }
        if (ThrottleLimit == 1 && ParameterSetName == ContainerSet) streams!.WriteAll(this);
        else streams!.WriteAvailable(this);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        // A pipeline that was empty is an empty input.
        if (ParameterSetName == InputSet && !begun) StartAll();
        foreach (var input in inputs) input.Complete();
        streams!.WriteAll(this);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing) streams?.Dispose();
        base.Dispose(disposing);
    }

    private void StartAll()
    {
        begun = true;
        var targets = finder!.Find(Container).ToList();
        if (outPath is not null && targets.Count + streams!.Started > 1)
        {
            ThrowTerminatingError(Errors.InvalidArgument("OutFileForOneContainer", OutFile, "-OutFile takes the output of one container, and there are several. Run them one by one, each with a file of its own."));
        }
        foreach (var target in targets)
        {
            if (!ShouldProcess(target.Caption, $"Run '{string.Join(' ', Command)}'")) continue;
            var input = parameters!.AttachStdin ? new StandardInput() : null;
            if (input is not null) inputs.Add(input);
            streams!.Start(this, (emitter, token) => RunOne(target, input, emitter, token));
        }
    }

    /// <summary>Runs the command in one container; on a thread of its own.</summary>
    private void RunOne(ContainerTarget target, StandardInput? input, Emitter emitter, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        if (TimeoutSeconds is { } seconds) limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        using var file = outPath is null ? null : new PartialFile(outPath);
        var session = new ExecSession(target, parameters!)
        {
            Input = input,
            Output = new OutputCollector(target.Name, target.Id)
            {
                OnLine = AsStream ? line => emitter.Send(new Emission.Output(line)) : null,
                OnOutput = file is not null ? bytes => file.Write(bytes.Span) : AsByteStream ? bytes => emitter.Send(new Emission.Bytes(bytes)) : null,
            },
        };
        try
        {
            var result = Detach ? session.Detach(limit.Token) : session.Run(limit.Token);
            file?.Complete();
            if (!AsStream && !AsByteStream) emitter.Send(new Emission.Output(result));
            if (ErrorOnNonZeroExit && result.ExitCode is not (0 or null)) emitter.Send(new Emission.Failure(Errors.NonZeroExit(result)));
        }
        catch (Exception) when (limit.IsCancellationRequested && !token.IsCancellationRequested)
        {
            emitter.Send(new Emission.Failure(Errors.ExecTimeout(session.Result(null), TimeoutSeconds ?? 0)));
        }
        catch (Exception e) when (!token.IsCancellationRequested)
        {
            emitter.Send(new Emission.Failure(Errors.OfContainer(e, target.Endpoint, target.Reference)));
        }
    }
}
