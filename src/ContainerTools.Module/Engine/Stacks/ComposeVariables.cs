using System.Text.RegularExpressions;

namespace ContainerTools.Engine.Stacks;

/// <summary>
/// Fills in the variables of a compose file as docker's client does (its template.go): <c>$NAME</c>, <c>${NAME}</c>,
/// <c>${NAME:-default}</c>, <c>${NAME-default}</c>, <c>${NAME:?message}</c>, <c>${NAME?message}</c>; <c>$$</c> is a dollar sign.
/// </summary>
/// <param name="lookup">Gives a variable's value.</param>
/// <param name="unset">Is told of a variable that has none.</param>
internal sealed partial class ComposeVariables(Func<string, string?> lookup, Action<string> unset)
{
    private static readonly string[] Sections = ["services", "networks", "volumes", "secrets", "configs"];

    /// <summary>Fills them in wherever they may stand.</summary>
    /// <exception cref="EngineException">A required one has no value, or something is no variable.</exception>
    public ComposeMap Fill(ComposeMap file) => file.With((key, value) => Sections.Contains(key) ? Fill(value) : value);

    private ComposeNode Fill(ComposeNode node) => node switch
    {
        ComposeMap map => map.With((_, value) => Fill(value)),
        ComposeList list => list with { Items = [.. list.Items.Select(Fill)] },
        ComposeScalar { Value: { } text } scalar when text.Contains('$', StringComparison.Ordinal) => scalar with { Value = Fill(text, scalar.Place) },
        _ => node,
    };

    private string Fill(string text, ComposePlace place) => Pattern().Replace(text, match =>
    {
        if (match.Groups["escaped"].Success) return "$";
        if (match.Groups["named"].Success) return Value(match.Groups["named"].Value);
        if (!match.Groups["braced"].Success) throw place.Refuse($"'{text}' has a dollar sign that begins no variable. Write $$ for a dollar sign.");
        var (name, mark, rest) = (match.Groups["braced"].Value, match.Groups["mark"].Value, match.Groups["rest"].Value);
        var value = lookup(name);
        return mark switch
        {
            ":-" => string.IsNullOrEmpty(value) ? rest : value,
            "-" => value ?? rest,
            ":?" => string.IsNullOrEmpty(value) ? throw Required(place, name, rest) : value,
            "?" => value ?? throw Required(place, name, rest),
            _ => Value(name),
        };
    });

    private string Value(string name)
    {
        if (lookup(name) is { } value) return value;
        unset(name);
        return "";
    }

    private static EngineException Required(ComposePlace place, string name, string message) =>
        place.Refuse($"The variable {name} has to have a value{(message.Length > 0 ? $": {message}" : "")}. Set $env:{name}, or put it into the file that -EnvironmentFile names.");

    [GeneratedRegex(@"\$(?:(?<escaped>\$)|(?<named>[_a-zA-Z][_a-zA-Z0-9]*)|\{(?<braced>[_a-zA-Z][_a-zA-Z0-9]*)(?:(?<mark>:?[-?])(?<rest>[^}]*))?\}|(?<invalid>))")]
    private static partial Regex Pattern();
}
