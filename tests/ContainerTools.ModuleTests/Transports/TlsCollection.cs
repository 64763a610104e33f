namespace ContainerTools.ModuleTests.Transports;

/// <summary>The tests that share an engine with TLS.</summary>
[CollectionDefinition(Name)]
public sealed class TlsCollection : ICollectionFixture<TlsEngine>
{
    public const string Name = "TLS";
}
