using System.Security.Cryptography;
using System.Text;

namespace ContainerTools.UnitTests.Engine;

/// <summary>docker's folder and environment as a test lays them out.</summary>
internal sealed class ConfigurationFolder : IDisposable
{
    private readonly Dictionary<string, string> variables = new(StringComparer.Ordinal);

    public ConfigurationFolder()
    {
        Folder = Directory.CreateTempSubdirectory("containertools-").FullName;
        variables["DOCKER_CONFIG"] = Folder;
    }

    public string Folder { get; }

    public string? Environment(string name) => variables.GetValueOrDefault(name);

    public ConfigurationFolder Set(string name, string value)
    {
        variables[name] = value;
        return this;
    }

    public ConfigurationFolder Config(string json)
    {
        File.WriteAllText(Path.Combine(Folder, "config.json"), json);
        return this;
    }

    public ConfigurationFolder Context(string name, string host) =>
        ContextFile(name, $$$"""{"Name":"{{{name}}}","Metadata":{},"Endpoints":{"docker":{"Host":"{{{host}}}","SkipTLSVerify":false} } }""");

    public ConfigurationFolder ContextFile(string name, string json)
    {
        Write("meta", name, "meta.json", json);
        return this;
    }

    public ConfigurationFolder Certificate(string name)
    {
        Write("tls", name, Path.Combine("docker", "ca.pem"), "-----BEGIN CERTIFICATE-----");
        return this;
    }

    private void Write(string kind, string context, string file, string text)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(context)));
        var path = Path.Combine(Folder, "contexts", kind, key, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
