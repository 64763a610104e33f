BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $one = Start-TestContainer one
    $two = Start-TestContainer two
}
AfterAll { Remove-TestContainer }

Describe 'Suspend-Container' {
    It 'suspends nothing with -WhatIf' {
        Suspend-Container "$prefix-*" -WhatIf
        Get-Container -Label $label -State Paused | Should -BeNullOrEmpty
    }
    It 'suspends what the pipeline brings' {
        ($one, $two | Suspend-Container -PassThru).State | Should -Be Paused, Paused
        (Get-Container -Label $label -State Paused).Count | Should -Be 2
    }
    It 'says so where it is suspended already' {
        { Suspend-Container $one -ErrorAction Stop } | Should -Throw -ErrorId 'ContainerConflict,*'
    }
    It 'is taken back by Resume-Container' {
        Get-Container -Label $label -State Paused | Resume-Container
        (Get-Container -Label $label).State | Should -Be Running, Running
    }
    It 'refuses what does not run' {
        Stop-Container $two -TimeoutSeconds 2
        $two | Suspend-Container -ErrorAction SilentlyContinue -ErrorVariable failed
        "$($failed[0].TargetObject)" | Should -Be $two.Name
    }
}
