BeforeAll { . $PSScriptRoot/Setup.ps1 }
AfterAll { Remove-TestContainer }

Describe 'Invoke-Container' {
    It 'gives exit code and streams apart' {
        $result = Invoke-Container $image -AutoRemove -Label $label -Command sh, -c, 'echo out; echo err >&2; exit 5'
        $result.ExitCode, $result.StdOut, $result.StdErr | Should -Be 5, "out`n", "err`n"
        $result.Duration | Should -BeGreaterThan ([timespan]::Zero)
        Get-Container -Label $label | Should -BeNullOrEmpty
    }
    It 'sends the pipeline, with its end' {
        ('b', 'a', 'ü' | Invoke-Container $image -AutoRemove -Label $label sort).StdOut | Should -Be "a`nb`nü`n"
    }
    It 'emits lines as they come, each with its stream' {
        $lines = Invoke-Container $image -AutoRemove -Label $label -AsStream -Command sh, -c, 'echo out; sleep 0.1; echo err >&2'
        $lines.ForEach({ "$($_.Stream) $_" }) | Should -Be 'StdOut out', 'StdErr err'
    }
    It 'ends the container of Select-Object -First, and the script goes on' {
        Invoke-Container $image -AutoRemove -Name "$prefix-endless" -Label $label -AsStream -Command sh, -c, 'while echo line; do sleep 0.1; done' | Select-Object -First 1 | Should -HaveCount 1
        foreach ($try in 1..100) { if (Get-Container "$prefix-endless*") { Start-Sleep -Milliseconds 100 } else { break } }
        Get-Container "$prefix-endless*" | Should -BeNullOrEmpty
    }
    It 'takes the image from the pipeline' {
        (Get-ContainerImage $image | Invoke-Container -AutoRemove -Label $label -Command echo, hello).StdOut | Should -Be "hello`n"
    }
    It 'gives the container with -Detach' {
        $container = Invoke-Container $image -Detach -Init -Name "$prefix-detached" -Label $label sleep 1000
        $container | Should -BeOfType ContainerTools.Container
        $container.State | Should -Be Running
    }
    It 'ends with an error after the time it has' {
        { Invoke-Container $image -AutoRemove -Init -Label $label -TimeoutSeconds 1 -ErrorAction Stop sleep 1000 } | Should -Throw -ErrorId 'RunTimeout,*'
    }
    It 'makes an exit code an error where it is told to' {
        { Invoke-Container $image -AutoRemove -Label $label -ErrorOnNonZeroExit -ErrorAction Stop -Command sh, -c, 'echo because >&2; exit 4' } | Should -Throw -ErrorId 'NonZeroExit,*' -ExpectedMessage '*because*'
    }
    It 'runs nothing with -WhatIf' {
        Invoke-Container $image -Name "$prefix-whatif" -WhatIf true | Should -BeNullOrEmpty
        Get-Container "$prefix-whatif*" | Should -BeNullOrEmpty
    }
}
