using System.Text.RegularExpressions;

namespace ContainerTools.Engine.ImageArchives;

/// <summary>The words in which builders write into an image's history what they did.</summary>
internal static partial class BuildInstruction
{
    private const string ClassicMark = "#(nop)";
    private const string BuildKitMark = "# buildkit";

    private static readonly HashSet<string> SettingsOnly = new(StringComparer.Ordinal)
    {
        "ARG", "CMD", "ENTRYPOINT", "ENV", "EXPOSE", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD", "SHELL", "STOPSIGNAL", "USER", "VOLUME",
    };

    /// <summary>
    /// The Dockerfile instruction: the classic builder writes <c>/bin/sh -c #(nop)  CMD ["sh"]</c> and <c>/bin/sh -c make</c>,
    /// BuildKit <c>RUN /bin/sh -c make # buildkit</c>, both with build arguments before the shell where there are any.
    /// </summary>
    public static string Clean(string createdBy)
    {
        var text = createdBy.Trim();
        if (text.EndsWith(BuildKitMark, StringComparison.Ordinal)) text = text[..^BuildKitMark.Length].TrimEnd();
        var nop = text.IndexOf(ClassicMark, StringComparison.Ordinal);
        if (nop >= 0 && ShellPrefix().IsMatch(text[..nop])) return text[(nop + ClassicMark.Length)..].Trim();
        var run = RunPrefix().Match(text);
        return run.Success ? "RUN " + text[run.Length..] : text;
    }

    /// <summary>Whether a step with no bytes may have left a layer all the same, with directories, links or removals in it.</summary>
    public static bool MayLeaveLayer(string createdBy)
    {
        var text = Clean(createdBy);
        var end = text.IndexOf(' ', StringComparison.Ordinal);
        return !SettingsOnly.Contains(end < 0 ? text : text[..end]);
    }

    [GeneratedRegex(@"^(?:\|\d+ .*)?/bin/sh -c *$", RegexOptions.Singleline)]
    private static partial Regex ShellPrefix();

    [GeneratedRegex(@"^(?:RUN )?(?:\|\d+ .*?)?/bin/sh -c ", RegexOptions.Singleline)]
    private static partial Regex RunPrefix();
}
