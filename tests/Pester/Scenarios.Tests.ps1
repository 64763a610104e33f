BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $null = Start-TestContainer web1 'while true; do echo "timeout of $$" >&2; echo fine; sleep 0.1; done'
    $null = Start-TestContainer web2 'echo "all is well" >&2; while true; do :; done' @{ Cpu = 0.2 }
    $null = Start-TestContainer db
    $null = Start-TestContainer old 'exit 0' | Wait-Container
    $null = New-Container $image -Name "$prefix-created" -Label $label -Command sh
}
AfterAll { Remove-TestContainer }

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
