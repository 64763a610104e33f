using System.Text.Json;

namespace ContainerTools.ModuleTests.Volumes;

/// <summary>Volumes of tests, and what the engine says of them.</summary>
internal static class TestVolumes
{
    public static JsonElement? Inspect(string name) => EngineApi.Get("volumes/" + name);

    /// <summary>Makes a volume with docker's client.</summary>
    /// <returns>Its name.</returns>
    public static string Volume(this TestContainers containers, string suffix, params string[] flags) =>
        TestEngine.Docker(["volume", "create", "--label", containers.Label, .. flags, containers.Name(suffix)]);

    /// <summary>Makes a volume and runs a shell script in it.</summary>
    /// <returns>Its name.</returns>
    public static string Filled(this TestContainers containers, string suffix, string script)
    {
        var name = containers.Volume(suffix);
        Run(name, script);
        return name;
    }

    /// <summary>Runs a shell script in a volume and gives what it prints.</summary>
    public static string Run(string volume, string script) =>
        TestEngine.Docker("run", "--rm", "--network", "none", "--volume", volume + ":/volume", "--workdir", "/volume", TestEngine.Image, "sh", "-e", "-c", script);
}
