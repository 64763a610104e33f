using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ContainerTools.ModuleTests.Terminals;

/// <summary>
/// A real pseudo-terminal with a script of PowerShell in it: the test is the person who types and looks. Only <c>setsid</c>, which
/// every Linux has, makes it the controlling one.
/// </summary>
internal sealed class PseudoTerminal : IDisposable
{
    private const int ReadWrite = 2;
    private const int NotControlling = 0x100;
    private const int CloseOnExec = 0x80000;
    private const nuint SetWindowSize = 0x5414;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly SafeFileHandle master;
    private readonly FileStream stream;
    private readonly Process process;
    private readonly StringBuilder shown = new();
    private readonly Task reading;
    private int looked;

    /// <param name="script">What PowerShell runs, with the module imported.</param>
    /// <param name="variables">Its environment, besides this process's own.</param>
    public PseudoTerminal(string script, params (string Name, string? Value)[] variables)
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("The pseudo-terminal of these tests is Linux's.");
        var number = posix_openpt(ReadWrite | NotControlling | CloseOnExec);
        Assert.True(number >= 0 && grantpt(number) == 0 && unlockpt(number) == 0, "there is no pseudo-terminal");
        var name = new byte[128];
        Assert.Equal(0, ptsname_r(number, name, name.Length));
        master = new SafeFileHandle(number, ownsHandle: true);
        stream = new FileStream(master, FileAccess.ReadWrite, bufferSize: 0);
        Resize(100, 30);
        var path = Encoding.ASCII.GetString(name).TrimEnd('\0');
        var start = new ProcessStartInfo("sh", ["-c", "exec <\"$1\" >\"$1\" 2>&1; shift; exec setsid --ctty --wait \"$@\"", "sh", path,
            "dotnet", TestEngine.Shell, "-Command", $"Import-Module '{TestEngine.Manifest}'; {script}"]);
        foreach (var (variable, value) in variables) start.Environment[variable] = value;
        start.Environment["TERM"] = "xterm";
        Settings = ReadSettings();
        process = Process.Start(start)!;
        reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The terminal's settings as they were at first.</summary>
    public string Settings { get; }

    /// <summary>All that has been shown so far.</summary>
    public string Shown
    {
        get
        {
            lock (shown) return shown.ToString();
        }
    }

    /// <summary>The terminal's settings as they are now: modes, control characters and speeds.</summary>
    public string ReadSettings()
    {
        var settings = new byte[60];
        Assert.Equal(0, tcgetattr((int)master.DangerousGetHandle(), settings));
        return Convert.ToHexString(settings);
    }

    /// <summary>Waits until a text is shown, after the one that was waited for before.</summary>
    public void WaitFor(string text)
    {
        for (var watch = Stopwatch.StartNew(); ; Thread.Sleep(10))
        {
            var all = Shown;
            if (all.IndexOf(text, looked, StringComparison.Ordinal) is >= 0 and var found)
            {
                looked = found + text.Length;
                return;
            }
            Assert.True(watch.Elapsed < Patience && !(reading.IsCompleted && all == Shown), $"'{text}' was not shown. From where it should come: {all[looked..]}");
        }
    }

    /// <summary>Waits until the terminal's settings are those of the beginning, or are not.</summary>
    public void WaitForSettings(bool asBefore)
    {
        for (var watch = Stopwatch.StartNew(); (ReadSettings() == Settings) != asBefore; Thread.Sleep(10))
        {
            Assert.True(watch.Elapsed < Patience, asBefore ? $"The terminal was not restored. It shows: {Shown}" : $"The terminal was not set to raw mode. It shows: {Shown}");
        }
    }

    /// <summary>Types text, as it is.</summary>
    public void Type(string text) => stream.Write(Encoding.UTF8.GetBytes(text));

    public void Resize(int columns, int rows) =>
        Assert.Equal(0, ioctl((int)master.DangerousGetHandle(), SetWindowSize, [(ushort)rows, (ushort)columns, 0, 0]));

    /// <summary>Waits for the end of the script.</summary>
    /// <returns>Its exit code.</returns>
    public int WaitForEnd()
    {
        Assert.True(process.WaitForExit(Patience), $"The script did not end. It shows: {Shown}");
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        reading.Wait(TimeSpan.FromSeconds(10));
        process.Dispose();
        stream.Dispose();
        master.Dispose();
    }

    private void Read()
    {
        var decoder = Encoding.UTF8.GetDecoder();
        var (bytes, characters) = (new byte[4096], new char[4096]);
        while (true)
        {
            int count;
            try
            {
                count = stream.Read(bytes);
            }
            catch (IOException)
            {
                // Nobody has the other end open: not yet, or not any more.
                if (process.HasExited) return;
                Thread.Sleep(10);
                continue;
            }
            var length = decoder.GetChars(bytes, 0, count, characters, 0);
            lock (shown) shown.Append(characters, 0, length);
        }
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int posix_openpt(int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int grantpt(int file);

    [DllImport("libc", SetLastError = true)]
    private static extern int unlockpt(int file);

    [DllImport("libc", SetLastError = true)]
    private static extern int ptsname_r(int file, byte[] name, nint size);

    [DllImport("libc", SetLastError = true)]
    private static extern int tcgetattr(int file, byte[] settings);

    [DllImport("libc", SetLastError = true)]
    private static extern int ioctl(int file, nuint request, ushort[] size);
}
