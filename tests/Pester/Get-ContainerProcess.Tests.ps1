BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $one = Start-TestContainer one 'sleep 900 & sleep 901'
    $created = New-Container $image -Name "$prefix-created" -Label $label true
}
AfterAll { Remove-TestContainer }

# It is the engine's machine that lists processes, with its own ps.
Describe 'Get-ContainerProcess' {
    BeforeAll {
        $processes = Get-ContainerProcess $one -ErrorAction SilentlyContinue -ErrorVariable without
        $reason = $without ? "$without" : ''
    }
    It 'gives one object a process' {
        if ($reason) { Set-ItResult -Skipped -Because $reason; return }
        $processes.Command | Should -Contain 'sleep 900'
        $processes.Command | Should -Contain 'sleep 901'
        $processes[0].ProcessId | Should -BeOfType [int]
        $processes.ContainerName | Select-Object -Unique | Should -Be $one.Name
    }
    It 'sorts and groups by numbers' {
        if ($reason) { Set-ItResult -Skipped -Because $reason; return }
        ($one | Get-ContainerProcess -PsArgument aux | Sort-Object WorkingSet -Descending | Select-Object -First 1).WorkingSet | Should -BeGreaterThan 0
        ($processes | Group-Object ContainerName).Count | Should -BeGreaterOrEqual 3
    }
    It 'gives columns of one''s own choice' {
        if ($reason) { Set-ItResult -Skipped -Because $reason; return }
        (Get-ContainerProcess $one -PsArgument '-o', 'pid,args')[0].Columns.Keys | Should -Be PID, COMMAND
    }
    It 'shows a table' {
        if ($reason) { Set-ItResult -Skipped -Because $reason; return }
        $processes | Format-Table | Out-String -Width 200 | Should -Match 'PID\s+PPID\s+User'
    }
    It 'says by name what is not there or does not run' {
        { Get-ContainerProcess "$prefix-none" -ErrorAction Stop } | Should -Throw -ErrorId 'ContainerNotFound,*'
        { Get-ContainerProcess $created.Name -ErrorAction Stop } | Should -Throw -ErrorId 'ContainerConflict,*'
    }
}
