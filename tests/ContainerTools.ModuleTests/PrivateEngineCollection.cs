namespace ContainerTools.ModuleTests;

/// <summary>The tests that share an engine which they restart, and from which they remove what nothing uses: one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PrivateEngineCollection : ICollectionFixture<PrivateEngine>
{
    public const string Name = "Private engine";
}
