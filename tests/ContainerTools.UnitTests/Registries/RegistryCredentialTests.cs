using System.Text;
using System.Text.Json;
using ContainerTools.Engine;
using ContainerTools.Engine.Registries;
using CsCheck;

namespace ContainerTools.UnitTests.Registries;

public sealed class RegistryCredentialTests
{
    internal static readonly Gen<string> Secret = Gen.String[Gen.Char["aZ09:+/=\"\\ üß€{}<>&'\t"], 1, 30];

    internal static JsonElement Decode(string header)
    {
        Assert.DoesNotContain('+', header);
        Assert.DoesNotContain('/', header);
        // Whole groups of four: engines want the padding.
        Assert.Equal(0, header.Length % 4);
        using var document = JsonDocument.Parse(Convert.FromBase64String(header.Replace('-', '+').Replace('_', '/')));
        return document.RootElement.Clone();
    }

    [Fact]
    public void Any_credential_reaches_the_engine_as_it_is() => Gen.Select(Secret, Secret).Sample((user, password) =>
    {
        var credential = new RegistryCredential { Address = "registry.example:5000", UserName = user, Password = password };
        var (name, value) = RegistryCredentials.HeaderAsync("registry.example:5000", credential, CancellationToken.None).GetAwaiter().GetResult();
        Assert.Equal("X-Registry-Auth", name);
        var sent = Decode(value);
        Assert.Equal(user, sent.GetProperty("username").GetString());
        Assert.Equal(password, sent.GetProperty("password").GetString());
        Assert.Equal("registry.example:5000", sent.GetProperty("serveraddress").GetString());
        Assert.False(sent.TryGetProperty("identitytoken", out _));
    }, iter: 200);

    [Fact]
    public async Task A_token_is_sent_as_one()
    {
        var kept = RegistryCredential.OfHelper("registry.example", "<token>", "abc");
        var sent = Decode((await RegistryCredentials.HeaderAsync("registry.example", kept, CancellationToken.None)).Value);
        Assert.Equal("abc", sent.GetProperty("identitytoken").GetString());
        Assert.False(sent.TryGetProperty("password", out _));
        Assert.Equal(("<token>", "abc"), kept.ToHelper());
    }

    [Fact]
    public void The_token_of_a_registry_takes_the_place_of_the_password()
    {
        var credential = new RegistryCredential { Address = "a", UserName = "alice", Password = "s3cret" }.WithIdentityToken("abc");
        Assert.Equal(("alice", null, "abc"), (credential.UserName, credential.Password, credential.IdentityToken));
    }

    [Fact]
    public void No_text_form_has_the_secret()
    {
        var credential = new RegistryCredential { Address = RegistryHost.DockerHubKey, UserName = "alice", Password = "s3cret", IdentityToken = "t0ken", RegistryToken = "b3arer" };
        Assert.Equal("docker.io", credential.ToString());
        Assert.Equal("docker.io", $"{credential}");
        var pair = Convert.ToBase64String(Encoding.UTF8.GetBytes("alice:s3cret"));
        Assert.Equal("no *** no *** no *** no ***", credential.Redact($"no s3cret no t0ken no b3arer no {pair}"));
    }
}
