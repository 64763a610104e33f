BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $name = (Invoke-Container $image -Detach -Name "$prefix-signals" -Label $label -Command sh, -c, 'trap "echo again" HUP; trap "exit 7" USR1; echo ready; while :; do sleep 0.1; done').Name
    $null = Get-ContainerLog $name -Follow | Where-Object Message -eq ready | Select-Object -First 1
}
AfterAll { Remove-TestContainer }

Describe 'Send-ContainerSignal' {
    It 'sends nothing with -WhatIf' {
        Send-ContainerSignal $name KILL -WhatIf
        (Get-Container $name).State | Should -Be Running
    }
    It 'sends a signal by its short or long name' {
        Send-ContainerSignal $name HUP | Should -BeNullOrEmpty
        Get-Container $name | Send-ContainerSignal -Signal SIGHUP
        Get-ContainerLog $name -Follow | Where-Object Message -eq again | Select-Object -First 1 | Should -HaveCount 1
        (Get-Container $name).State | Should -Be Running
    }
    It 'has the engine refuse a signal that there is none of' {
        { Send-ContainerSignal $name NONSENSE -ErrorAction Stop } | Should -Throw
        (Get-Container $name).State | Should -Be Running
    }
    It 'ends a container as the program wants it' {
        (Get-Container $name | Send-ContainerSignal -Signal USR1 -PassThru | Wait-Container -TimeoutSeconds 20).ExitCode | Should -Be 7
    }
    It 'says so where nothing runs' {
        { Send-ContainerSignal $name TERM -ErrorAction Stop } | Should -Throw -ErrorId 'Container*,*'
    }
}
