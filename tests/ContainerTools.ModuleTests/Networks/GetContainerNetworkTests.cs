namespace ContainerTools.ModuleTests.Networks;

public sealed class GetContainerNetworkTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    [Fact]
    public void It_lists_what_docker_lists()
    {
        containers.Network("listed");
        // Other tests make and remove theirs meanwhile: what has been there before and after must be in the list.
        var (before, all, after) = (Docker(), session.Run("Get-ContainerNetwork | ForEach-Object { \"$($_.Id) $($_.Name) $($_.Driver) $($_.Scope)\" }").Good().Text, Docker());
        Assert.Empty(before.Intersect(after).Except(all));
        Assert.Equal(before.Where(line => line.Contains(containers.Prefix, StringComparison.Ordinal)), all.Where(line => line.Contains(containers.Prefix, StringComparison.Ordinal)));
        static string[] Docker() => TestEngine.Docker("network", "ls", "--no-trunc", "--format", "{{.ID}} {{.Name}} {{.Driver}} {{.Scope}}").Split('\n');
    }

    [Fact]
    public void It_says_who_is_on_it_and_with_which_addresses()
    {
        var block = TestNetworks.Block();
        var network = containers.Network("members", "--subnet", block + ".0/24", "--gateway", block + ".9", "--ip-range", block + ".128/25", "--aux-address", "router=" + block + ".7", "--label", "purpose=test");
        var (running, stopped) = (containers.Start("member", "sleep 1000", "--network", network, "--ip", block + ".200"), containers.Create("stopped", "exit 0", "--network", network));
        var found = Assert.Single(session.Run("Get-ContainerNetwork $network", ("network", network)).Good().Output);
        object? Of(string property) => found.Properties[property].Value;
        Assert.Equal((network, "bridge", "local", false, false), (Of("Name"), Of("Driver"), Of("Scope"), Of("Internal"), Of("Predefined")));
        Assert.Equal([block + ".0/24"], (IEnumerable<string>)Of("Subnets")!);
        Assert.Equal([block + ".9"], (IEnumerable<string>)Of("Gateways")!);
        Assert.Equal("test", ((IReadOnlyDictionary<string, string>)Of("Labels")!)["purpose"]);
        Assert.InRange(DateTimeOffset.UtcNow - (DateTimeOffset)Of("Created")!, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(5));
        Assert.Equal((null, TestEngine.Host), (Of("Context"), Of("EngineHost")));
        var pool = session.Run("$p = (Get-ContainerNetwork $network).AddressPools[0]; $p.IPRange; $p.AuxAddresses.router").Good().Text;
        Assert.Equal([block + ".128/25", block + ".7"], pool);
        var member = session.Run("(Get-ContainerNetwork $network).Containers | ForEach-Object { \"$_ $($_.IPAddress)/$($_.PrefixLength) $($_.ContainerId) $($_.MacAddress)\" }").Good().Text;
        Assert.Equal([TestEngine.Docker("inspect", "--format", $"{running} {block}.200/24 {{{{.Id}}}} {{{{(index .NetworkSettings.Networks \"{network}\").MacAddress}}}}", running)], member);
        Assert.DoesNotContain(stopped, member[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Filters_narrow_it()
    {
        var (plain, inner) = (containers.Network("filter-plain"), containers.Network("filter-inner", "--internal", "--label", "tier=back"));
        containers.Start("filter", "sleep 1000", "--network", inner);
        IReadOnlyList<string> Run(string filter) => session.Run($"Get-ContainerNetwork $pattern {filter} | ForEach-Object Name", ("pattern", containers.Name("filter-*")), ("label", containers.Label)).Good().Text;
        Assert.Equal([inner, plain], Run(""));
        Assert.Equal([inner, plain], Run("-Driver bridge, host -Scope Local -Label $label"));
        Assert.Empty(Run("-Driver macvlan"));
        Assert.Equal([inner], Run("-Label tier"));
        Assert.Equal([inner], Run("-Label @{ tier = 'back' }, $label"));
        Assert.Empty(Run("-Label tier=front"));
        Assert.Equal([inner], Run("-Filter @{ label = 'tier=back' }"));
        // The engine's own filter takes a network with a running container for an unused one.
        Assert.Equal([plain], Run("-Dangling"));
        Assert.Equal([inner], Run("-Dangling:$false"));
        Assert.Empty(session.Run("Get-ContainerNetwork bridge, host, none -Dangling").Good().Text);
        Assert.Equal(["bridge", "host", "none"], session.Run("Get-ContainerNetwork bridge, host, none -Dangling:$false").Good().Text);
    }

    [Fact]
    public void Ids_and_places_on_a_network_name_it_too()
    {
        var name = containers.Network("forms");
        containers.Start("forms", "sleep 1000", "--network", name);
        var outcome = session.Run(
            """
            $n = Get-ContainerNetwork $name
            (Get-ContainerNetwork -Id $n.Id).Name
            (Get-ContainerNetwork -Id $n.ShortId).Name
            ($n | Get-ContainerNetwork).Name
            ([System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($n)) | Get-ContainerNetwork).Name
            ([pscustomobject]@{ Id = $n.Id } | Get-ContainerNetwork).Name
            ((Get-Container $member).Networks | Get-ContainerNetwork).Name
            ($n.Containers | Get-Container).Name
            (Get-ContainerNetwork $name -Detailed).Raw.IPAM.Driver
            """, ("name", name), ("member", containers.Name("forms"))).Good().Text;
        Assert.Equal([.. Enumerable.Repeat(name, 6), containers.Name("forms"), "default"], outcome);
    }

    [Fact]
    public void What_is_not_there_is_an_error_and_a_pattern_that_fits_nothing_is_silence()
    {
        var none = containers.Name("none");
        var outcome = session.Run("Get-ContainerNetwork $none; Get-ContainerNetwork \"$none*\"; Get-ContainerNetwork -Id ffffffffffff; Get-ContainerNetwork bridge -Driver macvlan; 'after'", ("none", none));
        Assert.Equal(["after"], outcome.Text);
        Assert.Equal(["NetworkNotFound", "NetworkNotFound"], outcome.ErrorIds);
        Assert.Equal((none, ErrorCategory.ObjectNotFound), (outcome.Errors[0].TargetObject, outcome.Errors[0].CategoryInfo.Category));
    }

    [Fact]
    public void Several_engines_are_asked_and_one_that_is_not_there_is_an_error()
    {
        var outcome = session.Run("Get-ContainerNetwork bridge -EngineHost unix:///nowhere/engine.sock, $engine | ForEach-Object EngineHost", ("engine", TestEngine.Host));
        Assert.Equal([TestEngine.Host], outcome.Text);
        Assert.Equal(["EngineUnreachable"], outcome.ErrorIds);
    }

    [Fact]
    public void A_table_shows_who_is_on_it()
    {
        var name = containers.Network("view");
        containers.Start("viewed", "sleep 1000", "--network", name);
        var table = ShellProcess.Command($"Import-Module '{TestEngine.Manifest}'; Get-ContainerNetwork {name}").Good().Output;
        Assert.Matches($@"Id +Name +Driver +Scope +Subnets +Containers\s+[\s-]+[0-9a-f]{{12}} {name} +bridge +local +[\d./]+ +{containers.Name("viewed")}", table);
    }
}
