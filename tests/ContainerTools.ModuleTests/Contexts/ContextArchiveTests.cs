namespace ContainerTools.ModuleTests.Contexts;

/// <summary>Contexts that go from machine to machine, in docker's own format.</summary>
public sealed class ContextArchiveTests : IDisposable
{
    private readonly DockerFolder here = new();
    private readonly DockerFolder there = new();

    public void Dispose()
    {
        here.Dispose();
        there.Dispose();
    }

    [Fact]
    public void What_docker_exports_is_imported()
    {
        MakeWithDocker();
        here.Docker("context", "export", "prod", there.Path + "/prod.dockercontext");
        here.Docker("context", "export", "far", there.Path + "/far.dockercontext");
        Assert.Equal(["far ssh://me@far.example False", "prod tcp://prod.example:2376 True"], there.Run("Import-ContainerContext \"$env:DOCKER_CONFIG/*.dockercontext\" | ForEach-Object { \"$($_.Name) $($_.EngineHost) $($_.HasTLS)\" }").Good().Lines);
        Assert.Equal(Comparable(here, "prod"), Comparable(there, "prod"));
        Assert.Equal(Comparable(here, "far"), Comparable(there, "far"));
        Assert.Equal(["ContextAlreadyExists", "other"], there.Run("""
            Import-ContainerContext -LiteralPath "$env:DOCKER_CONFIG/prod.dockercontext" -ErrorAction SilentlyContinue -ErrorVariable failed; ($failed[0].FullyQualifiedErrorId -split ',')[0]
            (Import-ContainerContext "$env:DOCKER_CONFIG/prod.dockercontext" other).Name
            """).Lines);
        Assert.Equal(Comparable(here, "prod"), Comparable(there, "other"));
    }

    [Fact]
    public void What_is_exported_docker_imports()
    {
        MakeWithDocker();
        Assert.Equal(["prod.dockercontext"], here.Run("$null = $ExecutionContext.SessionState.Path.SetLocation($env:DOCKER_CONFIG); Get-ContainerContext p* | Export-ContainerContext -PassThru | ForEach-Object { $_.Name }").Good().Lines);
        var file = here.Path + "/prod.dockercontext";
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        there.Docker("context", "import", "prod", file);
        Assert.Equal(Comparable(here, "prod"), Comparable(there, "prod"));
    }

    [Fact]
    public void A_file_that_is_there_stays_unless_it_is_to_be_replaced()
    {
        MakeWithDocker();
        var lines = here.Run("""
            $null = $ExecutionContext.SessionState.Path.SetLocation($env:DOCKER_CONFIG)
            $ErrorActionPreference = 'SilentlyContinue'
            $ids = { foreach ($e in $args[0]) { ($e.FullyQualifiedErrorId -split ',')[0] } }
            [IO.File]::WriteAllText("$env:DOCKER_CONFIG/x", 'mine')
            Export-ContainerContext far x -ErrorVariable failed; & $ids $failed; [IO.File]::ReadAllText("$env:DOCKER_CONFIG/x")
            Export-ContainerContext far x -Force -WhatIf 6>$null; [IO.File]::ReadAllText("$env:DOCKER_CONFIG/x")
            Export-ContainerContext far x -Force; (Import-ContainerContext x again).EngineHost
            Export-ContainerContext far, prod y -ErrorVariable failed; & $ids $failed
            Export-ContainerContext far -Path nowhere/x -ErrorVariable failed; & $ids $failed
            Get-ContainerContext far, prod | Export-ContainerContext -Path { "z-$($_.Name)" }
            foreach ($name in 'y', 'z-far', 'z-prod', 'nowhere') { "$name $([IO.File]::Exists("$env:DOCKER_CONFIG/$name"))" }
            """).Lines;
        Assert.Equal(
        [
            "FileExists", "mine", "mine", "ssh://me@far.example", "OneFileForSeveral", "FileUnwritable", "y True", "z-far True", "z-prod True", "nowhere False",
        ], lines.Where(line => !line.StartsWith("What if", StringComparison.Ordinal)));
    }

    [Fact]
    public void Keys_are_shown_nowhere()
    {
        MakeWithDocker();
        var run = here.Run("""
            $null = $ExecutionContext.SessionState.Path.SetLocation($env:DOCKER_CONFIG)
            & { Export-ContainerContext prod -Verbose -Debug; Import-ContainerContext prod.dockercontext other -Verbose -Debug } *>&1 | ForEach-Object { "$_" }
            """).Good();
        Assert.DoesNotContain("PRIVATE", string.Join('\n', run.Lines), StringComparison.Ordinal);
    }

    private void MakeWithDocker()
    {
        using var certificates = new TestCertificates("authority");
        using var client = certificates.Client();
        certificates.WriteTo(Path.Combine(here.Path, "mine"), client);
        here.Docker("context", "create", "prod", "--description", "The real one", "--docker", $"host=tcp://prod.example:2376,ca={here.Path}/mine/ca.pem,cert={here.Path}/mine/cert.pem,key={here.Path}/mine/key.pem");
        here.Docker("context", "create", "far", "--docker", "host=ssh://me@far.example");
    }

    private static string Comparable(DockerFolder folder, string context)
    {
        var inspected = folder.Inspect(context);
        var tls = inspected.GetProperty("Storage").GetProperty("TLSPath").GetString()!;
        var files = Directory.Exists(tls) ? Directory.GetFiles(tls, "*", SearchOption.AllDirectories).Order().Select(file => $"{Path.GetRelativePath(tls, file)} {(OperatingSystem.IsWindows() ? "" : File.GetUnixFileMode(file))} {File.ReadAllText(file)}") : [];
        return $"{inspected.GetProperty("Metadata")} {inspected.GetProperty("Endpoints")} {inspected.GetProperty("TLSMaterial")} {string.Join('\n', files)}";
    }
}
