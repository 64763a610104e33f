using System.Text.Json;
using ContainerTools.Engine.Mapping;

namespace ContainerTools.UnitTests.Engine.Mapping;

public sealed class DiskUsageMappingTests
{
    private static ContainerDiskUsage Map(ContainerResource type, string json)
    {
        using var document = JsonDocument.Parse(json);
        return DiskUsageMapping.From(type, document.RootElement.Clone(), Recording.Local);
    }

    [Theory]
    [InlineData(ContainerResource.Container, """{"Containers":[{"Id":"1","State":"running","SizeRw":100},{"Id":"2","State":"paused","SizeRw":10},{"Id":"3","State":"exited","SizeRw":7},{"Id":"4","State":"created"},{"Id":"5","State":"removing","SizeRw":-1}]}""", 5, 2, 117, 7)]
    [InlineData(ContainerResource.Image, """{"LayersSize":500,"Images":[{"Id":"1","Containers":1,"Size":300,"SharedSize":100},{"Id":"2","Containers":0,"Size":150,"SharedSize":100},{"Id":"3","Containers":-1,"Size":70,"SharedSize":0},{"Id":"4","Containers":0,"Size":70,"SharedSize":-1}]}""", 4, 1, 500, 50)]
    [InlineData(ContainerResource.Volume, """{"Volumes":[{"Name":"a","UsageData":{"Size":10,"RefCount":1}},{"Name":"b","UsageData":{"Size":20,"RefCount":0}},{"Name":"c","UsageData":{"Size":-1,"RefCount":0}},{"Name":"d"}]}""", 4, 1, 30, 20)]
    [InlineData(ContainerResource.BuildCache, """{"BuildCache":[{"ID":"a","Size":10,"InUse":true},{"ID":"b","Size":20},{"ID":"c","Size":40,"Shared":true,"InUse":true},{"ID":"d","Size":80,"Shared":true}]}""", 4, 2, 30, 20)]
    [InlineData(ContainerResource.BuildCache, """{"BuildCache":null}""", 0, 0, 0, 0)]
    public void Sums_are_those_of_dockers_client(ContainerResource type, string json, int total, int active, long size, long reclaimable)
    {
        var usage = Map(type, json);
        Assert.Equal((type, total, active, size, reclaimable), (usage.Type, usage.TotalCount, usage.Active, usage.Size, usage.Reclaimable));
        Assert.Equal(total, usage.Items.Count);
        Assert.Equal(size > 0 ? 100.0 * reclaimable / size : null, usage.ReclaimablePercent);
    }

    [Fact]
    public void Items_come_the_largest_first_and_what_is_not_known_last()
    {
        var items = Map(ContainerResource.Volume, """{"Volumes":[{"Name":"a","Driver":"local","UsageData":{"Size":10,"RefCount":1}},{"Name":"b","UsageData":{"Size":-1,"RefCount":0}},{"Name":"c","UsageData":{"Size":20,"RefCount":0}}]}""").Items;
        Assert.Equal(["c 20 False", "a 10 True", "b  False"], items.Select(item => $"{item} {item.Size} {item.Active}"));
        Assert.Equal("local", items[1].Description);
    }
}
