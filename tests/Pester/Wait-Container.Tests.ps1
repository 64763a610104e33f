BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $null = Start-TestContainer done 'exit 3'
    $null = Start-TestContainer sleeper
}
AfterAll { Remove-TestContainer }

Describe 'Wait-Container' {
    It 'gives the exit code, at once where it has ended' {
        $result = Get-Container "$prefix-done" | Wait-Container
        $result.ExitCode | Should -Be 3
        $result.Condition | Should -Be NotRunning
        (Wait-Container "$prefix-done" -PassThru) | Should -BeOfType ContainerTools.Container
    }
    It 'waits for all, in the order of the input' {
        $jobs = 2, 1 | ForEach-Object { Start-TestContainer "job$_" "sleep 0.$_; exit $_" }
        ($jobs | Wait-Container -TimeoutSeconds 30).ExitCode | Should -Be 2, 1
    }
    It 'waits until one is running' {
        (Wait-Container "$prefix-sleeper" -Condition Running -TimeoutSeconds 10 -PassThru).State | Should -Be Running
    }
    It 'ends with the first of several' {
        Get-Container "$prefix-sleeper", "$prefix-done" | Wait-Container -Any | ForEach-Object ExitCode | Should -Be 3
    }
    It 'says that its time was over' {
        { Wait-Container "$prefix-sleeper" -TimeoutSeconds 1 -ErrorAction Stop } | Should -Throw -ErrorId 'WaitTimeout,*'
    }
    It 'says by name what is not there' {
        { Wait-Container "$prefix-none" -ErrorAction Stop } | Should -Throw -ErrorId 'ContainerNotFound,*'
    }
    It 'shows a table' {
        Wait-Container "$prefix-done" | Out-String -Width 200 | Should -Match "Container\s+Condition\s+ExitCode\s+Elapsed[\s-]+$prefix-done\s+NotRunning\s+3"
    }
}
