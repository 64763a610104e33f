namespace ContainerTools.UnitTests.Fuzzing;

/// <summary>What users type: any text is taken, or refused as one that is malformed.</summary>
public sealed class ParameterFuzzTests
{
    private static void Refused(Action parse)
    {
        try
        {
            parse();
        }
        catch (FormatException e)
        {
            Assert.NotEqual("", e.Message);
        }
    }

    [Fact]
    public void Image_references() => Fuzz.Each(Fuzz.Text(20, "a", "Z", "0", "9", ".", "_", "__", "-", ":", "/", "@", "sha256:", new string('a', 64), "[", "::1", "]", "%", " ", "localhost", "docker.io/", "latest"), text =>
    {
        if (!ImageReference.TryParse(text, out var reference)) return;
        Assert.True(ImageReference.TryParse(reference.ToString(), out var again), $"'{reference}'");
        Assert.Equal(reference.ToString(), again.ToString());
    });

    [Fact]
    public void Ports() => Fuzz.Each(Fuzz.Text(12, "0", "1", "80", "65535", "65536", "-", ":", "/", "tcp", "udp", "[", "]", "::1", "127.0.0.1", ".", ",", "target=", "published=", " "), text =>
        Refused(() => PortMapping.Parse(text)));

    [Fact]
    public void Mounts() => Fuzz.Each(Fuzz.Text(12, "type=", "bind", "volume", "tmpfs", "source=", "target=", "/a", "readonly", "tmpfs-size=", "tmpfs-mode=", "1g", "-1", "7", "9", "=", ",", "\"", "volume-opt=", "volume-label=", " ", "a"), text =>
        Refused(() => ContainerMount.Parse(text, "/base")));

    [Fact]
    public void Secrets_of_builds() => Fuzz.Each(Fuzz.Text(12, "id=", "a", "src=", "source=", "env=", "type=", "file", "env", "=", ",", "\"", " ", "./x", "\n"), text =>
        Refused(() => Assert.Equal(BuildSecret.Parse(text).ToString(), BuildSecret.Parse(BuildSecret.Parse(text).ToString()).ToString())));

    [Fact]
    public void Ssh_agents_of_builds() => Fuzz.Each(Fuzz.Text(6, "default", "=", "/a", ",", " ", "\\\\.\\pipe\\x"), text =>
        Refused(() => Assert.Equal(BuildSshAgent.Parse(text).ToString(), BuildSshAgent.Parse(BuildSshAgent.Parse(text).ToString()).ToString())));

    [Fact]
    public void Volumes() => Fuzz.Each(Fuzz.Text(12, "a", "/", "/a", ":", "ro", "rw", "z", "nocopy", "rshared", ",", ".", "..", "~", "C:", "\\", "\\\\.\\pipe\\x", " "), text =>
        Refused(() => VolumeMapping.Parse(text, "/base")));
}
