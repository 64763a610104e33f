using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ContainerTools.Engine.Terminals;

/// <summary>A terminal of Linux or macOS.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixTerminal : LocalTerminal
{
    private const int Input = 0;
    private const int WhenWritten = 1;
    private const short Readable = 1;
    private const int Interrupted = 4;

    /// <summary>More than the structure has on any system: only the C library looks into it.</summary>
    private const int SettingsSize = 256;

    private readonly byte[] saved = new byte[SettingsSize];
    private readonly byte[] raw = new byte[SettingsSize];
    private readonly int[] wake = new int[2];
    private readonly List<PosixSignalRegistration> signals = [];
    private readonly EventHandler exiting;

    public UnixTerminal()
    {
        Check(tcgetattr(Input, saved));
        saved.CopyTo(raw, 0);
        cfmakeraw(raw);
        Check(pipe(wake));
        exiting = (_, _) => Restore();
        AppDomain.CurrentDomain.ProcessExit += exiting;
        // These end the process without its leave; they still do.
        foreach (var signal in new[] { PosixSignal.SIGHUP, PosixSignal.SIGQUIT, PosixSignal.SIGTERM }) signals.Add(PosixSignalRegistration.Create(signal, _ => Restore()));
        // After a halt .NET sets its own mode.
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => Set(raw)));
        Check(tcsetattr(Input, WhenWritten, raw));
    }

    public override IDisposable WatchSize(Action changed) => PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => changed());

    public override int Read(Span<byte> buffer)
    {
        var waited = new[] { new Waited { File = Input, Events = Readable }, new Waited { File = wake[0], Events = Readable } };
        while (poll(waited, (nuint)waited.Length, -1) < 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted) return 0;
        }
        if (waited[1].Happened != 0) return 0;
        var bytes = new byte[buffer.Length];
        var count = (int)read(Input, bytes, (nuint)bytes.Length);
        if (count <= 0) return 0;
        bytes.AsSpan(0, count).CopyTo(buffer);
        return count;
    }

    public override void Wake() => _ = write(wake[1], [0], 1);

    protected override void RestoreSettings() => Set(saved);

    protected override void Dispose(bool disposing)
    {
        AppDomain.CurrentDomain.ProcessExit -= exiting;
        foreach (var signal in signals) signal.Dispose();
        _ = close(wake[0]);
        _ = close(wake[1]);
        base.Dispose(disposing);
    }

    /// <summary>Of a terminal that is not there any more nothing can be set.</summary>
    private static void Set(byte[] settings) => _ = tcsetattr(Input, WhenWritten, settings);

    private static void Check(int result)
    {
        if (result < 0) throw new IOException($"The terminal cannot be used: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int tcgetattr(int file, byte[] settings);

    [DllImport("libc", SetLastError = true)]
    private static extern int tcsetattr(int file, int when, byte[] settings);

    [DllImport("libc")]
    private static extern void cfmakeraw(byte[] settings);

    [DllImport("libc", SetLastError = true)]
    private static extern int pipe(int[] files);

    [DllImport("libc", SetLastError = true)]
    private static extern int poll([In, Out] Waited[] files, nuint count, int timeout);

    [DllImport("libc", SetLastError = true)]
    private static extern nint read(int file, byte[] buffer, nuint count);

    [DllImport("libc", SetLastError = true)]
    private static extern nint write(int file, byte[] buffer, nuint count);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int file);

    [StructLayout(LayoutKind.Sequential)]
    private struct Waited
    {
        public int File;
        public short Events;
        public short Happened;
    }
}
