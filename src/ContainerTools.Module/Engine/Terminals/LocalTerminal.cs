using System.Management.Automation.Host;

namespace ContainerTools.Engine.Terminals;

/// <summary>The terminal that this process runs in, in raw mode: every key is read as it is pressed, and nothing is echoed.</summary>
internal abstract class LocalTerminal : IDisposable
{
    /// <summary>The second screen, without a cursor, so that what was on the first one is there again afterwards (xterm's private modes 1049 and 25).</summary>
    private static readonly byte[] SecondScreen = "\u001b[?1049h\u001b[?25l\u001b[2J"u8.ToArray();
    private static readonly byte[] FirstScreen = "\u001b[0m\u001b[?25h\u001b[?1049l"u8.ToArray();

    private readonly Stream output = Console.OpenStandardOutput();
    private int onSecondScreen;
    private volatile bool restored;

    /// <summary>The size of the window now.</summary>
    public static TerminalSize Size => new(Console.WindowWidth, Console.WindowHeight);

    /// <summary>Whether there is a terminal that a person sits at. A job's host, or one of a program's own, has none.</summary>
    public static bool IsThere(PSHost host) => !Console.IsInputRedirected && !Console.IsOutputRedirected && host.UI?.RawUI is not null;

    /// <summary>Puts the terminal into raw mode until this is disposed of.</summary>
    /// <exception cref="IOException">It cannot be.</exception>
    public static LocalTerminal Open()
    {
        // .NET notes at the first question what the terminal's settings are, to restore them at its end: that has to be before.
        _ = Size;
        return OperatingSystem.IsWindows() ? new WindowsTerminal() : new UnixTerminal();
    }

    /// <summary>Calls back whenever the size of the window has changed, until that is disposed of.</summary>
    public abstract IDisposable WatchSize(Action changed);

    /// <summary>Blocks until keys are pressed.</summary>
    /// <returns>How many bytes there are; 0 at the end of the input, and when woken.</returns>
    public abstract int Read(Span<byte> buffer);

    /// <summary>Lets whoever is blocked in <see cref="Read"/> go.</summary>
    public abstract void Wake();

    /// <summary>Writes bytes as they are; nothing any more once the terminal has been restored, which a signal does at any time.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (restored) return;
        output.Write(bytes);
        output.Flush();
    }

    /// <summary>Shows an empty screen until the terminal is restored.</summary>
    public void ShowSecondScreen()
    {
        onSecondScreen = 1;
        Write(SecondScreen);
    }

    /// <summary>Restores the screen and the terminal's settings; more than once does no harm.</summary>
    public void Restore()
    {
        if (Interlocked.Exchange(ref onSecondScreen, 0) == 1) Write(FirstScreen);
        restored = true;
        RestoreSettings();
    }

    /// <summary>Restores the terminal.</summary>
    public void Dispose()
    {
        Restore();
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Restores the terminal's settings; more than once does no harm.</summary>
    protected abstract void RestoreSettings();

    protected virtual void Dispose(bool disposing)
    {
        if (disposing) output.Dispose();
    }
}
