using System.Text.Json;
using System.Text.Json.Nodes;

namespace ContainerTools.ModuleTests.Networks;

public sealed class ConnectContainerNetworkTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    /// <summary>Flags of docker's client and the parameters that say the same; <c>B</c> stands for the network's block of addresses.</summary>
    public static TheoryData<string, string> Rows => new()
    {
        { "", "" },
        { "--alias db --alias store", "-Alias db, store" },
        { "--ip B.77", "-IPAddress B.77" },
        { "--ip B.77 --ip6 fd00:C::77", "-IPAddress B.77 -IPv6Address fd00:C::77" },
        { "--link-local-ip 169.254.7.7", "-LinkLocalIPAddress 169.254.7.7" },
        { "--driver-opt com.docker.network.endpoint.exposedports=1", "-DriverOption @{ 'com.docker.network.endpoint.exposedports' = 1 }" },
    };

    [Theory, MemberData(nameof(Rows))]
    public void It_connects_as_docker_does(string flags, string parameters)
    {
        var (block, other) = (TestNetworks.Block(), Random.Shared.Next(1, 0xffff).ToString("x", System.Globalization.CultureInfo.InvariantCulture));
        string Fill(string text) => text.Replace("B.", block + ".", StringComparison.Ordinal).Replace(":C:", $":{other}:", StringComparison.Ordinal);
        var suffix = Guid.NewGuid().ToString("n")[..6];
        var network = containers.Network("as" + suffix, "--subnet", block + ".0/24", "--ipv6", "--subnet", $"fd00:{other}::/64");
        var name = containers.Create("as" + suffix);
        TestEngine.Docker(["network", "connect", .. Fill(flags).Split(' ', StringSplitOptions.RemoveEmptyEntries), network, name]);
        var expected = Endpoint(name, network);
        TestEngine.Docker("network", "disconnect", network, name);
        Assert.Empty(session.Run($"Connect-ContainerNetwork $network $name {Fill(parameters)}", ("network", network), ("name", name)).Good().Output);
        Assert.Equal(expected, Endpoint(name, network));
    }

    [Fact]
    public void A_container_finds_another_by_alias_and_by_link()
    {
        var network = containers.Network("talk");
        var server = containers.Start("server");
        var client = containers.Create("client", "nslookup storage >/dev/null && echo found; grep -c . /etc/hosts >/dev/null; nslookup near >/dev/null && echo linked");
        var outcome = session.Run(
            """
            Get-Container $server | Connect-ContainerNetwork $network -Alias storage -PassThru | ForEach-Object { $_.Networks.Network -contains $network }
            Connect-ContainerNetwork -Network (Get-ContainerNetwork $network) -Container $client -Link "${server}:near"
            Disconnect-ContainerNetwork bridge $client
            Start-Container $client
            (Wait-Container $client -TimeoutSeconds 60).ExitCode
            (Get-ContainerLog $client -Stream StdOut).Message
            """, ("network", network), ("server", server), ("client", client)).Good();
        Assert.Equal(["True", "0", "found", "linked"], outcome.Text);
    }

    [Fact]
    public void Many_containers_are_taken_and_each_refusal_is_one_error()
    {
        var network = containers.Network("many");
        var (one, two) = (containers.Start("many-1"), containers.Start("many-2"));
        var outcome = session.Run("Connect-ContainerNetwork $network $one; Connect-ContainerNetwork $network $one, $none, $two; (Get-ContainerNetwork $network).Containers.Name",
            ("network", network), ("one", one), ("two", two), ("none", containers.Name("many-none")));
        Assert.Equal([one, two], outcome.Text);
        Assert.Equal(["ContainerAlreadyConnected", "ContainerNotFound"], outcome.ErrorIds.Order(StringComparer.Ordinal));
        Assert.Contains($"'{one}' is on the network '{network}' already", outcome.Errors[outcome.ErrorIds.ToList().IndexOf("ContainerAlreadyConnected")].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_there_or_not_right_is_refused()
    {
        var name = containers.Start("wrong");
        var none = containers.Name("none");
        var outcome = session.Run(
            """
            Connect-ContainerNetwork $none $name
            Connect-ContainerNetwork bridge (Get-ContainerNetwork bridge)
            try { Connect-ContainerNetwork bridge $name -IPAddress 1.2.3 } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            Disconnect-ContainerNetwork $none $name
            Disconnect-ContainerNetwork host $name
            Connect-ContainerNetwork $network $name -WhatIf
            (Get-Container $name).Networks.Network
            """, ("none", none), ("name", name), ("network", containers.Network("whatif")));
        Assert.Equal(["AddressInvalid", "bridge"], outcome.Text);
        Assert.Equal(["NetworkNotFound", "ParameterArgumentTransformationError", "NetworkNotFound"], outcome.ErrorIds.Take(3));
        Assert.Equal((none, name), (outcome.Errors[0].TargetObject, outcome.Errors[^1].TargetObject));
        Assert.Contains("A network is not a container", outcome.Errors[1].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_engine_is_told_before_it_ignores_what_it_does_not_know()
    {
        var (network, name) = (containers.Network("newer"), containers.Create("newer"));
        var outcome = session.Run("Connect-ContainerNetwork $network $name -MacAddress 02:00:00:00:00:07 -GatewayPriority 3", ("network", network), ("name", name));
        if (TestEngine.ApiVersion < new Version(1, 48))
        {
            Assert.Equal(["NotSupportedByEngine"], outcome.ErrorIds);
            return;
        }
        outcome.Good();
        using var document = JsonDocument.Parse(Endpoint(name, network));
        Assert.Equal(("02:00:00:00:00:07", 3), (document.RootElement.GetProperty("MacAddress").GetString(), document.RootElement.GetProperty("GwPriority").GetInt32()));
    }

    [Fact]
    public void A_container_leaves_a_network_while_it_runs()
    {
        var network = containers.Network("leave");
        var name = containers.Start("leave", "sleep 1000", "--network", network);
        var outcome = session.Run("(Get-ContainerNetwork $network).Containers | Disconnect-ContainerNetwork $network -PassThru | ForEach-Object { $_.Networks.Count }; Disconnect-ContainerNetwork $network $name", ("network", network), ("name", name));
        Assert.Equal(["0"], outcome.Text);
        Assert.Equal(["ContainerNotConnected"], outcome.ErrorIds);
        Assert.Contains($"'{name}' is not on the network '{network}'", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["ContainerNotConnected"], session.Run("Disconnect-ContainerNetwork $network $none -Force", ("none", containers.Name("ghost"))).ErrorIds);
        Assert.Equal(["ContainerNotFound"], session.Run("Disconnect-ContainerNetwork $network $none").ErrorIds);
    }

    /// <summary>What an inspect answer says of how a container is on a network.</summary>
    private static string Endpoint(string name, string network)
    {
        var container = EngineApi.Get($"containers/{name}/json")!.Value;
        var endpoint = JsonObject.Create(container.GetProperty("NetworkSettings").GetProperty("Networks").GetProperty(network))!;
        return endpoint.ToJsonString();
    }
}
