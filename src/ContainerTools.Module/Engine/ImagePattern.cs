namespace ContainerTools.Engine;

/// <summary>Compares what a user wrote, a name or a pattern, with the tags of an image.</summary>
internal static class ImagePattern
{
    /// <summary>
    /// Whether a reference of the engine fits. Text without a tag fits every tag of its repository, as <c>docker images</c>
    /// takes it; Docker Hub's own prefixes may be written or not.
    /// </summary>
    /// <param name="text">A reference or a wildcard pattern.</param>
    /// <param name="reference">A repository with a tag or a digest.</param>
    public static bool IsMatch(string text, string reference)
    {
        // podman lists canonical names, docker familiar ones.
        reference = WithoutHub(reference);
        var repository = Repository(reference);
        if (!WildcardPattern.ContainsWildcardCharacters(text))
        {
            var name = ImageReference.Parse(text);
            return name.Tag is null && name.Digest is null ? Same(name.FamiliarName, repository)
                : Same(name.Digest is null ? name.ToString() : $"{name.FamiliarName}@{name.Digest}", reference);
        }
        var pattern = WildcardPattern.Get(WithoutHub(text), WildcardOptions.IgnoreCase);
        return pattern.IsMatch(reference) || pattern.IsMatch(repository);
    }

    private static string Repository(string reference)
    {
        var digest = reference.IndexOf('@', StringComparison.Ordinal);
        return digest >= 0 ? reference[..digest] : reference[..reference.LastIndexOf(':')];
    }

    private static string WithoutHub(string pattern)
    {
        foreach (var prefix in new[] { "docker.io/library/", "docker.io/" })
        {
            if (pattern.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return pattern[prefix.Length..];
        }
        return pattern;
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.Ordinal);
}
