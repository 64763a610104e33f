using System.Text;

namespace ContainerTools.Engine.Terminals;

/// <summary>
/// The keys that leave a terminal session without ending what runs in it. What is typed passes through here: a beginning of the
/// keys is held back until it is known whether the rest follows.
/// </summary>
internal sealed class DetachKeys
{
    /// <summary>docker's own.</summary>
    public const string Default = "ctrl-p,ctrl-q";

    private const string Control = "ctrl-";
    private const string ControlKeys = "@abcdefghijklmnopqrstuvwxyz[\\]^_";
    private const byte Delete = 127;

    private readonly byte[] keys;
    private int matched;

    private DetachKeys(string text, byte[] keys) => (Text, this.keys) = (text, keys);

    /// <summary>The keys as they were written.</summary>
    public string Text { get; }

    /// <summary>Reads docker's syntax: a list with commas of single characters, <c>ctrl-x</c> and <c>DEL</c>.</summary>
    /// <param name="text">The list; nothing means docker's own keys.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static DetachKeys Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) text = Default;
        return new DetachKeys(text, [.. text.Split(',').Select(Key)]);
    }

    /// <summary>Takes what was typed.</summary>
    /// <param name="pass">Is given what goes on to the container.</param>
    /// <returns>Whether the keys are complete; what was typed behind them is dropped.</returns>
    public bool Take(ReadOnlySpan<byte> typed, Action<ReadOnlyMemory<byte>> pass)
    {
        var passing = new MemoryStream(typed.Length + keys.Length);
        foreach (var key in typed)
        {
            // What was held back and turns out to be something else may still have the beginning of the keys in it.
            while (matched > 0 && key != keys[matched]) Release(passing);
            if (key != keys[matched])
            {
                passing.WriteByte(key);
                continue;
            }
            if (++matched < keys.Length) continue;
            matched = 0;
            Pass();
            return true;
        }
        Pass();
        return false;

        void Pass()
        {
            if (passing.Length > 0) pass(passing.GetBuffer().AsMemory(0, (int)passing.Length));
        }
    }

    /// <summary>Lets go of as much of what is held back as cannot be a beginning of the keys any more.</summary>
    private void Release(MemoryStream passing)
    {
        var held = keys.AsSpan(0, matched);
        var kept = matched - 1;
        while (!held[(matched - kept)..].SequenceEqual(keys.AsSpan(0, kept))) kept--;
        passing.Write(held[..(matched - kept)]);
        matched = kept;
    }

    private static byte Key(string key) => key switch
    {
        [< (char)128 and var character] => (byte)character,
        "DEL" => Delete,
        _ when key.StartsWith(Control, StringComparison.Ordinal) && key.Length == Control.Length + 1 && ControlKeys.IndexOf(key[^1], StringComparison.Ordinal) is >= 0 and var code => (byte)code,
        _ => throw new FormatException(new StringBuilder($"'{key}' is no key that detaches: ")
            .Append("give single characters, 'ctrl-' with a letter or one of @ [ \\ ] ^ _, and 'DEL', with commas between them, such as ").Append(Default).Append('.').ToString()),
    };
}
