using System.Collections;

namespace ContainerTools.UnitTests.Parameters;

public class GpuRequestTests
{
    [Theory]
    [InlineData("all", "count=all")]
    [InlineData("-1", "count=all")]
    [InlineData("count=all", "count=all")]
    [InlineData("count=-1", "count=all")]
    [InlineData("2", "count=2")]
    [InlineData("driver=nvidia,\"capabilities=compute,utility\",\"options=foo=bar,baz=qux\"", "count=1,driver=nvidia,\"capabilities=compute,utility\",\"options=foo=bar,baz=qux\"")]
    [InlineData("driver=nvidia,\"capabilities=compute,utility\",\"options=foo=bar,baz=qux\",count=1", "count=1,driver=nvidia,\"capabilities=compute,utility\",\"options=foo=bar,baz=qux\"")]
    [InlineData("device=0", "device=0")]
    [InlineData("\"device=0,GPU-3a23\",driver=nvidia", "\"device=0,GPU-3a23\",driver=nvidia")]
    [InlineData("capabilities=gpu", "count=1")]
    [InlineData("\"options=a=1,\"\"b=x,y\"\"\"", "count=1,\"options=a=1,\"\"b=x,y\"\"\"")]
    public void Parse_reads_docker_syntax(string text, string expected)
    {
        Assert.Equal(expected, GpuRequest.Parse(text).ToString());
        Assert.Equal(expected, GpuRequest.Parse(expected).ToString());
    }

    [Fact]
    public void Properties_say_what_the_engine_needs()
    {
        var request = GpuRequest.Parse("\"device=0,1\",driver=nvidia,\"capabilities=compute,utility\",\"options=foo=bar\"");
        Assert.Equal((0, "nvidia"), (request.Count, request.Driver));
        Assert.Equal(["0", "1"], request.DeviceIds);
        Assert.Equal(["compute", "utility", "gpu"], request.Capabilities);
        Assert.Equal("bar", request.Options["foo"]);
        var all = GpuRequest.Parse("all");
        Assert.Equal(-1, all.Count);
        Assert.Equal(["gpu"], all.Capabilities);
        Assert.Empty(all.Options);
    }

    [Theory]
    [InlineData("", "'' is not a count")]
    [InlineData("count=invalid-integer", "'invalid-integer' is not a count")]
    [InlineData("some", "'some' is not a count")]
    [InlineData("-2", "'-2' is not a count")]
    [InlineData("1,count=2", "'count' is given twice")]
    [InlineData("driver=a,driver=b", "'driver' is given twice")]
    [InlineData("vendor=a", "'vendor' is not a key of a GPU request. Allowed: count, driver, device, capabilities, options.")]
    [InlineData("2,device=0", "A count and devices exclude each other")]
    public void Parse_refuses_everything_else(string text, string message)
    {
        var refusal = Assert.Throws<FormatException>(() => GpuRequest.Parse(text));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"'{text}'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transformation_takes_numbers_and_hashtables()
    {
        var transformation = new GpuRequestTransformationAttribute();
        Assert.Equal("count=2", transformation.Transform(null, 2)!.ToString());
        Assert.Equal("count=all", transformation.Transform(null, -1)!.ToString());
        Assert.Equal("count=all,driver=nvidia", transformation.Transform(null, new Hashtable { ["Count"] = "all", ["Driver"] = "nvidia" })!.ToString());
        Assert.Equal(
            "\"device=0,1\",\"capabilities=compute,utility\",\"options=a=1,b=2\"",
            transformation.Transform(null, new Hashtable { ["Device"] = new[] { 0, 1 }, ["Capabilities"] = new[] { "compute", "utility" }, ["Options"] = new Hashtable { ["a"] = 1, ["b"] = 2 } })!.ToString());
        Refused.By(transformation, new Hashtable { ["Vendor"] = "x" }, "'Vendor' is not a key of a GPU request");
    }
}
