BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $null = Start-TestContainer web1 'while true; do echo "timeout of $$" >&2; echo fine; sleep 0.1; done'
    $null = Start-TestContainer web2 'echo "all is well" >&2; while true; do :; done' @{ Cpu = 0.2 }
    $null = Start-TestContainer db
    $null = Start-TestContainer old 'exit 0' | Wait-Container
    $null = New-Container $image -Name "$prefix-created" -Label $label -Command sh
}
AfterAll { Remove-TestContainer }

Describe 'Scenario 10, over two engines (skipped where CONTAINERTOOLS_TEST_HOST2 names no second one)' -Skip:(-not $env:CONTAINERTOOLS_TEST_HOST2) {
    BeforeAll {
        $configuration = $env:DOCKER_CONFIG
        $env:DOCKER_CONFIG = Join-Path $folder docker
        $null = New-ContainerContext prod1 $env:CONTAINERTOOLS_TEST_HOST
        $null = New-ContainerContext prod2 $env:CONTAINERTOOLS_TEST_HOST2
        $null = New-ContainerContext gone "unix://$folder/none.sock"
        $null = Invoke-Container $image -Context prod2 -Detach -Init -Name "$prefix-far" -Label $label -Command sleep, 1000
    }
    AfterAll {
        Get-Container -Label $label -Context prod2 | Remove-Container -Force
        $env:DOCKER_CONFIG = $configuration
    }
    It '10: shows both engines in one table' {
        $groups = Get-Container -Label $label -Context prod1, prod2 | Group-Object Image, Context | Sort-Object Count -Descending
        $groups.Name | Should -Be "$image, prod1", "$image, prod2"
        $groups[1].Count | Should -Be 1
        (Get-Container -Label $label -Context (Get-ContainerContext).Name -ErrorAction Ignore | Group-Object Context, State).Name | Should -Contain 'prod2, Running'
    }
    It '10: one unreachable engine is one error, and the others answer' {
        $found = Get-Container -Label $label -Context prod1, gone, prod2 -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'EngineUnreachable,*'
        $problem[0].TargetObject | Should -Be gone
        ($found | Group-Object Context).Name | Sort-Object | Should -Be prod1, prod2
    }
    It '10: an object goes back to its engine' {
        $stopped = Get-Container "$prefix-*" -Context prod1, prod2 | Where-Object Context -eq prod2 | Stop-Container -TimeoutSeconds 1 -PassThru
        $stopped.Context, $stopped.State | Should -Be prod2, Exited
        (Get-Container "$prefix-db").State | Should -Be Running
        { $stopped | Start-Container -Context prod1 -ErrorAction Stop } | Should -Throw -ErrorId 'EngineMismatch,*'
    }
}

Describe 'Scenarios' {
    It '1: looks at old stopped containers before it removes them' {
        $all = (Get-Container -Label $label).Count
        # Nothing ended days ago: neither what has just ended, nor what runs or never ran, may be taken for old.
        Get-Container -Label $label -State Exited | Where-Object FinishedAt -lt (Get-Date).AddDays(-7) | Should -BeNullOrEmpty
        $old = Get-Container -Label $label -State Exited | Where-Object FinishedAt -lt (Get-Date).AddSeconds(1)
        $old.Name | Should -Be "$prefix-old"
        $old | Remove-Container -RemoveVolume -WhatIf
        (Get-Container -Label $label).Count | Should -Be $all
    }
    It '1: without -State, $null counts as long ago, as the help says' {
        $taken = Get-Container -Label $label | Where-Object FinishedAt -lt (Get-Date).AddDays(-7)
        $taken.Name | Should -Not -Contain "$prefix-old"
        (Get-Container -Label $label | Where-Object { $_.FinishedAt -and $_.FinishedAt -lt (Get-Date).AddDays(-7) }) | Should -BeNullOrEmpty
    }
    It '2: restarts a group one by one, and stops at the first that does not become healthy' {
        $check = @{ HealthCheck = @{ Test = 'test -e /tmp/ok'; Interval = '100ms'; Retries = 1 } }
        # Each runs well once; the second one does not come back.
        $fine = 'rm -f /tmp/ok; sleep 0.3; touch /tmp/ok; sleep 1000'
        $broken = 'if [ -e /ran ]; then for i in $(seq 30); do echo "complaint $i"; done; exit 70; fi; touch /ran /tmp/ok; sleep 1000'
        $null = Start-TestContainer roll3 $fine $check
        $null = Start-TestContainer roll2 $broken $check
        $null = Start-TestContainer roll1 $fine $check
        $group = Get-Container "$prefix-roll*"
        $group.Name | Should -Be "$prefix-roll1", "$prefix-roll2", "$prefix-roll3"
        $null = $group | Wait-Container -Condition Healthy -TimeoutSeconds 60
        $before = Get-Container $group.Name -Detailed | ForEach-Object StartedAt
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $done = [System.Collections.Generic.List[object]]::new()
        $failure = try {
            $group | ForEach-Object { $_ | Restart-Container -PassThru | Wait-Container -Condition Healthy -TimeoutSeconds 60 -ErrorAction Stop | ForEach-Object { $done.Add($_) } }
        }
        catch { $_ }
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 50
        $done.ContainerName | Should -Be "$prefix-roll1"
        $failure.FullyQualifiedErrorId | Should -BeLike 'ContainerExitedWhileWaiting,*'
        $failure.TargetObject | Should -Be "$prefix-roll2"
        $failure.Exception.Result.ExitCode | Should -Be 70
        $lines = @($failure.Exception.Message -split "`n" -match 'complaint')
        $lines | Should -HaveCount 20
        $lines[-1] | Should -BeLike '*complaint 30'
        # The third one has not been touched.
        $after = Get-Container $group.Name -Detailed | ForEach-Object StartedAt
        $after[0] | Should -BeGreaterThan $before[0]
        $after[2] | Should -Be $before[2]
        $group | Remove-Container -Force
    }
    It '3: finds the top consumers' {
        $top = Get-Container -Label $label | Get-ContainerStats | Sort-Object CpuPercent -Descending |
            Select-Object -First 5 Name, CpuPercent, @{ n = 'MiB'; e = { $_.MemoryUsage / 1MB } }
        $top.Count | Should -Be 3
        $top[0].Name | Should -Be "$prefix-web2"
        $top[0].CpuPercent | Should -BeGreaterThan 5
        $top[0].MiB | Should -BeGreaterThan 0
    }
    It '4: finds the errors of all web containers in time order' {
        $found = Get-Container "$prefix-web*" | Get-ContainerLog -Since 10m -Stream StdErr | Sort-Object Timestamp | Select-String -Pattern 'timeout'
        $found.Count | Should -BeGreaterThan 0
        $found.Line | Should -Not -Contain 'all is well'
    }
    It '5: asserts on exit code and streams' {
        $r = Invoke-ContainerExec "$prefix-db" -Command echo, ready
        $r.ExitCode | Should -Be 0
        $r.StdErr | Should -BeNullOrEmpty
        (Get-Container "$prefix-db" | Invoke-ContainerExec -Command echo, ready).StdOut | Should -Be $r.StdOut
    }
    It '5: a missing binary gives the code and the message of the engine' {
        $r = Invoke-ContainerExec "$prefix-db" -Command no-such-program
        $r.ExitCode | Should -BeIn 126, 127
        $r.StdOut + $r.StdErr | Should -Match 'no-such-program'
    }
    It '6: pipes data in and saves bytes out' {
        Set-Content $folder/dump.sql 'select 1;', 'select 2;'
        (Get-Content $folder/dump.sql | Invoke-ContainerExec "$prefix-db" -Command wc, -l).StdOut.Trim() | Should -Be '2'
        $null = Invoke-ContainerExec "$prefix-db" -Command sh, -c, 'head -c 300000 /dev/urandom | tee /tmp/random' -OutFile $folder/random
        $hash = (Invoke-ContainerExec "$prefix-db" -Command sha256sum, /tmp/random).StdOut.Split(' ')[0]
        (Get-FileHash $folder/random).Hash | Should -Be $hash
    }
    It '8: fails a build on a wasteful image' {
        $null = New-Item -ItemType Directory "$folder/wasteful", "$folder/lean"
        Set-Content "$folder/wasteful/Dockerfile" "FROM $image", "LABEL $label", 'RUN head -c 22000000 /dev/zero >/big', 'RUN rm /big && echo small >/small'
        Set-Content "$folder/lean/Dockerfile" "FROM $image", "LABEL $label", 'RUN head -c 3000 /dev/zero >/a', 'RUN head -c 4000 /dev/zero >/b'
        $found = "$folder/wasteful", "$folder/lean" | ForEach-Object {
            Push-Location $_
            Build-ContainerImage . -Tag "${prefix}:$(Split-Path -Leaf $_)" | Measure-ContainerImage | Where-Object { $_.Efficiency -lt 0.95 -or $_.WastedBytes -gt 20MB }
            Pop-Location
        }
        $found.ImageName | Should -Be "${prefix}:wasteful"
        $found.WastedBytes | Should -BeGreaterOrEqual 22000000
        ($found.WastedFiles | Sort-Object CumulativeSize -Descending)[0].Path | Should -Be /big
    }
    It '8: a failing step ends the build with its text' {
        { "FROM $image", 'RUN echo before; ls /nowhere' | Build-ContainerImage -Tag "${prefix}:broken" } | Should -Throw -ExpectedMessage '*ls /nowhere*'
        Test-ContainerImage "${prefix}:broken" | Should -BeFalse
    }
    It '9: backs up every unused volume and removes it only then' {
        # An engine may have others' volumes: the label narrows the scenario to these.
        $null = "$prefix-data", "$prefix-blocked", "$prefix-used" | New-ContainerVolume -Label $label
        $null = New-Container $image -Name "$prefix-holder" -Label $label -Volume "${prefix}-used:/data" -Command sh
        $null = Invoke-Container $image -AutoRemove -Volume "${prefix}-data:/data" -Command sh, -c, 'echo kept >/data/file'
        $null = New-Item -ItemType Directory "$folder/backup"
        Set-Content "$folder/backup/$prefix-blocked.tar.gz" 'precious'
        Get-ContainerVolume -Dangling -Label $label |
            ForEach-Object { $_ | Export-ContainerVolume -Path "$folder/backup/$($_.Name).tar.gz" -PassThru -ErrorAction SilentlyContinue | Remove-ContainerVolume }
        (Get-ContainerVolume -Label $label).Name | Should -Be "$prefix-blocked", "$prefix-used"
        tar -xzOf "$folder/backup/$prefix-data.tar.gz" ./file | Should -Be 'kept'
        (Get-ContainerVolume -Label $label -Size | Sort-Object Size -Descending).Count | Should -Be 2
    }
}

# The registry is a program of this machine's own and asks for a password; its port is on the loopback that the engine has too.
Describe 'Scenario 7' {
    BeforeAll {
        if (-not ($program = Get-Command docker-registry -CommandType Application -ErrorAction Ignore | Select-Object -First 1)) { return }
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start(); $port = $listener.LocalEndpoint.Port; $listener.Stop()
        Set-Content "$folder/passwords" 'alice:$2y$05$5DJwyKS42tR.XVMWtrNPY.hY1eJ6DPHqBCpCAVphPnQB/xFwSkGl6'
        Set-Content "$folder/registry.yml" @"
version: 0.1
log: {level: error}
storage: {filesystem: {rootdirectory: "$folder/registry"}}
http: {addr: "127.0.0.1:$port"}
auth: {htpasswd: {realm: test, path: "$folder/passwords"}}
"@
        $process = Start-Process $program.Source -ArgumentList serve, "$folder/registry.yml" -PassThru -RedirectStandardOutput "$folder/registry.out" -RedirectStandardError "$folder/registry.err"
        for ($i = 0; $i -lt 300 -and -not (Test-Connection 127.0.0.1 -TcpPort $port -TimeoutSeconds 1); $i++) { Start-Sleep -Milliseconds 100 }
        $registry = "127.0.0.1:$port"
        $null = Connect-ContainerRegistry $registry ([pscredential]::new('alice', [System.Net.NetworkCredential]::new('', 's3cret').SecurePassword))
        function Publish-TestImage([string]$Name, [string]$Content) {
            "FROM $image", "LABEL $label", "RUN echo $Content >/version" | Build-ContainerImage -Tag $Name | Publish-ContainerImage | Out-Null
            (Get-ContainerImage $Name).Id
        }
    }
    AfterAll {
        if (-not $process) { return }
        Disconnect-ContainerRegistry $registry
        Get-ContainerImage "$registry/*" | Remove-ContainerImage -Force -Confirm:$false
        $process.Kill()
        $process.WaitForExit()
    }

    It '7: finds images that are out of date and updates them' {
        if (-not $process) { Set-ItResult -Skipped -Because 'there is no docker-registry on this machine'; return }
        $old = Publish-TestImage "$registry/app:stale" one
        $new = Publish-TestImage "$registry/app:stale" two
        $null = Publish-TestImage "$registry/app:fresh" three
        Add-ContainerImageTag $old -Tag "$registry/app:stale"

        # The engine may have others' images: the name narrows the scenario to these.
        Get-ContainerImage "$registry/*" | Test-ContainerImage -UpdateAvailable | Where-Object UpdateAvailable | Receive-ContainerImage -WhatIf
        (Get-ContainerImage "$registry/app:stale").Id | Should -Be $old
        $stale = Get-ContainerImage "$registry/*" | Test-ContainerImage -UpdateAvailable | Where-Object UpdateAvailable
        $stale.Reference | Should -Be "$registry/app:stale"
        $stale.UpdateAvailable | Should -BeOfType bool
        ($stale | Receive-ContainerImage).Id | Should -Be $new
        Get-ContainerImage "$registry/*" | Test-ContainerImage -UpdateAvailable | Where-Object UpdateAvailable | Should -BeNullOrEmpty
    }
    It '10: two hosts, one table, and each container goes back to its own' {
        $second = $env:CONTAINERTOOLS_TEST_HOST2
        if (-not $second) { Set-ItResult -Skipped -Because 'CONTAINERTOOLS_TEST_HOST2 names no second engine'; return }
        $before = $env:DOCKER_CONFIG
        $env:DOCKER_CONFIG = Join-Path $folder contexts
        try {
            $null = New-ContainerContext prod1 $env:DOCKER_HOST
            $null = New-ContainerContext prod2 $second
            $null = New-ContainerContext prod3 "unix://$folder/none.sock"
            $null = Start-TestContainer table
            $null = Invoke-Container $image -Detach -Init -Name "$prefix-table" -Label $label -Context prod2 sleep 1000
            $groups = Get-Container "$prefix-tabl*" -Context prod1, prod2, prod3 -ErrorAction SilentlyContinue -ErrorVariable failed |
                Group-Object Image, Context | Sort-Object Count -Descending
            $groups.Name | Sort-Object | Should -Be 'busybox:latest, prod1', 'busybox:latest, prod2'
            $failed.FullyQualifiedErrorId | Should -BeLike 'EngineUnreachable,*'
            ($groups | Where-Object Name -like '*prod2').Group | Stop-Container -TimeoutSeconds 5
            (Get-Container "$prefix-table" -Context prod1, prod2).ForEach({ "$($_.Context) $($_.State)" }) | Sort-Object | Should -Be 'prod1 Running', 'prod2 Exited'
        }
        finally {
            Get-Container -Label $label -EngineHost $second | Remove-Container -Force
            $env:DOCKER_CONFIG = $before
        }
    }
    It '10: reacts to crashes as they happen' {
        $null = Start-TestContainer quiet 'echo all is well'
        $null = Start-TestContainer crash 'for i in $(seq 60); do echo "step $i"; done; exit 134'
        $lines = Watch-ContainerEvent -Type Container -Action die -Label $label -Since 1m | Where-Object ExitCode -eq 134 |
            ForEach-Object { Get-ContainerLog $_.ContainerId -Tail 50 } | Select-Object -First 50
        $lines | Should -HaveCount 50
        $lines[0].Container | Should -Be "$prefix-crash"
        "$($lines[0]) $($lines[-1])" | Should -Be 'step 11 step 60'
    }
    It '10: as it is written, in a session of its own that is stopped' {
        $session = [runspacefactory]::CreateRunspace()
        $session.Open()
        try {
            $shell = [powershell]::Create($session)
            $null = $shell.AddScript("Import-Module '$((Get-Module ContainerTools).Path -replace 'psm1$', 'psd1')'").Invoke()
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            $shell.Commands.Clear()
            $null = $shell.AddScript('Watch-ContainerEvent -Type Container -Action die | Where-Object ExitCode -ne 0 | ForEach-Object { Get-ContainerLog $_.ContainerId -Tail 50 }')
            $run = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
            # Others' containers may crash too on this engine: ours does until it is seen.
            $limit = [datetime]::Now.AddSeconds(30)
            $seen = @()
            for ($i = 1; $seen -notcontains 'seen to crash' -and [datetime]::Now -lt $limit; $i++) {
                $null = Start-TestContainer "live$i" 'echo seen to crash; exit 99' | Wait-Container
                Start-Sleep -Milliseconds 200
                $seen += $output.ReadAll().ForEach({ "$_" })
            }
            $seen | Should -Contain 'seen to crash'
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $watch.ElapsedMilliseconds | Should -BeLessThan 2000
            $run.IsCompleted | Should -BeTrue
        }
        finally { $session.Dispose() }
    }
}
