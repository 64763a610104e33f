using CsCheck;

namespace ContainerTools.UnitTests.Parameters;

public class ImageReferenceTests
{
    private const string Sha256 = "sha256:ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";

    [Theory]
    [InlineData("ubuntu", "docker.io", "library/ubuntu", null, null, "ubuntu")]
    [InlineData("ubuntu:22.04", "docker.io", "library/ubuntu", "22.04", null, "ubuntu")]
    [InlineData("docker.io/ubuntu", "docker.io", "library/ubuntu", null, null, "ubuntu")]
    [InlineData("index.docker.io/ubuntu", "docker.io", "library/ubuntu", null, null, "ubuntu")]
    [InlineData("docker.io/library/ubuntu", "docker.io", "library/ubuntu", null, null, "ubuntu")]
    [InlineData("library/ubuntu", "docker.io", "library/ubuntu", null, null, "ubuntu")]
    [InlineData("dmcgowan/myapp", "docker.io", "dmcgowan/myapp", null, null, "dmcgowan/myapp")]
    [InlineData("docker.io/dmcgowan/myapp:1", "docker.io", "dmcgowan/myapp", "1", null, "dmcgowan/myapp")]
    [InlineData("library/foo/bar", "docker.io", "library/foo/bar", null, null, "library/foo/bar")]
    [InlineData("library/library", "docker.io", "library/library", null, null, "library")]
    [InlineData("127.0.0.1:8000/ubuntu", "127.0.0.1:8000", "ubuntu", null, null, "127.0.0.1:8000/ubuntu")]
    [InlineData("localhost/ubuntu:x", "localhost", "ubuntu", "x", null, "localhost/ubuntu")]
    [InlineData("localhost:5000/a/b/c", "localhost:5000", "a/b/c", null, null, "localhost:5000/a/b/c")]
    [InlineData("localhost:5000", "docker.io", "library/localhost", "5000", null, "localhost")]
    [InlineData("Localhost/foo", "Localhost", "foo", null, null, "Localhost/foo")]
    [InlineData("Foo/bar", "Foo", "bar", null, null, "Foo/bar")]
    [InlineData("example.com/foo", "example.com", "foo", null, null, "example.com/foo")]
    [InlineData("EXAMPLE.com:443/foo:A_b.c-d", "EXAMPLE.com:443", "foo", "A_b.c-d", null, "EXAMPLE.com:443/foo")]
    [InlineData("[::1]:5000/app", "[::1]:5000", "app", null, null, "[::1]:5000/app")]
    [InlineData("[2001:db8::1]/app:1", "[2001:db8::1]", "app", "1", null, "[2001:db8::1]/app")]
    [InlineData("foo/foo_bar.com:8080", "docker.io", "foo/foo_bar.com", "8080", null, "foo/foo_bar.com")]
    [InlineData("foo_bar.com:8080", "docker.io", "library/foo_bar.com", "8080", null, "foo_bar.com")]
    [InlineData("foo--bar/b__z.q-r", "docker.io", "foo--bar/b__z.q-r", null, null, "foo--bar/b__z.q-r")]
    [InlineData("xn--n3h.com/myimage:xn--n3h.com", "xn--n3h.com", "myimage", "xn--n3h.com", null, "xn--n3h.com/myimage")]
    [InlineData("a_b.c/d", "", "a_b.c/d", null, null, "a_b.c/d")]
    [InlineData("ubuntu@" + Sha256, "docker.io", "library/ubuntu", null, Sha256, "ubuntu")]
    [InlineData("ubuntu:1@" + Sha256, "docker.io", "library/ubuntu", "1", Sha256, "ubuntu")]
    public void Parse_reads_short_and_full_names(string text, string domain, string path, string? tag, string? digest, string familiar)
    {
        var reference = ImageReference.Parse(text);
        Assert.Equal((domain, path, tag, digest, familiar), (reference.Domain, reference.Path, reference.Tag, reference.Digest, reference.FamiliarName));
        Assert.Equal(domain.Length == 0 ? path : $"{domain}/{path}", reference.CanonicalName);
        Assert.True(ImageReference.TryParse(text, out var same));
        Assert.Equal(reference.ToString(), same.ToString());
        Assert.Equal(reference.ToCanonicalString(), ImageReference.Parse(reference.ToString()).ToCanonicalString());
        Assert.Equal(reference.ToString(), ImageReference.Parse(reference.ToCanonicalString()).ToString());
    }

    [Theory]
    [InlineData("docker.io/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "docker.io/library/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("docker.io/localhost/a:1", "docker.io/localhost/a:1")]
    public void A_name_that_would_be_another_without_its_registry_keeps_it(string text, string familiar) => Assert.Equal(familiar, ImageReference.Parse(text).ToString());

    [Fact]
    public void Texts_have_tag_and_digest()
    {
        var reference = ImageReference.Parse($"ubuntu:1@{Sha256}");
        Assert.Equal($"ubuntu:1@{Sha256}", reference.ToString());
        Assert.Equal($"docker.io/library/ubuntu:1@{Sha256}", reference.ToCanonicalString());
    }

    [Theory]
    [InlineData("ubuntu", "ubuntu:latest")]
    [InlineData("ubuntu:1", "ubuntu:1")]
    [InlineData("ubuntu@" + Sha256, "ubuntu@" + Sha256)]
    [InlineData("ubuntu:1@" + Sha256, "ubuntu:1@" + Sha256)]
    public void The_default_tag_is_latest(string text, string expected) => Assert.Equal(expected, ImageReference.Parse(text).WithDefaultTag().ToString());

    [Theory]
    [InlineData("", null)]
    [InlineData(" ", null)]
    [InlineData("ubuntu ", null)]
    [InlineData(" ubuntu", null)]
    [InlineData("ubuntu\n", null)]
    [InlineData(":tag", null)]
    [InlineData("@" + Sha256, null)]
    [InlineData("https://github.com/docker/docker", null)]
    [InlineData("docker/docker/", null)]
    [InlineData("/docker", null)]
    [InlineData("docker///docker", null)]
    [InlineData("-foo", null)]
    [InlineData("foo-", null)]
    [InlineData("foo..bar", null)]
    [InlineData("foo___bar", null)]
    [InlineData("foo/$bar", null)]
    [InlineData("ubuntu:", null)]
    [InlineData("ubuntu:-a", null)]
    [InlineData("ubuntu:a b", null)]
    [InlineData("ubuntu:ä", null)]
    [InlineData("ubuntu@", null)]
    [InlineData("ubuntu@sha256:ffff", null)]
    [InlineData("fe80::1%eth0/app", null)]
    [InlineData("[fe80::1%25eth0]:5000/app", null)]
    [InlineData("[::1/app", null)]
    [InlineData("example.com:/app", null)]
    [InlineData("Ubuntu", "lower case")]
    [InlineData("docker/Docker", "lower case")]
    [InlineData("docker.io/DMCGOWAN/app:1", "lower case")]
    [InlineData("ubuntu@sha256:FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", "64, 96 or 128")]
    [InlineData("ubuntu@sha256:ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", "64, 96 or 128")]
    [InlineData("ubuntu@md5:ffffffffffffffffffffffffffffffff", "64, 96 or 128")]
    [InlineData("1a3f5e7d9c1b3f5e7d9c1a3f5e7d9c1b3f5e7d9c1a3f5e7d9c1b3f5e7d9c1a3f", "an id")]
    public void Parse_refuses_everything_else(string text, string? reason)
    {
        Assert.False(ImageReference.TryParse(text, out var nothing));
        Assert.Null(nothing);
        var refusal = Assert.Throws<FormatException>(() => ImageReference.Parse(text));
        Assert.Contains($"'{text}' is not an image reference", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("alpine:3.20", refusal.Message, StringComparison.Ordinal);
        if (reason is not null) Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_is_no_reference() => Assert.False(ImageReference.TryParse(null, out _));

    [Fact]
    public void Sixty_four_hexadecimal_digits_need_a_registry_or_a_tag()
    {
        var digits = new string('a', 64);
        Assert.False(ImageReference.TryParse(digits, out _));
        Assert.True(ImageReference.TryParse("docker.io/" + digits, out _));
        Assert.True(ImageReference.TryParse(digits + ":1", out _));
        Assert.True(ImageReference.TryParse(digits + "a", out _));
    }

    [Fact]
    public void Lengths_are_bounded()
    {
        Assert.True(ImageReference.TryParse("example.com/" + new string('a', 255), out _));
        Assert.Contains("255", Assert.Throws<FormatException>(() => ImageReference.Parse("example.com/" + new string('a', 256))).Message, StringComparison.Ordinal);
        Assert.True(ImageReference.TryParse("a:" + new string('t', 128), out _));
        Assert.False(ImageReference.TryParse("a:" + new string('t', 129), out _));
        Assert.True(ImageReference.TryParse("a@sha512:" + new string('f', 128), out _));
        Assert.False(ImageReference.TryParse(new string('a', 100_000), out _));
    }

    [Fact]
    public void Any_text_is_read_or_refused_and_reads_back()
    {
        var text = Gen.String[Gen.Char["aZ09._-:/@[]%x "], 0, 40];
        text.Sample(candidate =>
        {
            if (!ImageReference.TryParse(candidate, out var reference)) return;
            Assert.Equal(reference.ToString(), ImageReference.Parse(reference.ToString()).ToString());
        });
    }
}
