using System.Text.Json;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.UnitTests.Engine.Mapping;

public sealed class EngineVolumeMappingTests
{
    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    [Fact]
    public void A_volume_is_read_whole()
    {
        var users = new[] { new ContainerVolumeUser { Name = "db" } };
        var measured = Json("""{"Name":"data","UsageData":{"Size":123,"RefCount":2}}""");
        var volume = EngineVolumeMapping.From(
            Json("""{"CreatedAt":"2024-05-01T10:00:00+02:00","Driver":"local","Labels":{"com.docker.compose.project":"shop"},"Mountpoint":"/v/data","Name":"data","Options":{"type":"tmpfs"},"Scope":"local"}"""),
            Recording.Local, users, measured, keepRaw: true);
        Assert.Equal(("data", "local", "local", "/v/data", "shop", "tmpfs"), (volume.Name, volume.Driver, volume.Scope, volume.Mountpoint, volume.Project, volume.Options["type"]));
        Assert.Equal((123L, 2, false), (volume.Size, volume.RefCount, volume.Anonymous));
        Assert.Equal(new DateTimeOffset(2024, 5, 1, 10, 0, 0, TimeSpan.FromHours(2)), volume.Created);
        Assert.Equal("db", Assert.Single(volume.UsedBy).ToString());
        Assert.Equal("data", volume.Raw!.Properties["Name"].Value);
    }

    [Theory]
    [InlineData("""{"UsageData":{"Size":-1,"RefCount":-1}}""")]
    [InlineData("""{"UsageData":null}""")]
    [InlineData("{}")]
    public void What_is_not_known_is_null(string measured)
    {
        var volume = EngineVolumeMapping.From(Json("""{"Name":"x","Driver":"nfs","Labels":null,"Options":null,"Scope":"global"}"""), Recording.Local, [], Json(measured));
        Assert.Equal((null, null, null, null, null), (volume.Size, volume.RefCount, volume.Created, volume.Mountpoint, volume.Raw));
        Assert.Empty(volume.Labels);
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "", true)]
    [InlineData("data", "com.docker.volume.anonymous", true)]
    [InlineData("0123456789abcdef", "", false)]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg", "", false)]
    public void An_anonymous_one_is_told_by_its_name_or_its_label(string name, string label, bool expected) =>
        Assert.Equal(expected, new ContainerVolume { Name = name, Labels = label.Length > 0 ? new Dictionary<string, string> { [label] = "" } : [] }.Anonymous);

    [Fact]
    public void A_list_of_containers_says_who_uses_which()
    {
        var users = EngineVolumeMapping.Users(Json("""
            [{"Id":"2","Names":["/web"],"State":"running","Mounts":[{"Type":"volume","Name":"a","Destination":"/a","RW":true},{"Type":"bind","Source":"/b","Destination":"/b"},{"Type":"volume","Name":"b","Destination":"/c","RW":false}]},
             {"Id":"1","Names":["/db"],"State":"exited","Mounts":[{"Type":"volume","Name":"a","Destination":"/data","RW":true}]},
             {"Id":"3","Names":["/none"],"State":"created"}]
            """), Recording.Local);
        Assert.Equal(["db 1 Exited /data True a", "web 2 Running /a True a"], users["a"].Select(Line));
        Assert.Equal(["web 2 Running /c False b"], users["b"].Select(Line));
        Assert.Equal(2, users.Count);
        static string Line(ContainerVolumeUser user) => $"{user} {user.ContainerId} {user.State} {user.Destination} {user.ReadWrite} {user.Volume}";
    }
}
