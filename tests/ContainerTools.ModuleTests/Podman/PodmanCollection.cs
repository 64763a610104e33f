namespace ContainerTools.ModuleTests.Podman;

/// <summary>The tests that share podman's service.</summary>
[CollectionDefinition(Name)]
public sealed class PodmanCollection : ICollectionFixture<PodmanService>
{
    public const string Name = "podman";
}
