namespace ContainerTools.ModuleTests.Registries;

/// <summary>The tests that share a registry, and the environment variables that docker's credentials hang on: one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class RegistryCollection : ICollectionFixture<TestRegistry>
{
    public const string Name = "Registry";
}
