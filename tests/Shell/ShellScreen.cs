using System.Globalization;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;

namespace ContainerTools.Shell;

/// <summary>
/// The terminal's size, cursor and keys. Where the output does not go to a terminal, tables are as wide as COLUMNS says,
/// else 120.
/// </summary>
internal sealed class ShellScreen : PSHostRawUserInterface
{
    private const int DefaultWidth = 120;
    private const int DefaultHeight = 50;
    private string title = "";

    public override Size BufferSize
    {
        get => WindowSize;
        set => WindowSize = value;
    }

    public override Size WindowSize
    {
        get => !Console.IsOutputRedirected && Console.WindowWidth > 0
            ? new Size(Console.WindowWidth, Console.WindowHeight)
            : new Size(WidthOfEnvironment() ?? DefaultWidth, DefaultHeight);
        set => throw Unsupported("Changing the terminal's size");
    }

    public override Size MaxWindowSize => WindowSize;

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override Coordinates WindowPosition
    {
        get => new(0, 0);
        set => throw Unsupported("The window's position");
    }

    public override Coordinates CursorPosition
    {
        get => Console.IsOutputRedirected ? new(0, 0) : new(Console.CursorLeft, Console.CursorTop);
        set => Console.SetCursorPosition(value.X, value.Y);
    }

    public override int CursorSize { get; set; } = 25;

    public override ConsoleColor ForegroundColor { get; set; } = (ConsoleColor)(-1);

    public override ConsoleColor BackgroundColor { get; set; } = (ConsoleColor)(-1);

    public override string WindowTitle
    {
        get => title;
        set
        {
            title = value;
            if (!Console.IsOutputRedirected)
                Console.Title = value;
        }
    }

    public override bool KeyAvailable => !Console.IsInputRedirected && Console.KeyAvailable;

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        if (Console.IsInputRedirected)
            throw Unsupported("Reading a key when standard input is not a terminal");
        var key = Console.ReadKey(intercept: options.HasFlag(ReadKeyOptions.NoEcho));
        var state = default(ControlKeyStates);
        if (key.Modifiers.HasFlag(ConsoleModifiers.Shift))
            state |= ControlKeyStates.ShiftPressed;
        if (key.Modifiers.HasFlag(ConsoleModifiers.Control))
            state |= ControlKeyStates.LeftCtrlPressed;
        if (key.Modifiers.HasFlag(ConsoleModifiers.Alt))
            state |= ControlKeyStates.LeftAltPressed;
        return new KeyInfo((int)key.Key, key.KeyChar, state, keyDown: true);
    }

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
            Console.ReadKey(intercept: true);
    }

    public override int LengthInBufferCells(string source) => LengthInBufferCells(source, 0);

    public override int LengthInBufferCells(string source, int offset)
    {
        var visible = new StringDecorated(source[offset..]).ToString(System.Management.Automation.OutputRendering.PlainText);
        return visible.EnumerateRunes().Sum(rune => TextWidth.Of(rune));
    }

    public override int LengthInBufferCells(char source) =>
        System.Text.Rune.TryCreate(source, out var rune) ? TextWidth.Of(rune) : 1;

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Unsupported("Reading the terminal's cells");

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Unsupported("Writing the terminal's cells");

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        // The whole screen: how Clear-Host asks.
        if (rectangle is not { Left: -1, Top: -1, Right: -1, Bottom: -1 })
            throw Unsupported("Filling a part of the terminal");
        if (!Console.IsOutputRedirected)
            Console.Clear();
    }

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw Unsupported("Scrolling a part of the terminal");

    private static int? WidthOfEnvironment() =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var width) && width > 0
            ? width
            : null;

    private static HostException Unsupported(string what) => new($"{what} is not supported by this host.");
}
