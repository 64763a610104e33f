namespace ContainerTools.Engine;

/// <summary>
/// What removing unused images will do, step by step as the engine does it: names are taken away one after the other, an
/// image goes with its last one, and the nameless images below it go with it.
/// </summary>
internal sealed class ImagePruneForecast
{
    private readonly Dictionary<string, ContainerImage> alive;
    private readonly Dictionary<string, List<string>> references;
    private readonly IReadOnlySet<string> used;

    /// <param name="images">All images, those that others were built on included.</param>
    /// <param name="used">The ids of those that containers were made of.</param>
    /// <param name="all">Whether images with a name are meant too, and not only those without.</param>
    public ImagePruneForecast(IReadOnlyCollection<ContainerImage> images, IReadOnlySet<string> used, PruneFilter filter, bool all)
    {
        this.used = used;
        alive = images.ToDictionary(image => image.Id, StringComparer.Ordinal);
        references = images.ToDictionary(image => image.Id, image => image.RepoTags.Concat(image.RepoDigests).Order(StringComparer.Ordinal).ToList(), StringComparer.Ordinal);
        foreach (var image in images.Where(image => IsMeant(image, filter, all)).ToList())
        {
            if (alive.ContainsKey(image.Id)) Remove(image, all);
        }
        Deleted = [.. images.Where(image => !alive.ContainsKey(image.Id))];
        Surviving = alive.Values;
        Untagged = [.. alive.Values.SelectMany(image => image.RepoTags.Where(tag => !references[image.Id].Contains(tag)).Select(tag => (image, tag)))];
    }

    /// <summary>The images that go.</summary>
    public IReadOnlyList<ContainerImage> Deleted { get; }

    /// <summary>The images that stay.</summary>
    public IReadOnlyCollection<ContainerImage> Surviving { get; }

    /// <summary>The tags that go although their images stay.</summary>
    public IReadOnlyList<(ContainerImage Image, string Tag)> Untagged { get; }

    private bool IsMeant(ContainerImage image, PruneFilter filter, bool all) =>
        (!HasChildren(image.Id) || (all && references[image.Id].Count > 0)) && filter.Matches(image.Labels, image.Created);

    private bool HasChildren(string id) => alive.Values.Any(other => other.ParentId == id);

    private void Remove(ContainerImage image, bool all)
    {
        var names = references[image.Id].ToList();
        if (names.Count == 0) Delete(image.Id);
        // One that only a digest names counts as nameless.
        else if (all || image.RepoTags.Count == 0) names.ForEach(name => Untag(image.Id, name));
    }

    private void Untag(string id, string name)
    {
        if (!references.TryGetValue(id, out var left) || !left.Contains(name) || (IsSingle(left) && used.Contains(id))) return;
        left.Remove(name);
        var repository = RepositoryOf(name);
        if (!IsDigest(name) && !left.Exists(other => !IsDigest(other) && RepositoryOf(other) == repository)) left.RemoveAll(other => RepositoryOf(other) == repository);
        if (left.Count == 0) Delete(id);
    }

    private void Delete(string id)
    {
        if (!alive.TryGetValue(id, out var image) || references[id].Count > 0 || used.Contains(id) || HasChildren(id)) return;
        alive.Remove(id);
        if (image.ParentId is { } parent) Delete(parent);
    }

    /// <summary>Whether all references are of one repository, with one tag at most.</summary>
    private static bool IsSingle(List<string> references)
    {
        if (references.Count <= 1) return references.Count == 1;
        var tags = references.FindAll(name => !IsDigest(name));
        var repositories = references.Where(IsDigest).Select(RepositoryOf).Distinct(StringComparer.Ordinal).ToList();
        return tags.Count <= 1 && repositories.Count == 1 && repositories[0] == RepositoryOf(tags.Count == 1 ? tags[0] : references[0]);
    }

    private static bool IsDigest(string reference) => reference.Contains('@', StringComparison.Ordinal);

    private static string RepositoryOf(string reference)
    {
        var at = reference.IndexOf('@', StringComparison.Ordinal);
        return reference[..(at >= 0 ? at : reference.LastIndexOf(':'))];
    }
}
