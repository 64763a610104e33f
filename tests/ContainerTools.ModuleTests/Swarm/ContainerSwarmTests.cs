using System.Security.Cryptography.X509Certificates;

namespace ContainerTools.ModuleTests.Swarm;

/// <summary>A swarm of one engine from its beginning to its end.</summary>
public sealed class ContainerSwarmTests(LooseEngine engine, PowerShellSession session) : IClassFixture<LooseEngine>, IClassFixture<PowerShellSession>
{
    private Outcome Run(string script) => session.Run(script, ("engine", engine.Host()), ("address", engine.Address()));

    private string Info(string field) => engine.Docker("info", "--format", $"{{{{{field}}}}}");

    private void Leave()
    {
        if (Info(".Swarm.LocalNodeState") != "inactive") engine.Docker("swarm", "leave", "--force");
    }

    private void Initialize()
    {
        Leave();
        engine.Docker("swarm", "init", "--advertise-addr", engine.Address());
    }

    [Fact]
    public void An_engine_makes_a_swarm_and_leaves_it()
    {
        Leave();
        Assert.Equal(["Inactive", "False"], Run("Get-ContainerSwarm -EngineHost $engine | ForEach-Object { $_.State; $_.IsManager }").Good().Text);
        var made = Run("Initialize-ContainerSwarm $address -EngineHost $engine -TaskHistoryLimit 3 -DispatcherHeartbeat 7s -DefaultAddressPool 10.30.0.0/16 -SubnetSize 26 -CertificateExpiry 720h -MaxSnapshots 2 -SnapshotInterval 5000");
        var swarm = Assert.Single(made.Good().Output);
        Assert.Equal(Info(".Swarm.Cluster.ID"), swarm.ToString());
        Assert.Equal("3 7 10.30.0.0/16 26 30 2 5000 False", session.Run("\"$($s.TaskHistoryLimit) $($s.DispatcherHeartbeat.TotalSeconds) $($s.DefaultAddressPool) $($s.SubnetSize) $($s.CertificateExpiry.TotalDays) $($s.MaxSnapshots) $($s.SnapshotInterval) $($s.AutoLock)\"", ("s", swarm)).Good().Text[0]);
        Assert.Equal(("true", "3"), (Info(".Swarm.ControlAvailable"), Info(".Swarm.Cluster.Spec.Orchestration.TaskHistoryRetentionLimit")));

        var refused = Run("Initialize-ContainerSwarm -EngineHost $engine; Exit-ContainerSwarm $engine; Exit-ContainerSwarm $engine -Force -WhatIf");
        Assert.Equal(["SwarmAlreadyActive", "SwarmManagerLeaving"], refused.ErrorIds);
        Assert.Equal("active", Info(".Swarm.LocalNodeState"));
        Run("Exit-ContainerSwarm $engine -Force").Good();
        Assert.Equal("inactive", Info(".Swarm.LocalNodeState"));
        Assert.Equal(["NotInSwarm"], Run("Exit-ContainerSwarm $engine").ErrorIds);
        Assert.Equal(["NotASwarmManager"], Run("Get-ContainerNode -EngineHost $engine").ErrorIds);
    }

    [Fact]
    public void WhatIf_makes_no_swarm()
    {
        Leave();
        Assert.Empty(Run("Initialize-ContainerSwarm $address -EngineHost $engine -WhatIf").Good().Output);
        Assert.Equal("inactive", Info(".Swarm.LocalNodeState"));
    }

    [Fact]
    public void Settings_change_and_what_is_not_named_stays()
    {
        Initialize();
        engine.Docker("swarm", "update", "--task-history-limit", "9");
        Assert.Empty(Run("Set-ContainerSwarm -EngineHost $engine -MaxSnapshots 4").Good().Output);
        Run("Set-ContainerSwarm -EngineHost $engine -MaxSnapshots 8 -WhatIf").Good();
        Assert.Equal(("9", "4"), (Info(".Swarm.Cluster.Spec.Orchestration.TaskHistoryRetentionLimit"), Info(".Swarm.Cluster.Spec.Raft.KeepOldSnapshots")));
    }

    [Fact]
    public void The_network_that_leads_what_is_published_to_the_tasks_can_be_made_anew()
    {
        Initialize();
        SwarmEngine.Until(() => engine.Docker("network", "ls", "--quiet", "--filter", "name=ingress").Length > 0, "the first one");
        Run("Remove-ContainerNetwork ingress -Confirm:$false -EngineHost $engine").Good();
        SwarmEngine.Until(() => engine.Docker("network", "ls", "--quiet", "--filter", "name=ingress").Length == 0, "its end");
        var made = Run("New-ContainerNetwork way-in -Driver overlay -Ingress -EngineHost $engine | ForEach-Object Ingress").Good().Text;
        Assert.Equal(["True"], made);
        Assert.Equal("true", engine.Docker("network", "inspect", "--format", "{{.Ingress}}", "way-in"));
    }

    [Fact]
    public void Tokens_and_keys_are_shown_only_to_whoever_asks()
    {
        Initialize();
        var token = Run("(Get-ContainerSwarmToken Manager -EngineHost $engine).GetType().Name; Get-ContainerSwarmToken Manager -AsPlainText -EngineHost $engine").Good().Text;
        Assert.Equal(["SecureString", engine.Docker("swarm", "join-token", "--quiet", "manager")], token);
        Assert.Empty(Run("Reset-ContainerSwarmToken Worker -EngineHost $engine").Good().Output);
        var worker = engine.Docker("swarm", "join-token", "--quiet", "worker");
        var renewed = Run("Reset-ContainerSwarmToken Worker -PassThru -AsPlainText -EngineHost $engine").Good().Text[0];
        Assert.NotEqual(worker, renewed);
        Assert.Equal(renewed, engine.Docker("swarm", "join-token", "--quiet", "worker"));

        Assert.Equal(["SwarmNotAutoLocked"], Run("Get-ContainerSwarmUnlockKey -EngineHost $engine").ErrorIds);
        var everything = Run("Get-ContainerSwarm -Detailed -EngineHost $engine | ForEach-Object { [System.Management.Automation.PSSerializer]::Serialize($_, 12) }").Good().Text[0];
        Assert.DoesNotContain("SWMTKN", everything, StringComparison.Ordinal);
        Assert.Contains("RemoteManagers", everything, StringComparison.Ordinal);
    }

    [Fact]
    public void The_root_certificate_is_shown_and_replaced()
    {
        Initialize();
        var old = Root();
        Assert.Equal(old, Run("(Get-ContainerSwarm -EngineHost $engine).RootCertificatePem").Good().Text[0]);
        using (var certificate = X509Certificate2.CreateFromPem(old))
        {
            Assert.Equal([certificate.Thumbprint, "False"], Run("(Get-ContainerSwarm -EngineHost $engine).RootCertificate | ForEach-Object { $_.Thumbprint; $_.HasPrivateKey }").Good().Text);
        }
        Run("Reset-ContainerSwarmCA -EngineHost $engine -WhatIf").Good();
        Assert.Equal(old, Root());

        var token = engine.Docker("swarm", "join-token", "--quiet", "worker");
        var renewed = Run("(Reset-ContainerSwarmCA -EngineHost $engine -CertificateExpiry 1000h -TimeoutSeconds 60 -PassThru).RootCertificatePem").Good().Text[0];
        Assert.NotEqual(old, renewed);
        Assert.Equal(renewed, Root());
        // All that docker waits for has come: this does not wait.
        Assert.Equal(("false", "1000h0m0s"), (Info(".Swarm.Cluster.RootRotationInProgress"), Info(".Swarm.Cluster.Spec.CAConfig.NodeCertExpiry")));
        Assert.Equal(renewed, engine.Docker("node", "inspect", "--format", "{{.Description.TLSInfo.TrustRoot}}", "self").Trim());
        Assert.NotEqual(token, engine.Docker("swarm", "join-token", "--quiet", "worker"));
        Assert.Empty(Run("Reset-ContainerSwarmCA -EngineHost $engine -Detach").Good().Output);
        SwarmEngine.Until(() => Root() != renewed && Info(".Swarm.Cluster.RootRotationInProgress") == "false", "the root certificate that nobody waited for");
    }

    [Fact]
    public void A_root_certificate_of_ones_own_is_taken_and_its_key_given_to_nobody()
    {
        Initialize();
        using var folder = new TestFolder();
        using var authority = new TestCertificates("our own", days: 1000);
        using var brief = new TestCertificates("brief");
        using var other = new TestCertificates("another", days: 1000);
        var (certificate, key) = (folder.Write("ca.pem", authority.Authority + "\n" + authority.AuthorityKey), folder.Write("ca.key", authority.AuthorityKey));
        Outcome Reset(string parameters) => session.Run($"Reset-ContainerSwarmCA {parameters} -EngineHost $engine -TimeoutSeconds 60", ("engine", engine.Host()), ("certificate", certificate), ("key", key),
            ("other", folder.Write("other.key", other.AuthorityKey)), ("locked", folder.Write("locked.key", authority.EncryptedAuthorityKey)), ("none", folder.Write("none.pem", "no PEM")),
            ("brief", folder.Write("brief.pem", brief.Authority)), ("briefKey", folder.Write("brief.key", brief.AuthorityKey)));
        var before = Root();
        foreach (var (parameters, id) in new[]
        {
            ("$certificate", "KeyMissing"), ("-Key $key", "CertificateMissing"), ("-ExternalCA https://ca.example", "CertificateMissing"), ("$none $key", "CertificateInvalid"), ("$key $key", "CertificateInvalid"),
            ("$certificate $none", "KeyInvalid"), ("$certificate $locked", "KeyEncrypted"), ("$certificate /no/such/file", "FileNotFound"), ("$certificate -ExternalCA protocol=ssh,url=https://x", "ExternalCAInvalid"),
        })
        {
            var refused = Reset(parameters);
            Assert.Equal([id], refused.ErrorIds);
        }
        // What the managers refuse: a key of another certificate, an authority that nobody can reach, and one that ends soon.
        foreach (var parameters in new[] { "$certificate $other", "$certificate -ExternalCA https://127.0.0.1:9/sign", "$brief $briefKey" }) Assert.Equal(["SwarmCARefused"], Reset(parameters).ErrorIds);
        Assert.Equal(before, Root());

        var outcome = Reset("$certificate $key -PassThru -Verbose").Good();
        Assert.Equal(authority.Authority.Trim(), Root());
        var everything = session.Run("$s, (Get-ContainerSwarm -Detailed -EngineHost $engine) | ForEach-Object { [System.Management.Automation.PSSerializer]::Serialize($_, 12) }", ("s", outcome.Output[0]), ("engine", engine.Host())).Good().Text;
        Assert.All(everything, text => Assert.DoesNotContain("PRIVATE KEY", text, StringComparison.Ordinal));
        Assert.All(everything, text => Assert.Contains("CN=our own", text, StringComparison.Ordinal));
        Assert.DoesNotContain("PRIVATE KEY", engine.Docker("info", "--format", "{{json .Swarm}}"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_tells_the_services_on_it_to_whoever_wants_all()
    {
        Initialize();
        Run("$null = New-ContainerNetwork back -Driver overlay -EngineHost $engine; New-ContainerService talk busybox -Network back -Command sleep, 1000 -Init -NoResolveImage -EngineHost $engine | Wait-ContainerService -TimeoutSeconds 60").Good();
        Assert.Contains("talk", Run("(Get-ContainerNetwork back -Detailed -EngineHost $engine).Raw.Services.PSObject.Properties | ForEach-Object Name").Good().Text);
        Run("Remove-ContainerService talk -Confirm:$false -EngineHost $engine").Good();
    }

    private string Root() => engine.Docker("swarm", "ca").Trim();

    [Fact]
    public void A_manager_that_locks_itself_is_unlocked_with_its_key()
    {
        Initialize();
        var key = Run("Set-ContainerSwarm -AutoLock -EngineHost $engine; Get-ContainerSwarmUnlockKey -AsPlainText -EngineHost $engine").Good().Text[0];
        Assert.Equal(engine.Docker("swarm", "unlock-key", "--quiet"), key);
        engine.Restart(1);
        Assert.Equal(["Locked"], Run("(Get-ContainerSwarm -EngineHost $engine).State").Good().Text);
        Assert.Equal(["SwarmLocked"], Run("Get-ContainerNode -EngineHost $engine").ErrorIds);
        foreach (var wrong in new[] { "SWMKEY-1-" + new string('A', 43), "no key" })
        {
            Assert.Equal(["UnlockKeyInvalid"], session.Run("$secure = [securestring]::new(); $key.ToCharArray() | ForEach-Object { $secure.AppendChar($_) }; Unlock-ContainerSwarm $engine -Key $secure", ("engine", engine.Host()), ("key", wrong)).ErrorIds);
        }
        session.Run("$secure = [securestring]::new(); $key.ToCharArray() | ForEach-Object { $secure.AppendChar($_) }; Get-ContainerSwarm -EngineHost $engine | Unlock-ContainerSwarm -Key $secure", ("engine", engine.Host()), ("key", key)).Good();
        SwarmEngine.Until(() => Run("(Get-ContainerSwarm -EngineHost $engine).State").Text is ["Active"], "the unlocked swarm");
        Assert.NotEqual(key, Run("Reset-ContainerSwarmUnlockKey -PassThru -AsPlainText -EngineHost $engine").Good().Text[0]);
    }
}
