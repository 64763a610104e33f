namespace ContainerTools.ModuleTests.Swarm;

/// <summary>The tests that share a swarm of one engine: one after the other, as they see all that is in it.</summary>
[CollectionDefinition(Name)]
public sealed class SwarmCollection : ICollectionFixture<SwarmEngine>
{
    public const string Name = "Swarm";
}

/// <summary>The tests that share three engines.</summary>
[CollectionDefinition(Name)]
public sealed class SwarmNodesCollection : ICollectionFixture<SwarmNodes>
{
    public const string Name = "SwarmNodes";
}
