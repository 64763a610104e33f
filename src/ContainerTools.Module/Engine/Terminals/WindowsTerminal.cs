using System.Runtime.InteropServices;
using System.Text;

namespace ContainerTools.Engine.Terminals;

/// <summary>A console of Windows 10 or later, which understands what a Linux program writes.</summary>
internal sealed class WindowsTerminal : LocalTerminal
{
    private const int InputHandle = -10;
    private const int OutputHandle = -11;
    private const uint Utf8 = 65001;
    private const uint ProcessedInput = 0x1;
    private const uint LineInput = 0x2;
    private const uint EchoInput = 0x4;
    private const uint MouseInput = 0x10;
    private const uint QuickEdit = 0x40;
    private const uint ExtendedFlags = 0x80;
    private const uint VirtualTerminalInput = 0x200;
    private const uint ProcessedOutput = 0x1;
    private const uint VirtualTerminalProcessing = 0x4;
    private const uint NoReturnAtNewLine = 0x8;

    /// <summary>Nothing tells of a new size but events among the keys, which are not read.</summary>
    private static readonly TimeSpan SizePoll = TimeSpan.FromMilliseconds(250);

    private readonly nint input = GetStdHandle(InputHandle);
    private readonly nint screen = GetStdHandle(OutputHandle);
    private readonly uint savedInput;
    private readonly uint savedScreen;
    private readonly uint savedCodePage = GetConsoleOutputCP();
    private readonly Encoder encoder = Encoding.UTF8.GetEncoder();
    private readonly EventHandler exiting;
    private volatile bool woken;

    public WindowsTerminal()
    {
        Check(GetConsoleMode(input, out savedInput));
        Check(GetConsoleMode(screen, out savedScreen));
        exiting = (_, _) => Restore();
        AppDomain.CurrentDomain.ProcessExit += exiting;
        Check(SetConsoleMode(input, (savedInput & ~(ProcessedInput | LineInput | EchoInput | MouseInput)) | (savedInput & QuickEdit) | ExtendedFlags | VirtualTerminalInput));
        if (!SetConsoleMode(screen, savedScreen | ProcessedOutput | VirtualTerminalProcessing | NoReturnAtNewLine))
        {
            var failure = Marshal.GetLastPInvokeErrorMessage();
            Restore();
            throw Failure(failure);
        }
        SetConsoleOutputCP(Utf8);
    }

    public override IDisposable WatchSize(Action changed)
    {
        var last = Size;
        return new Timer(_ =>
        {
            if (Size is var now && now == last) return;
            last = now;
            changed();
        }, null, SizePoll, SizePoll);
    }

    public override int Read(Span<byte> buffer)
    {
        // A character has three bytes at most, and half a pair none.
        var characters = new char[Math.Max(1, (buffer.Length / 3) - 1)];
        while (!woken && ReadConsole(input, characters, characters.Length, out var count, 0) && count > 0)
        {
            if (encoder.GetBytes(characters.AsSpan(0, count), buffer, flush: false) is > 0 and var bytes) return bytes;
        }
        return 0;
    }

    public override void Wake()
    {
        woken = true;
        CancelIoEx(input, 0);
    }

    protected override void RestoreSettings()
    {
        SetConsoleMode(input, savedInput);
        SetConsoleMode(screen, savedScreen);
        SetConsoleOutputCP(savedCodePage);
    }

    protected override void Dispose(bool disposing)
    {
        AppDomain.CurrentDomain.ProcessExit -= exiting;
        base.Dispose(disposing);
    }

    private static void Check(bool done)
    {
        if (!done) throw Failure(Marshal.GetLastPInvokeErrorMessage());
    }

    private static IOException Failure(string reason) => new($"The console cannot be used: {reason}");

    [DllImport("kernel32", SetLastError = true)]
    private static extern nint GetStdHandle(int which);

    [DllImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetConsoleMode(nint console, out uint mode);

    [DllImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool SetConsoleMode(nint console, uint mode);

    [DllImport("kernel32")]
    private static extern uint GetConsoleOutputCP();

    [DllImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool SetConsoleOutputCP(uint codePage);

    [DllImport("kernel32", EntryPoint = "ReadConsoleW", CharSet = CharSet.Unicode, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool ReadConsole(nint console, [Out] char[] buffer, int size, out int count, nint control);

    [DllImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool CancelIoEx(nint file, nint overlapped);
}
