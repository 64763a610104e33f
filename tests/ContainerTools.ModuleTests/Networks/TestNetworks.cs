namespace ContainerTools.ModuleTests.Networks;

/// <summary>Addresses for networks of tests, and what the engine says of networks.</summary>
internal static class TestNetworks
{
    /// <summary>The first three numbers of a block of 256 addresses that no other test is likely to have.</summary>
    public static string Block() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"10.{Random.Shared.Next(200, 255)}.{Random.Shared.Next(0, 256)}");

    /// <summary>What docker's client makes of a network; <see langword="null"/> where it is not there.</summary>
    public static System.Text.Json.JsonElement? Inspect(string name) => EngineApi.Get("networks/" + name);

    /// <summary>Makes a network with docker's client.</summary>
    /// <returns>Its name.</returns>
    public static string Network(this TestContainers containers, string suffix, params string[] flags)
    {
        TestEngine.Docker(["network", "create", "--label", containers.Label, .. flags, containers.Name(suffix)]);
        return containers.Name(suffix);
    }
}
