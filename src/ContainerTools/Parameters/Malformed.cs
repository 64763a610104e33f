namespace ContainerTools;

/// <summary>The one shape of a refusal: what was given, what it is not, why, and what is expected.</summary>
internal static class Malformed
{
    internal static FormatException Text(string? text, string kind, string expected, string? reason = null) =>
        new($"'{text}' is not {kind}{(reason is null ? "" : $": {reason}")}. Expected {expected}.");
}
