using System.Runtime.InteropServices;

namespace ContainerTools.Shell;

/// <summary>
/// Ctrl+C and the like: the first one asks the running pipeline to stop, so that its finally blocks run; a second one is
/// left to the runtime, which ends the process.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private const int SignalBase = 128; // a shell reports a process that a signal ended as 128 + its number
    private readonly CancellationTokenSource stop = new();
    private readonly PosixSignalRegistration[] registrations;
    private int received;

    public StopSignals() =>
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Receive(context, 2)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Receive(context, 15)),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => Receive(context, 1)),
        ];

    public CancellationToken Token => stop.Token;

    /// <summary>128 + the number of the signal that came first; 0 while none has come.</summary>
    public int ExitCode { get; private set; }

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        stop.Dispose();
    }

    private void Receive(PosixSignalContext context, int number)
    {
        if (Interlocked.Increment(ref received) > 1)
            return;
        context.Cancel = true;
        ExitCode = SignalBase + number;
        stop.Cancel();
    }
}
