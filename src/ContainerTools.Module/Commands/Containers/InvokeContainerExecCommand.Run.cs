using ContainerTools.Engine;
using ContainerTools.Engine.Streams;
using Docker.DotNet.Models;

namespace ContainerTools.Commands;

/// <content>How the command is started in each container, fed and waited for.</content>
public sealed partial class InvokeContainerExecCommand
{
    private ContainerExecCreateParameters? parameters;
    private string? outPath;

    private protected override string Action => $"Run '{string.Join(' ', Command)}'";

    private protected override bool SendsInput => HasInput && !Detach;

    private protected override bool InOrder => !AsStream;

    private protected override int Limit => ThrottleLimit;

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
            AttachStdin = SendsInput,
            AttachStdout = !Detach,
            AttachStderr = !Detach,
        };
        base.BeginProcessing();
    }

    private protected override void Check(int count)
    {
        if (outPath is not null && count > 1)
        {
            ThrowTerminatingError(Errors.InvalidArgument("OutFileForOneContainer", OutFile, "-OutFile takes the output of one container, and there are several. Run them one by one, each with a file of its own."));
        }
    }

    private protected override void RunOne(ContainerTarget target, StandardInput? input, Emitter emitter, CancellationToken token)
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
