namespace ContainerTools.Engine;

/// <summary>What is to be removed of an engine.</summary>
/// <param name="Types">The kinds.</param>
/// <param name="All">Whether images and volumes with a name, and the whole build cache, are meant too.</param>
/// <param name="Filter">Which of them.</param>
internal sealed record PruneScope(IReadOnlySet<ContainerResource> Types, bool All, PruneFilter Filter)
{
    /// <summary>The kinds, in the order in which the engine is told: a container holds networks, volumes and images.</summary>
    public IEnumerable<ContainerResource> Order => Types.Order();

    /// <summary>
    /// Whether the engine cannot be told to keep volumes with a name. Before API version 1.42 it removes all that are not used; then they
    /// are removed one by one.
    /// </summary>
    public bool RemovesVolumesSingly(EngineConnection engine) => !All && !DiskAccount.IsDivided(engine);
}
