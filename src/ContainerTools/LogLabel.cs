namespace ContainerTools;

/// <summary>What a view writes before a line of a log, so that the lines of several containers are told apart.</summary>
public sealed class LogLabel
{
    private static readonly LabelColumn Column = new(static () => Environment.TickCount64);

    internal LogLabel(int color, string text) => (Color, Text) = (color, text);

    /// <summary>The number of its colour, from 0: another one than that of any other label that is shown now, as far as there are colours.</summary>
    public int Color { get; }

    /// <summary>The name, with nothing that a terminal obeys, and with blanks up to the width of the longest that is shown now.</summary>
    public string Text { get; }

    /// <summary>The label of the next line.</summary>
    /// <param name="containerId">Whose line it is.</param>
    /// <param name="name">The container's name.</param>
    /// <param name="colors">How many colours there are, 1 or more.</param>
    /// <returns>Its colour and text.</returns>
    public static LogLabel Next(string? containerId, string? name, int colors) =>
        Column.Next(containerId ?? name ?? "", DisplayText.Printable(name), colors);

    /// <inheritdoc />
    public override string ToString() => Text;
}
