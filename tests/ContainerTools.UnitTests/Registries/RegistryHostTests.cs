using ContainerTools.Engine.Registries;

namespace ContainerTools.UnitTests.Registries;

public sealed class RegistryHostTests
{
    [Theory]
    [InlineData("docker.io", "docker.io", "https://index.docker.io/v1/")]
    [InlineData("index.docker.io", "docker.io", "https://index.docker.io/v1/")]
    [InlineData("https://index.docker.io/v1/", "docker.io", "https://index.docker.io/v1/")]
    [InlineData("ghcr.io", "ghcr.io", "ghcr.io")]
    [InlineData("https://ghcr.io", "ghcr.io", "ghcr.io")]
    [InlineData("http://registry.example:5000/v2/", "registry.example:5000", "registry.example:5000")]
    [InlineData("registry.example/v1/", "registry.example", "registry.example")]
    [InlineData("[::1]:5000", "[::1]:5000", "[::1]:5000")]
    [InlineData(" localhost:5000 ", "localhost:5000", "localhost:5000")]
    public void A_registry_has_a_host_and_a_key(string text, string host, string key)
    {
        Assert.Equal(host, RegistryHost.Parse(text));
        Assert.Equal(key, RegistryHost.KeyOf(host));
        Assert.Equal(host, RegistryHost.Of(RegistryHost.KeyOf(host)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("-a")]
    [InlineData("registry.example:port")]
    [InlineData("https:///v2/")]
    public void What_is_no_registry_is_refused_and_named(string text) =>
        Assert.Contains($"'{text}' is not a registry", Assert.Throws<FormatException>(() => RegistryHost.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_password_in_an_address_is_refused_and_not_repeated()
    {
        var refusal = Assert.Throws<FormatException>(() => RegistryHost.Parse("https://alice:s3cret@registry.example"));
        Assert.Contains("registry.example", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hosts_are_the_same_in_any_case_and_with_any_scheme()
    {
        Assert.True(RegistryHost.Same("https://Registry.Example/v1/", "registry.example"));
        Assert.False(RegistryHost.Same("registry.example:5000", "registry.example"));
    }
}
