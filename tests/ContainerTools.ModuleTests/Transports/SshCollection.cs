namespace ContainerTools.ModuleTests.Transports;

/// <summary>The tests that share an sshd.</summary>
[CollectionDefinition(Name)]
public sealed class SshCollection : ICollectionFixture<SshServer>
{
    public const string Name = "SSH";
}
