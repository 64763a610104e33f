BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $null = 'one', 'two', 'three' | ForEach-Object { Start-TestContainer $_ }
}
AfterAll { Remove-TestContainer }

Describe 'Stop-Container' {
    It 'stops nothing with -WhatIf' {
        Stop-Container "$prefix-*" -WhatIf
        (Get-Container -Label $label -State Running).Count | Should -Be 3
    }
    It 'stops by name, and gives the container with -PassThru' {
        $stopped = Stop-Container "$prefix-one" -TimeoutSeconds 5 -PassThru
        $stopped.State | Should -Be Exited
        $stopped.FinishedAt | Should -BeOfType [DateTimeOffset]
    }
    It 'takes it for success that it has stopped' {
        { Stop-Container "$prefix-one" -ErrorAction Stop } | Should -Not -Throw
    }
    It 'stops a pipeline of rows, by wildcard and by object' {
        Get-Container "$prefix-two" | Select-Object Name | Export-Csv $folder/names.csv
        Import-Csv $folder/names.csv | Stop-Container -TimeoutSeconds 5
        (Get-Container "$prefix-two").State | Should -Be Exited
        Stop-Container "$prefix-th*" -TimeoutSeconds 5
        (Get-Container -Label $label -State Running) | Should -BeNullOrEmpty
    }
    It 'kills at once with -Force' {
        $stubborn = Invoke-Container $image -Detach -Name "$prefix-stubborn" -Label $label -Command sh, -c, 'trap "" TERM; while :; do sleep 0.2; done'
        ($stubborn | Stop-Container -Force -PassThru).ExitCode | Should -Be 137
    }
    It 'says by name what is not there' {
        { Stop-Container "$prefix-none" -ErrorAction Stop } | Should -Throw -ErrorId 'ContainerNotFound,*'
        Stop-Container "$prefix-none*" | Should -BeNullOrEmpty
    }
}
