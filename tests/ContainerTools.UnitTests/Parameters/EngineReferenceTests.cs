using System.Management.Automation;

namespace ContainerTools.UnitTests.Parameters;

/// <summary>Networks and volumes in the forms in which they reach a parameter, and what is refused.</summary>
public sealed class EngineReferenceTests
{
    private const string Host = "tcp://engine:2375";
    private static readonly ContainerNetwork Front = new() { Name = "front", Id = "0123456789ab", Context = "work", EngineHost = Host };

    private static IEnumerable<object> AliveAndDeserialised(object value) => [value, PSObject.AsPSObject(value), PSSerializer.Deserialize(PSSerializer.Serialize(value))];

    [Fact]
    public void A_network_object_is_named_alive_and_deserialised()
    {
        foreach (var input in AliveAndDeserialised(Front))
        {
            var reference = Assert.IsType<ContainerNetworkReference>(new ContainerNetworkReferenceTransformationAttribute().Transform(null!, input));
            Assert.Equal(("front", "0123456789ab", "front", "work", Host, true), (reference.Text, reference.Id, reference.Name, reference.Context, reference.EngineHost, reference.IsObject));
        }
    }

    [Fact]
    public void A_place_on_a_network_names_the_network()
    {
        foreach (var input in AliveAndDeserialised(new ContainerNetworkEndpoint { Network = "front", NetworkId = "0123456789ab" }))
        {
            var reference = Assert.IsType<ContainerNetworkReference>(new ContainerNetworkReferenceTransformationAttribute().Transform(null!, input));
            Assert.Equal(("front", "0123456789ab", null), (reference.Text, reference.Id, reference.EngineHost));
        }
    }

    [Fact]
    public void A_member_of_a_network_names_its_container()
    {
        foreach (var input in AliveAndDeserialised(new ContainerNetworkMember { Name = "web", ContainerId = "4711", EngineHost = Host }))
        {
            var reference = Assert.IsType<ContainerReference>(new ContainerReferenceTransformationAttribute().Transform(null!, input));
            Assert.Equal(("web", "4711", Host), (reference.Name, reference.Id, reference.EngineHost));
        }
    }

    [Fact]
    public void A_volume_is_known_by_its_name()
    {
        foreach (var input in AliveAndDeserialised(new ContainerVolume { Name = "data", Context = "work", EngineHost = Host }))
        {
            var reference = Assert.IsType<ContainerVolumeReference>(new ContainerVolumeReferenceTransformationAttribute().Transform(null!, input));
            Assert.Equal(("data", "data", "data", "work", Host, true), (reference.Text, reference.Id, reference.Name, reference.Context, reference.EngineHost, reference.IsObject));
        }
    }

    [Fact]
    public void A_row_names_a_volume_by_its_name_alone()
    {
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty("Name", "data"));
        var text = Assert.IsType<ContainerVolumeReference>(new ContainerVolumeReferenceTransformationAttribute().Transform(null!, row));
        Assert.Equal(("data", false), (text.Text, text.IsObject));
        row.Properties.Add(new PSNoteProperty("EngineHost", Host));
        var known = Assert.IsType<ContainerVolumeReference>(new ContainerVolumeReferenceTransformationAttribute().Transform(null!, row));
        Assert.Equal(("data", true, Host), (known.Text, known.IsObject, known.EngineHost));
        var nameless = new PSObject();
        nameless.Properties.Add(new PSNoteProperty("Id", "1"));
        Assert.Contains("without a value in 'Name'", Assert.Throws<ArgumentTransformationMetadataException>(() => new ContainerVolumeReferenceTransformationAttribute().Transform(null!, nameless)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_of_a_volume_names_its_container_and_not_the_volume()
    {
        foreach (var input in AliveAndDeserialised(new ContainerVolumeUser { Name = "web", ContainerId = "4711", Volume = "data", EngineHost = Host }))
        {
            Assert.Equal("4711", Assert.IsType<ContainerReference>(new ContainerReferenceTransformationAttribute().Transform(null!, input)).Id);
            Assert.Throws<ArgumentTransformationMetadataException>(() => new ContainerVolumeReferenceTransformationAttribute().Transform(null!, input));
        }
    }

    [Fact]
    public void Other_kinds_are_refused()
    {
        foreach (var input in AliveAndDeserialised(new Container { Id = "1", Name = "web" }))
        {
            Assert.Contains("A container is not a network", Assert.Throws<ArgumentTransformationMetadataException>(() => new ContainerNetworkReferenceTransformationAttribute().Transform(null!, input)).Message, StringComparison.Ordinal);
        }
        foreach (var input in AliveAndDeserialised(Front))
        {
            Assert.Contains("A network is not a container", Assert.Throws<ArgumentTransformationMetadataException>(() => new ContainerReferenceTransformationAttribute().Transform(null!, input)).Message, StringComparison.Ordinal);
            Assert.Contains("A network is not an image", Assert.Throws<ArgumentTransformationMetadataException>(() => new ContainerImageReferenceTransformationAttribute().Transform(null!, input)).Message, StringComparison.Ordinal);
        }
    }
}
