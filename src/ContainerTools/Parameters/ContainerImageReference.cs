using System.Text.RegularExpressions;

namespace ContainerTools;

/// <summary>
/// Names an image to work with: by text (a reference such as <c>nginx:1.25</c>, else a unique id prefix, else a wildcard
/// pattern), or by an object that came from an engine and goes back to that engine.
/// </summary>
public sealed partial class ContainerImageReference : EngineReference
{
    /// <summary>Names an image by text.</summary>
    /// <param name="text">A reference, an id, a unique prefix of an id, or a wildcard pattern.</param>
    /// <exception cref="FormatException">The text can name no image.</exception>
    public ContainerImageReference(string text) : base(Checked(text), null, null, null, null) { }

    /// <summary>Names the image that an object stands for.</summary>
    /// <param name="image">The image.</param>
    public ContainerImageReference(ContainerImage image) : base(Checked(image).Name, image.Id, image.Name, image.Context, image.EngineHost) =>
        Source = image;

    internal ContainerImageReference(string text, string? id, string? name, string? context, string? engineHost) : base(text, id, name, context, engineHost) { }

    /// <summary>The object itself, where it was one of ours.</summary>
    internal ContainerImage? Source { get; }

    /// <summary>Whether it is an object that nobody has named: what it shows as its name is its short id.</summary>
    internal bool IsUnnamed => Id is { } id && Name is { } name && id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..].StartsWith(name, StringComparison.Ordinal);

    /// <summary>Whether a text is an id or the beginning of one, which no registry knows.</summary>
    internal static bool IsId(string text) => IdPattern().IsMatch(text);

    private static string Checked(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new FormatException("The name or id of an image is empty.");
        if (!System.Management.Automation.WildcardPattern.ContainsWildcardCharacters(text) && !IsId(text)) ImageReference.Parse(text);
        return text;
    }

    private static ContainerImage Checked(ContainerImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return image;
    }

    [GeneratedRegex(@"^(?:sha256:[0-9a-f]{1,64}|[0-9a-f]{64})\z")]
    private static partial Regex IdPattern();
}
