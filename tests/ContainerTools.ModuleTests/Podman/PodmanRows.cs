namespace ContainerTools.ModuleTests.Podman;

/// <summary>Every cmdlet that asks an engine, with podman's service as the engine.</summary>
internal static class PodmanRows
{
    private const string Make = "$null = New-Container busybox:latest -Name $n -Label $label -Init -Command sleep, 1000; ";
    private const string Run = "$null = Invoke-Container busybox:latest -Name $n -Label $label -Init -Detach -Command sleep, 1000; ";
    private const string Image = "$null = ConvertTo-ContainerImage $web $n -Tag 1 -Change \"LABEL $label\"; ";
    private const string Pushed = "$null = Add-ContainerImageTag busybox:latest -Tag 127.0.0.1:5000/test/${n}:1; $pushed = Publish-ContainerImage 127.0.0.1:5000/test/${n}:1; ";

    /// <summary>They ask no engine.</summary>
    public static readonly string[] WithoutEngine =
    [
        "Get-ContainerContext", "New-ContainerContext", "Set-ContainerContext", "Remove-ContainerContext", "Use-ContainerContext", "Export-ContainerContext", "Import-ContainerContext",
        "Get-ContainerRegistry", "Disconnect-ContainerRegistry",
    ];

    /// <summary>They need a terminal, and have not been tried.</summary>
    public static readonly string[] WithTerminal = ["Enter-Container", "Show-ContainerStats"];

    public static IReadOnlyList<PodmanRow> All { get; } =
    [
        .. Containers(), .. Looking(), .. Files(), .. Images(), .. Registries(), .. Rest(),
    ];

    private static IEnumerable<PodmanRow> Containers() =>
    [
        Works("Get-Container", "$c = Get-Container $web -Detailed; $c.State; $c.Environment['COLOUR']; (Get-Container -Label $label -State Running | Where-Object Name -eq $web).Name -eq $web", "Running", "red", "True"),
        Differs("Get-Container -Health", Run + "(Get-Container $n).Health; Get-Container $n -Health Starting", "None"),
        Works("New-Container", Make + "(Get-Container $n).State", "Created"),
        Works("Invoke-Container", "$r = 'in' | Invoke-Container busybox:latest -Label $label -Interactive -AutoRemove -Command sh, -c, 'cat; echo error >&2; exit 3'; $r.ExitCode; $r.StdOut.Trim(); $r.StdErr.Trim(); @(Get-Container $r.ContainerId -ErrorAction Ignore).Count", "3", "in", "error", "0"),
        Works("Start-Container", Make + "(Start-Container $n -PassThru).State", "Running"),
        Works("Stop-Container", Run + "(Stop-Container $n -TimeoutSeconds 0 -PassThru).State", "Exited"),
        Refused("Stop-Container -Signal", Run + "Stop-Container $n -Signal INT", "NotSupportedByEngine"),
        Works("Restart-Container", Run + "(Restart-Container $n -TimeoutSeconds 0 -PassThru).State", "Running"),
        Works("Suspend-Container", Run + "(Suspend-Container $n -PassThru).State; Resume-Container $n", "Paused"),
        Works("Resume-Container", Run + "Suspend-Container $n; (Resume-Container $n -PassThru).State", "Running"),
        Works("Send-ContainerSignal", Run + "Send-ContainerSignal $n KILL; (Wait-Container $n).ExitCode", "137"),
        Works("Remove-Container", Run + "Remove-Container $n -Force; @(Get-Container $n -ErrorAction Ignore).Count", "0"),
        Works("Rename-Container", Make + "(Rename-Container $n \"$n-b\" -PassThru).Name -eq \"$n-b\"", "True"),
        Refused("Set-Container", Make + "Set-Container $n -Memory 64m", "NotSupportedByEngine"),
        Works("Wait-Container", Run + "$null = Stop-Container $n -Force; (Wait-Container $n).ExitCode", "137"),
        Works("Wait-Container -LogPattern", "(Wait-Container $web -LogPattern out -TimeoutSeconds 10 -PassThru).Name -eq $web", "True"),
        Works("Wait-Container -Path", "(Wait-Container $web -Path /tmp/file -TimeoutSeconds 10 -PassThru).Name -eq $web", "True"),
        Differs("Wait-Container -Condition Healthy", "Wait-Container $web -Condition Healthy -TimeoutSeconds 10", "HealthCheckMissing"),
        Differs("Wait-Container -Condition Removed", Run + "Remove-Container $n -Force; (Invoke-Container busybox:latest -Name $n -Label $label -AutoRemove -Detach -Command sh, -c, 'sleep 1; exit 3' | Wait-Container -Condition Removed).ExitCode -eq $null", "True"),
        Works("Export-Container", "Export-Container $web $d/root.tar; [IO.File]::Exists(\"$d/root.tar\")", "True"),
    ];

    private static IEnumerable<PodmanRow> Looking() =>
    [
        Differs("Get-ContainerLog", "$l = @(Get-ContainerLog $web); ($l | Where-Object Stream -eq StdOut).Message; ($l | Where-Object Stream -eq StdErr).Message; $l[0].Timestamp.Millisecond", "out", "error", "0"),
        Differs("Get-ContainerLog -Follow", "$null = Invoke-Container busybox:latest -Name $n -Label $label -Command seq, 1, 50000; @(Get-ContainerLog $n -Follow).Count", "50000"),
        Works("Invoke-ContainerExec", "$r = 'in' | Invoke-ContainerExec $web -Command sh, -c, 'cat; echo error >&2; exit 4'; $r.ExitCode; $r.StdOut.Trim(); $r.StdErr.Trim()", "4", "in", "error"),
        Differs("Connect-Container", "$c = New-Container busybox:latest -Name $n -Label $label -Interactive -Command sh, -c, 'read x; echo got $x' | Start-Container -PassThru; 'word' | Connect-Container $c", "got word"),
        Works("Get-ContainerStats", "$s = Get-ContainerStats $web; $s.MemoryUsage -gt 1000; $s.CpuPercent -is [double]", "True", "True"),
        Works("Get-ContainerProcess", "(Get-ContainerProcess $web | ForEach-Object Command) -join '|' -like '*sleep 1000*'", "True"),
        Differs("Get-ContainerProcess -PsArgument", "(Get-ContainerProcess $web -PsArgument '-o', 'pid,args').Count -gt 0", "True"),
        Works("Get-ContainerProject", "@(Get-ContainerProject nothing*).Count", "0"),
        Works("Get-ContainerPort", "Get-ContainerPort $web | ForEach-Object { \"$($_.HostPort) $($_.ContainerPort)\" }", "8080 80"),
        Works("Get-ContainerChange", "(Get-ContainerChange $web | Where-Object Path -eq /tmp/file).Kind", "Added"),
        Works("Get-ContainerEvent", Make + "(Get-ContainerEvent $n -Since 1m | ForEach-Object Action) -join ' '", "create"),
        Differs("Get-ContainerEvent -EventAction", Make + "Remove-Container $n; (Get-ContainerEvent $n -Since 1m -EventAction remove, destroy).Action", "remove"),
        Works("Watch-ContainerEvent", Run + "foreach ($once in 1) { Watch-ContainerEvent $n -Since 1m | ForEach-Object { $_.Action; if ($_.Action -eq 'start') { break } } }", "create", "init", "start"),
        Works("Register-ContainerEvent", "$j = Register-ContainerEvent -SourceIdentifier $n -EventAction create -Label $label -Action { $EventArgs.Name }; " + Make + "for ($i = 0; $i -lt 100 -and -not $j.Output.Count; $i++) { [Threading.Thread]::Sleep(50) }; $j.Output[0] -eq $n; $ExecutionContext.Events.UnsubscribeEvent(($ExecutionContext.Events.Subscribers | Where-Object SourceIdentifier -eq $n))", "True"),
    ];

    private static IEnumerable<PodmanRow> Files() =>
    [
        Works("Copy-ContainerItem", Run + "[IO.File]::WriteAllText(\"$d/a\", 'there'); Copy-ContainerItem $d/a \"${n}:/root/\"; Copy-ContainerItem \"${n}:/root/a\" $d/b; [IO.File]::ReadAllText(\"$d/b\"); Copy-ContainerItem \"${web}:/tmp/file\" \"${n}:/root/\"; Get-ContainerContent $n /root/file", "there", "text"),
        Works("Get-ContainerItem", "(Get-ContainerItem $web /tmp/file).Size", "5"),
        Works("Get-ContainerContent", "Get-ContainerContent $web /tmp/file", "text"),
        Works("Set-ContainerContent", Make + "Set-ContainerContent $n /root/new -Value one, two; Get-ContainerContent $n /root/new", "one", "two"),
        Works("Test-ContainerPath", "Test-ContainerPath $web /tmp/file; Test-ContainerPath $web /tmp/none", "True", "False"),
    ];

    private static IEnumerable<PodmanRow> Images() =>
    [
        Differs("Get-ContainerImage", "(Get-ContainerImage busybox:latest).RepoTags -match 'busybox:latest$'; @(Get-ContainerImage busy*).Count", "docker.io/library/busybox:latest", "1"),
        Works("ConvertTo-ContainerImage", "(ConvertTo-ContainerImage $web $n -Tag 1 -Change \"LABEL $label\").RepoTags -like \"*/${n}:1\" -replace $n, 'n'", "docker.io/library/n:1"),
        Works("Get-ContainerImageHistory", Image + "@(Get-ContainerImageHistory ${n}:1).Count", "2"),
        Works("Get-ContainerImageLayer", Image + "$l = @(Get-ContainerImageLayer ${n}:1 -IncludeFile); $l.Count; @($l[1].Files | Where-Object Path -eq /tmp/file).Count", "2", "1"),
        Works("Measure-ContainerImage", Image + "(Measure-ContainerImage ${n}:1).Efficiency -gt 0.9", "True"),
        Works("Compare-ContainerImage", Image + "$c = Compare-ContainerImage busybox:latest ${n}:1; $c.CommonLayers.Count; @($c.Added | Where-Object Path -eq /tmp/file).Count", "1", "1"),
        Works("Build-ContainerImage", "$null = \"FROM busybox:latest`nLABEL $label`nRUN --mount=type=secret,id=none test ! -e /run/secrets/none && echo built >/built\" | Build-ContainerImage -Tag ${n}:1; (Invoke-Container ${n}:1 -Label $label -AutoRemove -Command cat, /built).StdOut.Trim()", "built"),
        Refused("Build-ContainerImage -Secret", "'FROM busybox:latest' | Build-ContainerImage -Secret @{ a = [byte[]] (1, 2) }", "BuildSessionUnsupported"),
        Refused("Build-ContainerImage -Ssh", "'FROM busybox:latest' | Build-ContainerImage -Ssh a=/proc/version", "BuildSessionUnsupported"),
        Differs("Build-ContainerImage -Builder BuildKit", "(\"FROM busybox:latest`nLABEL $label`nRUN true\" | Build-ContainerImage -Tag ${n}:1 -Builder BuildKit).RepoTags.Count", "1"),
        Works("Export-ContainerImage", Image + "Export-ContainerImage ${n}:1 $d/image.tar; [IO.File]::Exists(\"$d/image.tar\")", "True"),
        Works("Import-ContainerImage", Image + "Export-ContainerImage ${n}:1 $d/image.tar; $null = Remove-ContainerImage ${n}:1; $i = Import-ContainerImage $d/image.tar; $i.RepoTags -like \"*${n}:1\" -replace $n, 'n'; Export-Container $web $d/root.tar; (Import-ContainerImage $d/root.tar -RootFileSystem -Repository $n -Tag 2 -Change \"LABEL $label\").RepoTags -replace $n, 'n'", "docker.io/library/n:1", "docker.io/library/n:2"),
        Works("Add-ContainerImageTag", Image + "(Add-ContainerImageTag ${n}:1 -Tag ${n}:2 -PassThru).RepoTags.Count", "2"),
        Works("Remove-ContainerImageTag", Image + "$null = Add-ContainerImageTag ${n}:1 -Tag ${n}:2; (Remove-ContainerImageTag ${n}:2 -PassThru).RepoTags -replace $n, 'n'", "docker.io/library/n:1"),
        Works("Remove-ContainerImage", Image + "$null = Remove-ContainerImage ${n}:1; Test-ContainerImage ${n}:1", "False"),
        Works("Test-ContainerImage", "Test-ContainerImage busybox:latest; Test-ContainerImage ${n}:1", "True", "False"),
        Works("Copy-ContainerImage", Image + "$i = Copy-ContainerImage ${n}:1 -ToEngineHost $second; $i.RepoTags -replace $n, 'n'; $null = Remove-ContainerImage ${n}:1; $null = Copy-ContainerImage ${n}:1 -EngineHost $second -ToContext $context; $null = Remove-ContainerImage ${n}:1 -EngineHost $second; Test-ContainerImage ${n}:1", "n:1", "True"),
    ];

    private static IEnumerable<PodmanRow> Registries() =>
    [
        Works("Publish-ContainerImage", Pushed + "$pushed.Tag; $pushed.Digest -like 'sha256:*'", "1", "True"),
        Works("Receive-ContainerImage", Pushed + "$null = Remove-ContainerImageTag 127.0.0.1:5000/test/${n}:1; $null = Receive-ContainerImage 127.0.0.1:5000/test/${n}:1; Test-ContainerImage 127.0.0.1:5000/test/${n}:1", "True"),
        Works("Find-ContainerImage", Pushed + "(Find-ContainerImage 127.0.0.1:5000/test/$n).Name -replace $n, 'n'", "127.0.0.1:5000/test/n"),
        Differs("Test-ContainerImage -UpdateAvailable", Pushed + "(Test-ContainerImage 127.0.0.1:5000/test/${n}:1 -UpdateAvailable).Status", "Unknown"),
        Differs("Connect-ContainerRegistry", "Connect-ContainerRegistry 127.0.0.1:5000 -Credential $credential", "RegistryUnreachable"),
    ];

    private static IEnumerable<PodmanRow> Rest() =>
    [
        Works("New-ContainerNetwork", "(New-ContainerNetwork $n -Label $label).Name -eq $n; Remove-ContainerNetwork $n", "True"),
        Works("Get-ContainerNetwork", "$w = Get-ContainerNetwork podman; $w.Name; $w.Driver; $w.Containers.Name -contains $web", "podman", "bridge", "True"),
        Works("Connect-ContainerNetwork", Run + "$null = New-ContainerNetwork \"$n-net\" -Label $label; Connect-ContainerNetwork \"$n-net\" $n -Alias other; (Get-ContainerNetwork \"$n-net\").Containers.Name -eq $n; Remove-Container $n -Force; Remove-ContainerNetwork \"$n-net\"", "True"),
        Works("Disconnect-ContainerNetwork", Run + "$null = New-ContainerNetwork \"$n-net\" -Label $label; Connect-ContainerNetwork \"$n-net\" $n; Disconnect-ContainerNetwork \"$n-net\" $n; (Get-ContainerNetwork \"$n-net\").Containers.Count; Remove-ContainerNetwork \"$n-net\"", "0"),
        Works("Remove-ContainerNetwork", "$null = New-ContainerNetwork $n -Label $label; Remove-ContainerNetwork $n; @(Get-ContainerNetwork $n -ErrorAction Ignore).Count", "0"),
        Works("New-ContainerVolume", "(New-ContainerVolume $n -Label $label).Driver; Remove-ContainerVolume $n", "local"),
        Works("Get-ContainerVolume", "$null = New-ContainerVolume $n -Label $label; (Get-ContainerVolume -Dangling | Where-Object Name -eq $n).Driver; Remove-ContainerVolume $n", "local"),
        Works("Import-ContainerVolume", "$null = New-ContainerVolume $n -Label $label; [IO.File]::WriteAllText(\"$d/f\", 'x'); [Formats.Tar.TarFile]::CreateFromDirectory($d, \"$d.tar\", $false); $null = Import-ContainerVolume \"$d.tar\" $n; $null = Export-ContainerVolume $n \"$d.back.tar\"; [IO.FileInfo]::new(\"$d.back.tar\").Length -gt 0; Remove-ContainerVolume $n", "True"),
        Works("Export-ContainerVolume", "$null = New-ContainerVolume $n -Label $label; $null = Export-ContainerVolume $n \"$d.tar\"; [IO.File]::Exists(\"$d.tar\"); Remove-ContainerVolume $n", "True"),
        Works("Remove-ContainerVolume", "$null = New-ContainerVolume $n -Label $label; Remove-ContainerVolume $n; @(Get-ContainerVolume $n -ErrorAction Ignore).Count", "0"),
        Works("Get-ContainerHost", "(Get-ContainerHost).ServerVersion -match '^[0-9]+\\.'", "True"),
        Works("Test-ContainerHost", "(Test-ContainerHost).Reachable", "True"),
        Differs("Get-ContainerDiskUsage", "@(Get-ContainerDiskUsage).Count", "4"),
        Differs("Clear-ContainerHost", Make + "$null = Clear-ContainerHost -Include Container, BuildCache -Label $label -Force; @(Get-Container $n -ErrorAction Ignore).Count", "0"),
    ];

    private static PodmanRow Works(string name, string script, params string[] expected) => new(name, Verdict.Works, script, expected);

    private static PodmanRow Differs(string name, string script, params string[] expected) => new(name, Verdict.Differs, script, expected);

    private static PodmanRow Refused(string name, string script, string error) => new(name, Verdict.Refused, script, error);
}
