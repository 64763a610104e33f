namespace ContainerTools.ModuleTests.Restarts;

/// <summary>The tests that share an engine which they restart: one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class RestartCollection : ICollectionFixture<RestartableEngine>
{
    public const string Name = "Restarts";
}
