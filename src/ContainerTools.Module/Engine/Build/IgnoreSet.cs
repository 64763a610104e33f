using System.Text;

namespace ContainerTools.Engine.Build;

/// <summary>The characters that <c>[a-z]</c>, or all but those that <c>[^a-z]</c>, stands for.</summary>
internal sealed record IgnoreSet(bool IsNegated, IReadOnlyList<(Rune First, Rune Last)> Ranges)
{
    public bool Contains(Rune character)
    {
        foreach (var (first, last) in Ranges)
        {
            if (first <= character && character <= last) return !IsNegated;
        }
        return IsNegated;
    }
}
