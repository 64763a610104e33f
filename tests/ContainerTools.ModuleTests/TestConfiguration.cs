using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace ContainerTools.ModuleTests;

/// <summary>
/// docker's folder of this test run, empty at first and gone at its end: nothing of the user's own configuration plays a part.
/// Programs that tests put before those of the system lie in it too.
/// </summary>
internal static class TestConfiguration
{
    /// <summary>Before any test reads or changes these variables.</summary>
    [ModuleInitializer]
    internal static void Initialize()
    {
        Environment.SetEnvironmentVariable("DOCKER_CONFIG", Folder);
        Environment.SetEnvironmentVariable("PATH", Programs + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"));
        AppDomain.CurrentDomain.ProcessExit += static (_, _) => Directory.Delete(Folder, recursive: true);
    }

    public static string Folder { get; } = Directory.CreateTempSubdirectory("containertools-docker-").FullName;

    /// <summary>The folder that comes first in PATH.</summary>
    public static string Programs { get; } = Directory.CreateDirectory(Path.Combine(Folder, "programs")).FullName;

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
