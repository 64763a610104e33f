using ContainerTools.Engine;
using ContainerTools.Engine.ImageArchives;

namespace ContainerTools.UnitTests.ImageArchives;

public class LayerHistoryTests
{
    [Theory]
    [InlineData("/bin/sh -c #(nop)  CMD [\"sh\"]", "CMD [\"sh\"]", false)]
    [InlineData("/bin/sh -c #(nop) COPY file:abc in /x ", "COPY file:abc in /x", true)]
    [InlineData("/bin/sh -c apt-get update && make", "RUN apt-get update && make", true)]
    [InlineData("|2 A=1 B=x y /bin/sh -c echo $A", "RUN echo $A", true)]
    [InlineData("|1 A=1 /bin/sh -c #(nop)  ENV B=1", "ENV B=1", false)]
    [InlineData("RUN /bin/sh -c make # buildkit", "RUN make", true)]
    [InlineData("RUN |1 A=1 /bin/sh -c make\nnext # buildkit", "RUN make\nnext", true)]
    [InlineData("COPY . /app # buildkit", "COPY . /app", true)]
    [InlineData("ENV A=b", "ENV A=b", false)]
    [InlineData("EXPOSE map[80/tcp:{}]", "EXPOSE map[80/tcp:{}]", false)]
    [InlineData("WORKDIR /app", "WORKDIR /app", true)]
    [InlineData("sh", "sh", true)]
    [InlineData("", "", true)]
    public void Instructions_are_told_from_what_builders_wrap_around_them(string createdBy, string instruction, bool mayLeaveLayer)
    {
        Assert.Equal(instruction, BuildInstruction.Clean(createdBy));
        Assert.Equal(mayLeaveLayer, BuildInstruction.MayLeaveLayer(createdBy));
    }

    [Fact]
    public void Steps_with_bytes_made_layers_and_settings_did_not() =>
        Assert.Equal([0, 2], LayerHistory.Assign([(9, ""), (0, "ENV A=b"), (5, "RUN x"), (0, "CMD []")], 2));

    [Fact]
    public void An_empty_step_made_one_where_the_number_of_layers_says_so() =>
        Assert.Equal([0, 1, 3], LayerHistory.Assign([(9, ""), (0, "RUN mkdir /x"), (0, "ENV A=b"), (1, "RUN y")], 3));

    [Fact]
    public void What_could_be_either_of_two_steps_stays_unknown() =>
        Assert.Equal([0, null, 3], LayerHistory.Assign([(9, ""), (0, "RUN mkdir /x"), (0, "RUN true"), (1, "RUN y")], 3));

    [Fact]
    public void A_history_that_does_not_fit_tells_nothing()
    {
        Assert.Equal([null, null], LayerHistory.Assign([(1, "RUN x")], 2));
        Assert.Equal([null], LayerHistory.Assign([(1, "RUN x"), (1, "RUN y")], 1));
        Assert.Empty(LayerHistory.Assign([], 0));
    }

    [Fact]
    public void Images_share_the_layers_that_they_begin_with()
    {
        ContainerImage[] all = [Image("self", "a", "b", "c"), Image("child", "a", "b", "x"), Image("base", "a"), Image("other", "x", "b", "c")];
        Assert.Equal([["base", "child"], ["child"], []], ImageLayers.SharedWith("id-self", ["a", "b", "c"], all));

        static ContainerImage Image(string name, params string[] layers) => new() { Id = "id-" + name, RepoTags = [name], Layers = layers };
    }

    [Theory]
    [InlineData(1)]
    [InlineData(700)]
    [InlineData(100_000)]
    public void An_archive_without_its_end_is_not_taken_for_whole(int piece)
    {
        Check(new byte[9000], null);
        Check([.. new byte[9000], 1], "");
        Check([.. new byte[9000], .. new byte[] { 1 }, .. new byte[1023]], "");
        Check([.. new byte[9000], .. "{\"errorDetail\":{\"message\":\"disk on fire\"},\"error\":\"disk on fire\"}\r\n"u8], "disk on fire");
        Check("{\"message\":\"no\"}"u8.ToArray(), "no");
        Check([], "");

        void Check(byte[] bytes, string? why)
        {
            var tail = new ArchiveTail();
            foreach (var part in bytes.Chunk(piece)) tail.Add(part);
            Assert.Equal(why is null, tail.HasEnd);
            if (why is not null) Assert.Equal(why, tail.Reason ?? "");
        }
    }

    [Theory]
    [InlineData("linux/amd64", "{\"os\":\"linux\",\"architecture\":\"amd64\"}")]
    [InlineData("linux/arm/v7", "{\"os\":\"linux\",\"architecture\":\"arm\",\"variant\":\"v7\"}")]
    public void Platforms_are_sent_as_objects(string text, string json) => Assert.Equal(json, PlatformJson.Of(text));

    [Theory]
    [InlineData("amd64")]
    [InlineData("linux/")]
    [InlineData("linux/arm/v7/x")]
    [InlineData("linux/a b")]
    public void What_is_no_platform_is_refused(string text) => Assert.Contains(text, Assert.Throws<FormatException>(() => PlatformJson.Of(text)).Message, StringComparison.Ordinal);
}
