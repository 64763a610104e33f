using System.Globalization;
using System.Text;

namespace ContainerTools.Engine.Terminals;

/// <summary>
/// Watches which modes a program sets on the terminal (<c>ESC [ ? … h</c> and <c>l</c>), to undo those that it leaves behind: one
/// that is killed leaves the second screen, a hidden cursor, or reports of the mouse.
/// </summary>
internal sealed class TerminalModes
{
    private const byte Escape = 0x1b;
    private const int LongestSequence = 64;
    private const int ApplicationKeys = 1;
    private const int Cursor = 25;

    /// <summary>What is undone. 47, 1047 and 1049 are the second screen; 9 and 1000 to 1016 the mouse and the focus; 2004 marks what is pasted.</summary>
    private static readonly int[] Known = [ApplicationKeys, 9, Cursor, 47, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1015, 1016, 1047, 1049, 2004];

    private readonly SortedDictionary<int, bool> changed = [];
    private readonly StringBuilder sequence = new();
    private bool inSequence;

    /// <summary>Looks at what is written; sequences may come in pieces.</summary>
    public void Watch(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (!inSequence)
            {
                var start = bytes.IndexOf(Escape);
                if (start < 0) return;
                bytes = bytes[(start + 1)..];
                inSequence = true;
                sequence.Clear();
                continue;
            }
            var character = (char)bytes[0];
            bytes = bytes[1..];
            if (character == (char)Escape) sequence.Clear();
            else if (sequence.Length switch { 0 => character == '[', 1 => character == '?', _ => char.IsAsciiDigit(character) || character == ';' } && sequence.Length < LongestSequence) sequence.Append(character);
            else
            {
                if (character is 'h' or 'l' && sequence.Length > 2) Set(sequence.ToString(2, sequence.Length - 2), character == 'h');
                inSequence = false;
            }
        }
    }

    /// <summary>What puts the terminal back to how it was; also the colours.</summary>
    public byte[] Undo()
    {
        if (changed.Count == 0) return [];
        var text = new StringBuilder("\u001b[0m");
        // The cursor was visible and nothing else was set, but .NET has the arrow keys send what applications want.
        foreach (var (mode, isSet) in changed)
        {
            var usual = mode is Cursor or ApplicationKeys;
            if (isSet != usual) text.Append(CultureInfo.InvariantCulture, $"\u001b[?{mode}{(usual ? 'h' : 'l')}");
        }
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private void Set(string modes, bool isSet)
    {
        foreach (var text in modes.Split(';'))
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var mode) && Known.Contains(mode)) changed[mode] = isSet;
        }
    }
}
