using System.Text.RegularExpressions;

namespace ContainerTools.FaultEngine;

/// <summary>
/// Which requests are meant: <c>GET /containers/*/logs</c>. The API version before the path is left out; a query is looked at
/// only where the pattern has one; <c>*</c> stands for anything.
/// </summary>
internal sealed partial class RequestPattern(string pattern)
{
    private readonly Regex regex = new($@"\A{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal)}\z", RegexOptions.Singleline);
    private readonly bool hasQuery = pattern.Contains('?', StringComparison.Ordinal);

    /// <param name="request">A method and a target without the API version.</param>
    public bool Matches(string request) => regex.IsMatch(hasQuery ? request : request.Split('?')[0]);

    /// <summary>The method and the target, without the API version, that a request begins with; <see langword="null"/> if it is none.</summary>
    public static string? Of(string head) => Line().Match(head) is { Success: true } line ? $"{line.Groups["method"]} {line.Groups["target"]}" : null;

    [GeneratedRegex(@"\A(?<method>[A-Z]+) (/v\d+\.\d+(?=/))?(?<target>/\S*) HTTP/1\.1\r\n")]
    private static partial Regex Line();
}
