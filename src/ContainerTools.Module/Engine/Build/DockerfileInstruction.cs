namespace ContainerTools.Engine.Build;

/// <summary>One instruction of a Dockerfile.</summary>
/// <param name="Line">The line that it begins in, from 1.</param>
/// <param name="Keyword">Its first word, in upper case.</param>
/// <param name="Flags">Its options, such as <c>--from=build</c>.</param>
/// <param name="Arguments">What follows them, in one line.</param>
/// <param name="HasHeredoc">Whether lines of text belong to it (<c>&lt;&lt;EOF</c>).</param>
internal sealed record DockerfileInstruction(int Line, string Keyword, IReadOnlyList<string> Flags, string Arguments, bool HasHeredoc)
{
    /// <summary>The values of an option, <c>--mount</c> having several.</summary>
    public IEnumerable<string> Options(string name) =>
        Flags.Where(flag => flag.StartsWith($"--{name}=", StringComparison.OrdinalIgnoreCase)).Select(flag => flag[(name.Length + 3)..].Trim('"'));

    public bool HasOption(string name) => Flags.Any(flag => flag.Split('=')[0].Equals($"--{name}", StringComparison.OrdinalIgnoreCase));
}
