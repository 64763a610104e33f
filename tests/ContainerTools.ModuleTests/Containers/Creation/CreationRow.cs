namespace ContainerTools.ModuleTests.Containers.Creation;

/// <summary>One wish for a container, as docker's client takes it and in each form that <c>New-Container</c> takes.</summary>
/// <param name="flags">Flags of <c>docker create</c>, with double quotes around what has blanks; after <c>--</c> the command.</param>
/// <param name="forms">Parameters of <c>New-Container</c>.</param>
internal sealed class CreationRow(string flags, params string[] forms)
{
    public string Flags { get; } = flags;

    public IReadOnlyList<string> Forms { get; } = forms;

    /// <summary>The first docker client that knows the flags. Before it, only <see cref="Expected"/> is compared.</summary>
    public int Cli { get; init; }

    /// <summary>The second number of the first API version that has it. Before it, the cmdlet must refuse.</summary>
    public int Api { get; init; }

    /// <summary>A part of the inspect answer.</summary>
    public string? Expected { get; init; }

    /// <summary>The words of the flags, and those of the command.</summary>
    public (IReadOnlyList<string> Flags, IReadOnlyList<string> Command) Words(Func<string, string> fill)
    {
        var words = new List<string>();
        var (word, quoted, begun) = (new System.Text.StringBuilder(), false, false);
        var text = fill(Flags);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == ' ' && !quoted))
            {
                if (begun) words.Add(word.ToString());
                word.Clear();
                begun = false;
                continue;
            }
            begun = true;
            if (text[i] == '"') quoted = !quoted;
            else word.Append(text[i] == '\\' ? text[++i] : text[i]);
        }
        var cut = words.IndexOf("--");
        return cut < 0 ? (words, []) : (words[..cut], words[(cut + 1)..]);
    }
}
