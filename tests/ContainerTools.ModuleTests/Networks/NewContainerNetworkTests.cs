using System.Text.Json;
using System.Text.Json.Nodes;

namespace ContainerTools.ModuleTests.Networks;

public sealed class NewContainerNetworkTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    /// <summary>Flags of docker's client and the parameters that say the same; <c>B</c> stands for a block of addresses.</summary>
    public static TheoryData<string, string> Rows => new()
    {
        { "--subnet B.0/24", "-Subnet B.0/24" },
        { "--subnet B.0/24 --gateway B.9 --ip-range B.128/25 --aux-address router=B.7 --aux-address nas=B.8", "-Subnet B.0/24 -Gateway B.9 -IPRange B.128/25 -AuxAddress router=B.7, nas=B.8" },
        { "--subnet B.0/24 --aux-address router=B.7", "-Subnet B.0/24 -AuxAddress @{ router = 'B.7' }" },
        { "--subnet B.0/24 --ipv6 --subnet fd00:C::/64 --gateway fd00:C::9", "-Subnet B.0/24, fd00:C::/64 -EnableIPv6 -Gateway fd00:C::9" },
        { "--subnet B.0/24 --internal --attachable", "-Subnet B.0/24 -Internal -Attachable" },
        { "--subnet B.0/24 --driver bridge --opt com.docker.network.driver.mtu=1400 --opt com.docker.network.bridge.enable_icc=false", "-Subnet B.0/24 -Driver bridge -Option com.docker.network.driver.mtu=1400, @{ 'com.docker.network.bridge.enable_icc' = 'false' }" },
        { "--subnet B.0/24 --label a=1 --label b", "-Subnet B.0/24 -Label a=1, b" },
        { "--subnet B.0/24 --scope local --ipam-driver default --ipam-opt x=y", "-Subnet B.0/24 -Scope local -IpamDriver default -IpamOption @{ x = 'y' }" },
    };

    [Theory, MemberData(nameof(Rows))]
    public void It_makes_what_docker_makes(string flags, string parameters)
    {
        var (block, other) = (TestNetworks.Block(), Random.Shared.Next(1, 0xffff).ToString("x", System.Globalization.CultureInfo.InvariantCulture));
        string Fill(string text) => text.Replace("B.", block + ".", StringComparison.Ordinal).Replace(":C:", $":{other}:", StringComparison.Ordinal);
        var name = containers.Name("same" + other);
        TestEngine.Docker(["network", "create", "--label", containers.Label, .. Fill(flags).Split(' '), name]);
        var expected = Comparable(name);
        TestEngine.Docker("network", "rm", name);
        var script = $"New-ContainerNetwork $name {Fill(parameters).Replace("-Label ", "-Label $label, ", StringComparison.Ordinal)}{(parameters.Contains("-Label", StringComparison.Ordinal) ? "" : " -Label $label")}";
        Assert.Equal([name], session.Run(script, ("name", name), ("label", containers.Label)).Good().Text);
        Assert.Equal(expected, Comparable(name));
        TestEngine.Docker("network", "rm", name);
    }

    [Fact]
    public void Settings_of_one_network_are_those_of_another()
    {
        var (block, config, made) = (TestNetworks.Block(), containers.Name("config"), containers.Name("from-config"));
        var outcome = session.Run(
            """
            $settings = New-ContainerNetwork $config -ConfigOnly -Subnet $subnet -Gateway $gateway -Label $label
            $network = New-ContainerNetwork $made -Driver bridge -ConfigFrom $config
            "$($settings.ConfigOnly) $($settings.ConfigFrom) $($settings.Scope)"
            "$($network.ConfigOnly) $($network.ConfigFrom) $($network.Subnets) $($network.Gateways)"
            """, ("config", config), ("made", made), ("label", containers.Label), ("subnet", block + ".0/24"), ("gateway", block + ".9")).Good().Text;
        Assert.Equal(["True  local", $"False {config} {block}.0/24 {block}.9"], outcome);
        Assert.Equal($"true {config}", TestEngine.Docker("network", "inspect", "--format", "{{.ConfigOnly}}", config) + " " + TestEngine.Docker("network", "inspect", "--format", "{{.ConfigFrom.Network}}", made));
        TestEngine.Docker("network", "rm", made, config);
    }

    [Fact]
    public void A_network_may_have_IPv6_alone_where_the_engine_can_do_that()
    {
        var name = containers.Name("six-alone");
        var outcome = session.Run("New-ContainerNetwork $name -EnableIPv4:$false -EnableIPv6 -Label $label | ForEach-Object { \"$($_.EnableIPv4) $($_.EnableIPv6)\" }", ("name", name), ("label", containers.Label));
        if (TestEngine.ApiVersion < new Version(1, 48))
        {
            Assert.Equal(["ApiVersionUnsupported"], outcome.ErrorIds);
            Assert.Equal("", TestEngine.Docker("network", "ls", "--quiet", "--filter", "name=" + name));
            return;
        }
        Assert.Equal(["False True"], outcome.Good().Text);
        TestEngine.Docker("network", "rm", name);
    }

    [Fact]
    public void Names_come_from_the_pipeline_and_the_networks_are_emitted_in_order()
    {
        string[] names = [containers.Name("p3"), containers.Name("p1"), containers.Name("p2")];
        var output = session.Run("$names | New-ContainerNetwork -Label $label -ThrottleLimit 2 | ForEach-Object { \"$_ $($_.Subnets.Count) $($_.Labels.Count)\" }", ("names", names), ("label", containers.Label)).Good().Text;
        Assert.Equal(names.Select(name => name + " 1 1"), output);
    }

    [Fact]
    public void A_name_that_is_taken_is_an_error_and_no_second_network_is_made()
    {
        var name = containers.Network("taken");
        var error = Assert.Single(session.Run("New-ContainerNetwork $name -Label $label", ("name", name), ("label", containers.Label)).Errors);
        Assert.Equal(("NetworkAlreadyExists", ErrorCategory.ResourceExists, name), (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category, error.TargetObject));
        Assert.Equal(name, TestEngine.Docker("network", "ls", "--filter", "name=" + name, "--format", "{{.Name}}"));
    }

    [Theory]
    [InlineData("-Subnet 10.1.0.0", "NetworkAddressesInvalid", "'10.1.0.0' is not a network of addresses")]
    [InlineData("-Subnet 10.1.0.0/16, 10.1.5.0/24", "NetworkAddressesInvalid", "overlap")]
    [InlineData("-Gateway 10.1.0.1", "NetworkAddressesInvalid", "give one with -Subnet")]
    [InlineData("-Driver nosuch", "DriverNotFound", "nosuch")]
    [InlineData("-Driver overlay", "NotASwarmManager", "swarm")]
    public void What_cannot_be_made_says_why(string parameters, string id, string words)
    {
        var outcome = session.Run($"New-ContainerNetwork $name {parameters} -Label $label", ("name", containers.Name("wrong")), ("label", containers.Label));
        Assert.Equal([id], outcome.ErrorIds);
        Assert.Contains(words, outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Null(TestNetworks.Inspect(containers.Name("wrong")));
    }

    [Fact]
    public void A_subnet_that_is_taken_and_a_name_that_every_engine_has_are_refused_in_words()
    {
        var block = TestNetworks.Block();
        containers.Network("first", "--subnet", block + ".0/24");
        var outcome = session.Run("New-ContainerNetwork $name -Subnet $subnet -Label $label; New-ContainerNetwork host", ("name", containers.Name("second")), ("subnet", block + ".0/25"), ("label", containers.Label));
        Assert.Equal(["NetworkOverlaps", "NetworkPredefined"], outcome.ErrorIds);
        Assert.Equal((ErrorCategory.ResourceExists, containers.Name("second")), (outcome.Errors[0].CategoryInfo.Category, outcome.Errors[0].TargetObject));
    }

    [Fact]
    public void WhatIf_makes_nothing()
    {
        Assert.Empty(session.Run("New-ContainerNetwork $name -WhatIf", ("name", containers.Name("whatif"))).Good().Output);
        Assert.Null(TestNetworks.Inspect(containers.Name("whatif")));
    }

    /// <summary>All that is said of a network but what is its own.</summary>
    private static string Comparable(string name)
    {
        var network = JsonObject.Create(TestNetworks.Inspect(name)!.Value)!;
        foreach (var own in new[] { "Id", "Created", "Name" }) network.Remove(own);
        var labels = network["Labels"]!.AsObject();
        foreach (var key in labels.Select(label => label.Key).Where(key => key.StartsWith("containertools", StringComparison.Ordinal)).ToArray()) labels.Remove(key);
        // Docker's client brings its subnets in any order.
        network["IPAM"]!["Config"] = new JsonArray([.. network["IPAM"]!["Config"]!.AsArray().Select(pool => pool!.DeepClone()).OrderBy(pool => pool!["Subnet"]!.ToString(), StringComparer.Ordinal)]);
        return network.ToJsonString();
    }
}
