using System.Security.Cryptography;
using System.Text;

namespace ContainerTools.ModuleTests;

/// <summary>docker's folder of this test run, empty at first and gone at its end: nothing of the user's own configuration plays a part.</summary>
internal static class TestConfiguration
{
    static TestConfiguration() => AppDomain.CurrentDomain.ProcessExit += static (_, _) => Directory.Delete(Folder, recursive: true);

    public static string Folder { get; } = Directory.CreateTempSubdirectory("containertools-docker-").FullName;

    /// <summary>Writes a context as docker does, into a folder of its configuration.</summary>
    /// <param name="certificates">The PEM files of its certificates, by name.</param>
    public static void WriteContext(string folder, string name, string host, bool skipTlsVerify = false, params (string File, string Text)[] certificates)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        foreach (var (file, text) in certificates)
        {
            var tls = Directory.CreateDirectory(Path.Combine(folder, "contexts", "tls", id, "docker")).FullName;
            File.WriteAllText(Path.Combine(tls, file), text);
        }
        var meta = Directory.CreateDirectory(Path.Combine(folder, "contexts", "meta", id)).FullName;
        File.WriteAllText(Path.Combine(meta, "meta.json"),
            $$$$"""{"Name":"{{{{name}}}}","Metadata":{},"Endpoints":{"docker":{"Host":"{{{{host}}}}","SkipTLSVerify":{{{{(skipTlsVerify ? "true" : "false")}}}}}}}""");
    }
}
