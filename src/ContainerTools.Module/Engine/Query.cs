using System.Text;

namespace ContainerTools.Engine;

/// <summary>
/// The part of a request after the question mark. Every value that is added is sent: 0 and false are values, which the typed
/// client drops.
/// </summary>
internal sealed class Query
{
    private readonly StringBuilder text = new();

    public Query Add(string name, string? value)
    {
        if (value is null) return this;
        text.Append(text.Length == 0 ? '?' : '&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    public Query Add(string name, bool value) => Add(name, value ? "1" : "0");

    public Query Add(string name, int? value) => Add(name, value?.Invariant());

    public Query AddAll(string name, IEnumerable<string> values)
    {
        foreach (var value in values) Add(name, value);
        return this;
    }

    /// <summary>Adds the engine's filter map; several values of one filter are alternatives.</summary>
    public Query Add(FilterMap filters) => filters.IsEmpty ? this : Add("filters", filters.ToJson());

    public override string ToString() => text.ToString();
}
