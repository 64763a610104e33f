using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace ContainerTools;

/// <summary>The name of an image: where it is kept, its path there, and a tag or a digest (github.com/distribution/reference).</summary>
public sealed partial class ImageReference
{
    internal const string Syntax = "[registry[:port]/]path[:tag][@digest], for example alpine, alpine:3.20 or registry.example:5000/team/app:1.2";
    private const string Kind = "an image reference";
    private const string DefaultDomain = "docker.io";
    private const string LegacyDomain = "index.docker.io";
    private const string OfficialPrefix = "library/";
    private const string DefaultTag = "latest";
    private const int LongestPath = 255;
    // Longer than the longest valid one: a domain and port, a path, a tag, a digest of 128 digits.
    private const int LongestText = 1024;

    private ImageReference(string domain, string path, string? tag, string? digest) => (Domain, Path, Tag, Digest) = (domain, path, tag, digest);

    /// <summary>The registry with its port; <c>docker.io</c> where none was written. Empty where the first part only looks like a registry, as in <c>a_b.c/d</c>.</summary>
    public string Domain { get; }

    /// <summary>The repository in the registry, with docker's <c>library/</c> for official images.</summary>
    public string Path { get; }

    /// <summary>The tag, or <see langword="null"/> where none was written.</summary>
    public string? Tag { get; }

    /// <summary>The digest with its algorithm (<c>sha256:…</c>), or <see langword="null"/> where none was written.</summary>
    public string? Digest { get; }

    /// <summary>The repository in full, without tag and digest: <c>docker.io/library/alpine</c>.</summary>
    public string CanonicalName => Domain.Length == 0 ? Path : $"{Domain}/{Path}";

    /// <summary>The repository as people write it, without tag and digest: <c>alpine</c>.</summary>
    public string FamiliarName
    {
        get
        {
            if (Domain != DefaultDomain) return CanonicalName;
            var isOfficial = Path.StartsWith(OfficialPrefix, StringComparison.Ordinal) && !Path[OfficialPrefix.Length..].Contains('/', StringComparison.Ordinal);
            var name = isOfficial ? Path[OfficialPrefix.Length..] : Path;
            // Without its registry docker.io/localhost/a would be another image, and 64 hexadecimal digits an id.
            return SplitDomain(name) == (Domain, Path) && !Identifier().IsMatch(name) ? name : CanonicalName;
        }
    }

    /// <summary>Reads a reference, short or in full.</summary>
    /// <param name="text">The reference.</param>
    /// <returns>The reference, without a tag where none was written (<see cref="WithDefaultTag"/> adds it).</returns>
    /// <exception cref="FormatException">The text is no reference: it has upper-case letters in the path, is 64 hex digits (an id), a tag or a digest is malformed, …</exception>
    public static ImageReference Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var reference, out var reason) ? reference : throw Malformed.Text(text, Kind, Syntax, reason);
    }

    /// <summary>Reads a reference, short or in full.</summary>
    /// <param name="text">The reference.</param>
    /// <param name="reference">The reference, if the text is one.</param>
    /// <returns>Whether the text is a reference.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ImageReference? reference) => TryParse(text, out reference, out _);

    /// <summary>Adds the tag <c>latest</c> where there is neither a tag nor a digest, as docker does before it asks a registry.</summary>
    /// <returns>This reference, or a new one with the tag.</returns>
    public ImageReference WithDefaultTag() => Tag is null && Digest is null ? new ImageReference(Domain, Path, DefaultTag, null) : this;

    /// <summary>Writes the reference in full: <c>docker.io/library/alpine:3.20</c>.</summary>
    /// <returns>Text that <see cref="Parse"/> reads back.</returns>
    public string ToCanonicalString() => CanonicalName + Suffix;

    /// <summary>Writes the reference as people do: <c>alpine:3.20</c>.</summary>
    /// <returns>Text that <see cref="Parse"/> reads back.</returns>
    public override string ToString() => FamiliarName + Suffix;

    private string Suffix => (Tag is null ? "" : ":" + Tag) + (Digest is null ? "" : "@" + Digest);

    private static bool TryParse(string? text, [NotNullWhen(true)] out ImageReference? reference, out string? reason)
    {
        (reference, reason) = (null, null);
        if (string.IsNullOrEmpty(text) || text.Length > LongestText) return false;
        if (Identifier().IsMatch(text))
        {
            reason = "64 hexadecimal digits are an id, not a name";
            return false;
        }
        var (domain, remainder) = SplitDomain(text);
        if (remainder.Split(':', '@')[0].Any(char.IsAsciiLetterUpper))
        {
            reason = "a repository is written in lower case";
            return false;
        }
        if (Grammar().Match($"{domain}/{remainder}") is not { Success: true } match) return false;
        var path = match.Groups["path"].Value;
        var digest = match.Groups["digest"] is { Success: true } written ? written.Value : null;
        if (path.Length > LongestPath)
        {
            reason = $"the repository has more than {LongestPath} characters";
            return false;
        }
        if (digest is not null && !KnownDigest().IsMatch(digest))
        {
            reason = "a digest is sha256, sha384 or sha512 with 64, 96 or 128 hexadecimal digits in lower case";
            return false;
        }
        reference = new ImageReference(match.Groups["domain"].Value, path, match.Groups["tag"] is { Success: true } tag ? tag.Value : null, digest);
        return true;
    }

    private static (string Domain, string Remainder) SplitDomain(string text)
    {
        var cut = text.IndexOf('/', StringComparison.Ordinal);
        if (cut < 0) return (DefaultDomain, OfficialPrefix + text);
        var (first, rest) = (text[..cut], text[(cut + 1)..]);
        // A first part is a registry if it could not be a part of a path, or is localhost.
        var isDomain = first == "localhost" || first.AsSpan().IndexOfAny('.', ':') >= 0 || first.Any(char.IsAsciiLetterUpper);
        var (domain, remainder) = !isDomain ? (DefaultDomain, text) : first == LegacyDomain ? (DefaultDomain, rest) : (first, rest);
        return (domain, domain == DefaultDomain && !remainder.Contains('/', StringComparison.Ordinal) ? OfficialPrefix + remainder : remainder);
    }

    [GeneratedRegex(@"^[a-f0-9]{64}\z")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})\z")]
    private static partial Regex KnownDigest();

    [GeneratedRegex(
        @"^(?:(?<domain>(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?)/)?"
        + @"(?<path>[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)"
        + @"(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?"
        + @"(?:@(?<digest>[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[a-fA-F0-9]{32,}))?\z")]
    private static partial Regex Grammar();
}
