BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $null = Start-TestContainer done 'exit 3'
    $null = Start-TestContainer sleeper
    $check = @{ HealthCheck = @{ Test = 'test -e /ready'; Interval = '100ms'; Retries = 1 } }
    $ready = 'sleep 1; touch /ready; echo listening on 8080; exec httpd -f -p 8080'
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
    It 'waits for health, a line, a port and a path of several containers at once' {
        $names = 1..3 | ForEach-Object { (Start-TestContainer "ready$_" $ready $check).Name }
        $results = $names | Wait-Container -Condition Healthy -LogPattern 'listening on (\d+)' -Port 8080 -Path /ready -TimeoutSeconds 60
        $results.ContainerName | Should -Be $names
        $results[0].Condition | Should -Be 'Healthy'
        $results[0].LogEntry.Message | Should -Be 'listening on 8080'
        $results[0].Port | Should -Be 8080
        $results[0].Path | Should -Be '/ready'
        $results[0].Elapsed | Should -BeOfType [timespan]
    }
    It 'fails when the container ends before, with its last lines' {
        $name = (Start-TestContainer fails 'echo no configuration; exit 78' $check).Name
        { Wait-Container $name -Condition Healthy -TimeoutSeconds 60 -ErrorAction Stop } |
            Should -Throw -ErrorId 'ContainerExitedWhileWaiting,*' -ExpectedMessage "*exit code 78 before it was healthy.*no configuration"
    }
    It 'fails at once where there is no health check' {
        $name = (Start-TestContainer unchecked).Name
        { Wait-Container $name -Condition Healthy -ErrorAction Stop } | Should -Throw -ErrorId 'HealthCheckMissing,*'
    }
    It 'says after the limit what is missing, and goes on with the others' {
        $slow = (Start-TestContainer slow).Name
        $fine = (Start-TestContainer fine 'echo up; sleep 1000').Name
        $result = Wait-Container $slow, $fine -LogPattern '^up$' -TimeoutSeconds 2 -ErrorVariable problems -ErrorAction SilentlyContinue
        $result.ContainerName | Should -Be $fine
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'WaitTimeout,*'
        $problems[0].TargetObject | Should -Be $slow
    }
    It 'works in other runspaces, with the objects of this one' {
        $container = Start-TestContainer job 'sleep 1; exit 4'
        $module = (Get-Module ContainerTools).Path -replace 'psm1$', 'psd1'
        ($container | ForEach-Object -Parallel { Import-Module $using:module; $_ | Wait-Container }).ExitCode | Should -Be 4
    }
    It 'is the wait of Start-Container -Wait' {
        $name = (New-Container $image -Name "$prefix-start" -Label $label @check -Command sh, -c, $ready).Name
        (Start-Container $name -Wait -TimeoutSeconds 60 -PassThru).Health | Should -Be 'Healthy'
    }
}
