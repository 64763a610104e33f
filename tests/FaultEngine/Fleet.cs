using System.Globalization;

namespace ContainerTools.FaultEngine;

/// <summary>
/// Many scripted engines that only list their containers, all of which run. How many those are is drawn evenly on a logarithmic
/// scale; how long each engine takes to answer any request is drawn from a log-normal distribution: half of them are faster than
/// the median, and few are much slower. The same seed gives the same fleet.
/// </summary>
public sealed class Fleet : IDisposable
{
    private const double Spread = 0.8;

    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(2);

    private readonly List<ScriptedEngine> engines = [];

    /// <param name="count">How many engines.</param>
    /// <param name="fewest">The fewest containers of one.</param>
    /// <param name="most">The most containers of one.</param>
    /// <param name="median">The time to an answer that half of them keep.</param>
    /// <param name="seed">Chooses the fleet.</param>
    public Fleet(int count, int fewest, int most, TimeSpan median, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var containers = (int)Math.Round(fewest * Math.Pow((double)most / fewest, random.NextDouble()));
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            var delay = median * Math.Exp(Spread * normal) is var drawn && drawn < Slowest ? drawn : Slowest;
            engines.Add(Engine($"e{i.ToString(CultureInfo.InvariantCulture)}", containers, delay));
            Containers += containers;
        }
    }

    /// <summary>All their containers.</summary>
    public int Containers { get; }

    public IReadOnlyList<ScriptedEngine> Engines => engines;

    /// <summary>Their addresses.</summary>
    public string[] Addresses => [.. engines.Select(engine => engine.Address)];

    /// <summary>One engine that lists so many running containers, named after it, and answers after a time.</summary>
    public static ScriptedEngine Engine(string name, int containers, TimeSpan delay)
    {
        var engine = new ScriptedEngine();
        engine.When("* /_ping").Answer(Answer.Text(200, "OK").With("Api-Version: 1.41").With("OSType: linux").After(delay));
        engine.When("GET /containers/json").Answer(Answer.Json($"[{string.Join(',', Enumerable.Range(0, containers).Select(i => Container(name, i)))}]").After(delay));
        return engine;
    }

    /// <summary>An entry of the list, as long as those of real engines are.</summary>
    private static string Container(string engine, int number)
    {
        var id = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes($"{engine}/{number}")));
        return $$$$"""
            {"Id":"{{{{id}}}}","Names":["/{{{{engine}}}}-{{{{number}}}}"],"Image":"registry.example/team/app:1.{{{{number}}}}","ImageID":"sha256:{{{{id}}}}","Command":"/usr/bin/app --serve --port 8080","Created":1700000000,"Ports":[{"IP":"0.0.0.0","PrivatePort":8080,"PublicPort":{{{{20000 + (number % 10000)}}}},"Type":"tcp"}],"Labels":{"app":"app{{{{number % 10}}}}","com.docker.compose.project":"p{{{{number % 7}}}}","com.docker.compose.service":"web","maintainer":"team@example.com"},"State":"running","Status":"Up 3 days","HostConfig":{"NetworkMode":"bridge"},"NetworkSettings":{"Networks":{"bridge":{"IPAMConfig":null,"Links":null,"Aliases":null,"NetworkID":"{{{{id}}}}","EndpointID":"{{{{id}}}}","Gateway":"172.17.0.1","IPAddress":"172.17.0.2","IPPrefixLen":16,"IPv6Gateway":"","GlobalIPv6Address":"","GlobalIPv6PrefixLen":0,"MacAddress":"02:42:ac:11:00:02","DriverOpts":null}}},"Mounts":[]}
            """;
    }

    public void Dispose()
    {
        foreach (var engine in engines) engine.Dispose();
    }
}
