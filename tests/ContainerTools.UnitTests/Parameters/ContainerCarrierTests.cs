using System.Management.Automation;

namespace ContainerTools.UnitTests.Parameters;

/// <summary>What belongs to a container names it: its sample, its log line, the result of a command in it.</summary>
public sealed class ContainerCarrierTests
{
    private const string Id = "4f5c1f9e3a7d6b2c8e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f";
    private const string Host = "tcp://engine:2375";

    public static TheoryData<object> Carriers =>
    [
        new ContainerStats { Name = "web", ContainerId = Id, Context = "work", EngineHost = Host },
        new ContainerLogEntry { Container = "web", ContainerId = Id, Context = "work", EngineHost = Host },
        new ContainerPort { Port = 80, ContainerName = "web", ContainerId = Id, Context = "work", EngineHost = Host },
    ];

    [Theory]
    [MemberData(nameof(Carriers))]
    public void Objects_of_a_container_stand_for_it_alive_and_deserialised(object carrier)
    {
        foreach (var input in new[] { carrier, PSObject.AsPSObject(carrier), PSSerializer.Deserialize(PSSerializer.Serialize(carrier)) })
        {
            var reference = Assert.IsType<ContainerReference>(new ContainerReferenceTransformationAttribute().Transform(null!, input));
            Assert.Equal(("web", Id, "web", "work", Host, true), (reference.Text, reference.Id, reference.Name, reference.Context, reference.EngineHost, reference.IsObject));
        }
    }

    [Fact]
    public void An_image_is_not_a_container_alive_or_deserialised()
    {
        var image = new ContainerImage { Id = "sha256:" + Id };
        foreach (var input in new[] { image, PSSerializer.Deserialize(PSSerializer.Serialize(image)) })
        {
            var refusal = Assert.Throws<ArgumentTransformationMetadataException>(() => new ContainerReferenceTransformationAttribute().Transform(null!, input));
            Assert.Contains("An image is not a container", refusal.Message, StringComparison.Ordinal);
        }
    }
}
