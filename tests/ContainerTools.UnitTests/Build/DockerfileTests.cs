using CsCheck;
using ContainerTools.Engine.Build;

namespace ContainerTools.UnitTests.Build;

public class DockerfileTests
{
    private static readonly Dictionary<string, string> None = [];

    [Fact]
    public void Images_are_those_of_the_stages_that_the_target_needs()
    {
        var file = Dockerfile.Parse("""
            FROM golang:1.22 AS build
            RUN make
            FROM node:20 AS unused
            FROM alpine:3.20 AS tools
            FROM Build AS more
            FROM scratch
            COPY --from=more /app /app
            COPY --from=2 /bin/x /x
            COPY --from=nginx:1.27 /etc/nginx /etc/nginx
            RUN --mount=type=bind,from=busybox,target=/b true
            """);
        Assert.Equal(["golang:1.22", "alpine:3.20", "nginx:1.27", "busybox"], Names(file, null));
        Assert.Equal(["golang:1.22"], Names(file, "MORE"));
        Assert.Equal(["node:20"], Names(file, "1"));
    }

    [Fact]
    public void An_image_may_be_made_of_arguments()
    {
        var file = Dockerfile.Parse("""
            ARG TAG=3.20
            ARG NAME="alpine" BOTH=$NAME:$TAG
            ARG UNSET
            FROM ${NAME}:${TAG} AS a
            FROM --platform=linux/arm64 $BOTH AS b
            FROM ${UNSET:-busybox}:${TAG:+latest} AS c
            FROM --platform=$BUILDPLATFORM $UNSET AS d
            FROM --platform=$BUILDPLATFORM debian
            COPY --from=a / /
            COPY --from=b / /
            COPY --from=c / /
            COPY --from=d / /
            """);
        Assert.Equal(
            [new("alpine:3.20", null), new("alpine:3.20", "linux/arm64"), new("busybox:latest", null), new("debian", null)],
            file.Images(null, None));
        Assert.Equal(["alpine:edge"], file.Images("a", new Dictionary<string, string> { ["TAG"] = "edge" }).Select(i => i.Name));
    }

    [Fact]
    public void A_stage_is_one_that_came_before()
    {
        var file = Dockerfile.Parse("FROM late\nFROM busybox AS late\nCOPY --from=0 / /");
        Assert.Equal(["late", "busybox"], Names(file, null));
    }

    [Fact]
    public void Lines_go_on_after_a_backslash_over_comments_and_empty_lines()
    {
        var file = Dockerfile.Parse("from \\\n# a comment\n\n  bus\\\r\nybox \\  \r\n as base\r\n  # FROM no\nRUN a\\\\\nFROM base");
        Assert.Equal(["busybox"], Names(file, null));
    }

    [Fact]
    public void Directives_come_first_and_each_once()
    {
        Assert.Equal("docker/dockerfile:1", Dockerfile.Parse("# Syntax = docker/dockerfile:1 \r\nFROM a").Syntax);
        Assert.Null(Dockerfile.Parse("# a comment\n# syntax=docker/dockerfile:1\nFROM a").Syntax);
        Assert.Null(Dockerfile.Parse("\n# syntax=docker/dockerfile:1\nFROM a").Syntax);
        Assert.Equal(["c:\\windows"], Names(Dockerfile.Parse("# escape=`\nFROM `\nc:\\windows\nRUN dir c:\\\nRUN x"), null));
    }

    [Fact]
    public void A_heredoc_is_no_instruction()
    {
        var file = Dockerfile.Parse("FROM busybox\nRUN <<EOF cat <<-'B' && x\nFROM nothing\nEOF\n\tFROM nobody\n\tB\nCOPY --link <<a.txt /b\n FROM x\na.txt\nFROM busybox AS two\nRUN cat <<< text && echo $((1<<SHIFT))\nRUN x");
        Assert.Equal(["busybox"], Names(file, null));
        Assert.Equal(2, file.FirstWithHeredoc()!.Line);
        Assert.Null(Dockerfile.Parse("FROM a\nRUN echo $((1<<SHIFT)) '<<EOF'\nRUN b").FirstWithHeredoc());
    }

    [Theory]
    [InlineData("RUN --mount=type=secret,id=x cat /run/secrets/x", "secret x")]
    [InlineData("RUN --mount=type=secret,source=x,required cat x", "secret x required")]
    [InlineData("RUN --mount=type=secret,target=/a/x,required=false cat x", "secret x")]
    [InlineData("RUN --mount=type=secret,dst=x,id=y,required=true cat x", "secret y required")]
    [InlineData("RUN --mount=\"type=secret,\"\"id=a,b\"\"\" cat x", null)]
    [InlineData("RUN --mount=type=secret,id=$X cat x", "secret ?")]
    [InlineData("RUN --network=none --mount=id=x,type=ssh git clone x", "ssh x")]
    [InlineData("RUN --mount=type=SSH,required=1 git clone x", "ssh default required")]
    [InlineData("RUN --mount=type=ssh --mount=type=secret,id=x git clone x", "ssh default, secret x")]
    [InlineData("RUN --mount=type=cache,target=/c true", null)]
    [InlineData("RUN echo --mount=type=secret", null)]
    public void Secrets_and_ssh_agents_that_steps_mount_are_found(string instruction, string? expected)
    {
        var mounts = Dockerfile.Parse("FROM a AS b\n" + instruction).SessionMounts(null).ToList();
        Assert.All(mounts, mount => Assert.Equal(2, mount.Instruction.Line));
        Assert.Equal(expected ?? "", string.Join(", ", mounts.Select(m => $"{(m.IsSsh ? "ssh" : "secret")} {m.Id ?? "?"}{(m.IsRequired ? " required" : "")}")));
    }

    [Fact]
    public void A_secret_of_a_stage_that_is_not_built_does_not_count()
    {
        var file = Dockerfile.Parse("FROM a AS private\nRUN --mount=type=secret,id=x y\nFROM b AS public\nRUN z");
        Assert.Empty(file.SessionMounts(null));
        Assert.Equal("x", Assert.Single(file.SessionMounts("private")).Id);
    }

    [Theory]
    [InlineData("RUN <<EOF\nx\nEOF", "a heredoc (<<)")]
    [InlineData("RUN --mount=type=cache,target=/c x", "RUN --mount")]
    [InlineData("COPY --link a b", "COPY --link")]
    [InlineData("ADD --checksum=sha256:0 a b", "ADD --checksum")]
    [InlineData("COPY --chown=1:1 --from=a a b", null)]
    public void What_the_classic_builder_does_not_know_is_found(string instruction, string? feature) =>
        Assert.Equal(feature, Dockerfile.Parse("FROM a\n" + instruction).FirstForBuildKit()?.Feature);

    [Fact]
    public void Any_text_is_read() =>
        Gen.OneOf("FROM ", "a", "AS b", "\n", "\\\n", "# syntax=x", "RUN <<E ", "E", "--from=", "$A", "${A:-b}", "COPY ", "ARG A=", "\r\n", " ", "\"", "--mount=from=b ").Array[0, 30].Sample(pieces =>
        {
            var file = Dockerfile.Parse(string.Concat(pieces));
            file.Images(null, None);
            _ = file.SessionMounts("b").Count();
            file.FirstForBuildKit();
        }, iter: 20_000);

    private static IEnumerable<string> Names(Dockerfile file, string? target) => file.Images(target, None).Select(i => i.Name);
}
