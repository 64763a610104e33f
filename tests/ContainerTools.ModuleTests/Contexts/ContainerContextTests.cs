using System.Text.Json;

namespace ContainerTools.ModuleTests.Contexts;

/// <summary>The store of contexts, which docker's own client and the cmdlets share.</summary>
public sealed class ContainerContextTests : IDisposable
{
    private readonly DockerFolder docker = new();

    public void Dispose() => docker.Dispose();

    [Fact]
    public void What_docker_made_is_listed_as_docker_lists_it()
    {
        docker.Docker("context", "create", "prod", "--description", "The real one", "--docker", "host=tcp://prod.example:2376,skip-tls-verify=true");
        docker.Docker("context", "create", "far", "--docker", "host=ssh://me@far.example:2222/run/docker.sock");
        docker.Docker("context", "create", "aa", "--docker", "host=unix:///tmp/a.sock");
        docker.Docker("context", "use", "far");
        var listed = docker.Run("Get-ContainerContext | ForEach-Object { \"$($_.Name)|$($_.EngineHost)|$($_.IsCurrent)\" }").Good().Lines;
        var expected = docker.Docker("context", "ls", "--format", "{{.Name}}|{{.DockerEndpoint}}|{{.Current}}").Split('\n').Select(line => line.Replace("|true", "|True", StringComparison.Ordinal).Replace("|false", "|False", StringComparison.Ordinal));
        Assert.Equal(expected.Order(), listed.Order());
        Assert.Equal(["The real one|True|"], docker.Run("Get-ContainerContext prod | ForEach-Object { \"$($_.Description)|$($_.SkipTLSVerify)|$($_.Source)\" }").Good().Lines);
    }

    [Fact]
    public void What_is_made_is_as_docker_makes_it()
    {
        using var certificates = new TestCertificates("authority");
        using var client = certificates.Client();
        certificates.WriteTo(Path.Combine(docker.Path, "mine"), client);
        var files = $"ca={docker.Path}/mine/ca.pem,cert={docker.Path}/mine/cert.pem,key={docker.Path}/mine/key.pem";
        docker.Docker("context", "create", "their-plain", "--docker", "host=tcp://host:2375");
        docker.Docker("context", "create", "their-tls", "--description", "With TLS", "--docker", $"host=tcp://host:2376,{files}");
        docker.Run($$"""
            New-ContainerContext our-plain tcp://host
            New-ContainerContext our-tls tcp://host -Description 'With TLS' -CACertificate "$env:DOCKER_CONFIG/mine/ca.pem" -Certificate "$env:DOCKER_CONFIG/mine/cert.pem" -Key "$env:DOCKER_CONFIG/mine/key.pem"
            """).Good();
        Assert.Equal(Comparable("their-plain"), Comparable("our-plain"));
        Assert.Equal(Comparable("their-tls"), Comparable("our-tls"));
        Assert.Equal(Files("their-tls"), Files("our-tls"));
    }

    private string Comparable(string context)
    {
        var inspected = docker.Inspect(context);
        return $"{inspected.GetProperty("Metadata")} {inspected.GetProperty("Endpoints")} {inspected.GetProperty("TLSMaterial")}";
    }

    private string[] Files(string context)
    {
        var folder = docker.Inspect(context).GetProperty("Storage").GetProperty("TLSPath").GetString()!;
        return [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order().Select(file => $"{Path.GetRelativePath(folder, file)} {Mode(file)} {Mode(Path.GetDirectoryName(file)!)} {File.ReadAllText(file)}")];
    }

    private static string Mode(string path) => OperatingSystem.IsWindows() ? "" : File.GetUnixFileMode(path).ToString();

    [Fact]
    public void What_is_changed_is_changed_for_docker_too()
    {
        docker.Docker("context", "create", "prod", "--description", "Old", "--docker", "host=tcp://old:2375");
        docker.Run("Set-ContainerContext prod -EngineHost tcp://new:1234 -Description New").Good();
        Assert.Equal(("New", "tcp://new:1234"), (docker.Inspect("prod").GetProperty("Metadata").GetProperty("Description").GetString(), Endpoint("prod").GetProperty("Host").GetString()));
        docker.Run("Set-ContainerContext prod -SkipTLSVerify").Good();
        Assert.Equal(("tcp://new:1234", true), (Endpoint("prod").GetProperty("Host").GetString(), Endpoint("prod").GetProperty("SkipTLSVerify").GetBoolean()));
        Assert.Equal(["False tcp://new:1234"], docker.Run("Get-ContainerContext p* | Set-ContainerContext -RemoveTLS -PassThru | ForEach-Object { \"$($_.SkipTLSVerify) $($_.EngineHost)\" }").Good().Lines);
    }

    private JsonElement Endpoint(string context) => docker.Inspect(context).GetProperty("Endpoints").GetProperty("docker");

    [Fact]
    public void Certificates_stay_with_a_context_until_they_are_taken_away()
    {
        using var certificates = new TestCertificates("authority");
        using var client = certificates.Client();
        certificates.WriteTo(Path.Combine(docker.Path, "mine"), client);
        var lines = docker.Run("""
            $show = { "$($_.Name) $($_.HasTLS) $($_.TLSPath ? [IO.Directory]::GetFiles($_.TLSPath).Count : 0)" }
            $null = $ExecutionContext.SessionState.Path.SetLocation("$env:DOCKER_CONFIG/mine")
            New-ContainerContext prod tcp://host -CACertificate ca.pem -Certificate cert.pem -Key key.pem | ForEach-Object $show
            Set-ContainerContext prod -EngineHost tcp://other -PassThru | ForEach-Object $show
            New-ContainerContext copy -FromContext prod | ForEach-Object $show
            Set-ContainerContext prod -RemoveTLS -PassThru | ForEach-Object $show
            Get-ContainerContext copy | ForEach-Object $show
            """).Good().Lines;
        Assert.Equal(["prod True 3", "prod True 3", "copy True 3", "prod False 0", "copy True 3"], lines);
        Assert.Equal("tcp://other:2376", Endpoint("copy").GetProperty("Host").GetString());
    }

    [Fact]
    public void What_is_removed_is_gone_for_docker_too()
    {
        docker.Docker("context", "create", "one", "--docker", "host=tcp://one:2375");
        docker.Docker("context", "create", "two", "--docker", "host=tcp://two:2375,skip-tls-verify=true");
        docker.Docker("context", "create", "three", "--docker", "host=tcp://three:2375");
        docker.Run("Remove-ContainerContext one -WhatIf").Good();
        Assert.Equal("one", docker.Inspect("one").GetProperty("Name").GetString());
        docker.Run("Remove-ContainerContext one; Get-ContainerContext t* | Remove-ContainerContext").Good();
        Assert.Equal("default", docker.Docker("context", "ls", "--quiet"));
        Assert.Empty(Directory.GetFiles(Path.Combine(docker.Path, "contexts"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void The_current_one_is_removed_only_by_force()
    {
        docker.Docker("context", "create", "mine", "--docker", "host=tcp://mine:2375");
        docker.Docker("context", "use", "mine");
        var (code, _, error) = docker.TryDocker("context", "rm", "mine");
        Assert.True(code != 0, "docker itself removes it");
        Assert.Contains("in use", error, StringComparison.Ordinal);
        var refused = docker.Run("Remove-ContainerContext mine -ErrorVariable e -ErrorAction SilentlyContinue; $e[0].FullyQualifiedErrorId; $e[0].CategoryInfo.Category").Good();
        Assert.Equal(["ContextInUse,ContainerTools.Commands.RemoveContainerContextCommand", "InvalidOperation"], refused.Lines);
        docker.Run("Remove-ContainerContext mine -Force").Good();
        Assert.Equal("default", docker.Docker("context", "show"));
        Assert.DoesNotContain("mine", docker.Config, StringComparison.Ordinal);
    }

    [Fact]
    public void A_choice_for_the_user_is_dockers_choice()
    {
        File.WriteAllText(docker.ConfigFile, "{\"psFormat\": \"table {{.Names}}\"}");
        docker.Run("New-ContainerContext prod tcp://prod; Use-ContainerContext prod -Scope User -WhatIf").Good();
        Assert.Equal("default", docker.Docker("context", "show"));
        Assert.Equal(["prod Configuration"], docker.Run("Use-ContainerContext prod -Scope User -PassThru | ForEach-Object { \"$_ $($_.Source)\" }").Good().Lines);
        Assert.Equal("prod", docker.Docker("context", "show"));
        Assert.Contains("table {{.Names}}", docker.Config, StringComparison.Ordinal);
        docker.Run("Use-ContainerContext default -Scope User").Good();
        Assert.Equal("default", docker.Docker("context", "show"));
        docker.Docker("context", "use", "prod");
        docker.Run("Use-ContainerContext -Reset -Scope User").Good();
        Assert.DoesNotContain("currentContext", docker.Config, StringComparison.Ordinal);
    }

    [Fact]
    public void A_choice_for_the_session_is_this_runspaces_alone()
    {
        var lines = docker.Run($$"""
            $null = New-ContainerContext here {{TestEngine.Host}}
            $null = New-ContainerContext there tcp://127.0.0.1:1
            Use-ContainerContext here
            "$((Get-ContainerContext -Current).Source) $((Get-ContainerContext -Current).Name)"
            "$((Get-ContainerHost).Source) $((Get-ContainerHost).Context)"
            1, 2 | ForEach-Object -Parallel { Import-Module '{{TestEngine.Manifest}}'; Use-ContainerContext there; Get-ContainerContext -Current | ForEach-Object { "$($_.Source) $_" } }
            "$((Get-ContainerContext -Current).Source) $((Get-ContainerContext -Current).Name)"
            Use-ContainerContext -Reset
            "$((Get-ContainerContext -Current).Source) $((Get-ContainerContext -Current).Name)"
            Use-ContainerContext here; Remove-Module ContainerTools; Import-Module '{{TestEngine.Manifest}}'
            (Get-ContainerContext -Current).Source
            """).Good().Lines;
        Assert.Equal(["Session here", "Session here", "Session there", "Session there", "Session here", "Default default", "Default"], lines);
    }

    [Theory]
    [InlineData("Use-ContainerContext session", "tcp://host:1", "env", "Session session")]
    [InlineData("", "tcp://host:1", "env", "DockerHost default")]
    [InlineData("", "", "env", "DockerContext env")]
    [InlineData("", "", "", "Configuration config")]
    [InlineData("Use-ContainerContext default", "", "env", "Session default")]
    public void The_first_that_says_something_is_the_current_one(string first, string host, string context, string expected)
    {
        foreach (var name in new[] { "session", "env", "config" }) docker.Docker("context", "create", name, "--docker", $"host=tcp://{name}:1");
        docker.Docker("context", "use", "config");
        var run = docker.Run($"{first}; Get-ContainerContext -Current | ForEach-Object {{ \"$($_.Source) $_\" }}; (Get-ContainerContext | Where-Object IsCurrent).Name",
            ("DOCKER_HOST", host), ("DOCKER_CONTEXT", context));
        Assert.Equal([expected, expected.Split(' ')[1]], run.Good().Lines);
    }

    [Fact]
    public void A_choice_that_does_not_count_here_is_said_to()
    {
        docker.Docker("context", "create", "prod", "--docker", "host=tcp://prod:1");
        Assert.Contains("DOCKER_HOST", Assert.Single(docker.Run("Use-ContainerContext prod -Scope User", ("DOCKER_HOST", "tcp://x:1")).Lines), StringComparison.Ordinal);
        Assert.Contains("Use-ContainerContext -Reset", docker.Run("Use-ContainerContext prod; Use-ContainerContext default -Scope User").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_done_is_an_error_and_changes_nothing()
    {
        (string Script, string Id)[] cases =
        [
            ("New-ContainerContext x tcp://a", "ContextNameInvalid"),
            ("New-ContainerContext default tcp://a", "ContextReserved"),
            ("New-ContainerContext here tcp://a", "ContextAlreadyExists"),
            ("New-ContainerContext new smb://a", "EngineHostInvalid"),
            ("New-ContainerContext new unix:///a.sock -SkipTLSVerify", "TlsNotApplicable"),
            ("New-ContainerContext new -FromContext nowhere", "ContextNotFound"),
            ("New-ContainerContext new tcp://a -CACertificate /no/such.pem", "FileNotFound"),
            ("New-ContainerContext new tcp://a -CACertificate key.pem", "TlsFileInvalid"),
            ("New-ContainerContext new tcp://a -Certificate cert.pem", "TlsFilesIncomplete"),
            ("New-ContainerContext new tcp://a -Certificate cert.pem -Key other.pem", "TlsFileInvalid"),
            ("New-ContainerContext new tcp://a -Certificate cert.pem -Key encrypted.pem", "TlsKeyEncrypted"),
            ("Set-ContainerContext here -EngineHost smb://a", "EngineHostInvalid"),
            ("Set-ContainerContext nowhere -Description x", "ContextNotFound"),
            ("Set-ContainerContext default -Description x", "ContextReserved"),
            ("Remove-ContainerContext nowhere", "ContextNotFound"),
            ("Remove-ContainerContext default", "ContextReserved"),
            ("Use-ContainerContext nowhere", "ContextNotFound"),
            ("Get-ContainerContext nowhere", "ContextNotFound"),
            ("Get-ContainerContext broken", "ConfigurationUnreadable"),
            ("[pscustomobject] @{ Name = 'here'; Id = 1 } | Remove-ContainerContext", "ParameterArgumentTransformationError"),
        ];
        using var certificates = new TestCertificates("authority");
        using var client = certificates.Client();
        using var other = certificates.Client();
        certificates.WriteTo(docker.Path, client);
        File.WriteAllText(Path.Combine(docker.Path, "other.pem"), TestCertificates.Key(other));
        File.WriteAllText(Path.Combine(docker.Path, "encrypted.pem"), TestCertificates.EncryptedKey(client));
        docker.Docker("context", "create", "here", "--docker", "host=tcp://here:1");
        docker.Docker("context", "create", "broken", "--docker", "host=tcp://here:1");
        File.WriteAllText(Path.Combine(docker.Inspect("broken").GetProperty("Storage").GetProperty("MetadataPath").GetString()!, "meta.json"), "{ nonsense");
        var before = Snapshot();
        var run = docker.Run("$null = $ExecutionContext.SessionState.Path.SetLocation($env:DOCKER_CONFIG)\n" +
            string.Join('\n', cases.Select(c => $"$Error.Clear(); {c.Script} -ErrorAction SilentlyContinue\n\"{c.Script}: $($Error[0].FullyQualifiedErrorId.Split(',')[0])\"")));
        Assert.Equal(cases.Select(c => $"{c.Script}: {c.Id}"), run.Lines);
        Assert.Equal(before, Snapshot());
    }

    private string[] Snapshot() => [.. Directory.GetFiles(docker.Path, "*", SearchOption.AllDirectories).Order().Select(file => file + File.ReadAllText(file))];

    [Fact]
    public void A_list_tells_of_what_it_cannot_show()
    {
        docker.Docker("context", "create", "here", "--docker", "host=tcp://here:1");
        File.WriteAllText(docker.ConfigFile, """{"currentContext":"gone"}""");
        var run = docker.Run("$all = Get-ContainerContext 3>&1; $all.Count; \"$all\"").Good();
        Assert.Equal("3", run.Lines[0]);
        Assert.Contains("'gone', which docker's config.json names", run.Lines[1], StringComparison.Ordinal);
        Assert.Equal(["ContextNotFound"], docker.Run("Get-ContainerContext -Current -ErrorVariable e -ErrorAction SilentlyContinue; $e[0].FullyQualifiedErrorId.Split(',')[0]").Good().Lines);
    }

    [Fact]
    public void An_object_of_a_chosen_engine_goes_back_there()
    {
        var lines = docker.Run($$"""
            $null = New-ContainerContext here {{TestEngine.Host}}
            $null = New-ContainerContext there tcp://127.0.0.1:1
            Use-ContainerContext here
            $host1 = Get-ContainerHost
            $name = (Get-ContainerImage {{TestEngine.Image}})
            Use-ContainerContext there
            "$($name.Context) $((Get-ContainerImageHistory $name).Count -gt 0)"
            $name | Get-ContainerImageHistory -Context there -ErrorVariable e -ErrorAction SilentlyContinue
            $e[0].FullyQualifiedErrorId.Split(',')[0]
            """).Good().Lines;
        Assert.Equal(["here True", "EngineMismatch"], lines);
    }
}
