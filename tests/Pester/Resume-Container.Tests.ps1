BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $one = Start-TestContainer one
    $two = Start-TestContainer two
    $one, $two | Suspend-Container
}
AfterAll { Remove-TestContainer }

Describe 'Resume-Container' {
    It 'resumes nothing with -WhatIf' {
        Resume-Container "$prefix-*" -WhatIf
        (Get-Container -Label $label).State | Should -Be Paused, Paused
    }
    It 'emits nothing, and the container with -PassThru' {
        Resume-Container $one.Name | Should -BeNullOrEmpty
        (Get-Container -Label $label -State Paused | Resume-Container -PassThru).Name | Should -Be $two.Name
        (Get-Container -Label $label).State | Should -Be Running, Running
    }
    It 'says so where it is not suspended' {
        { Resume-Container $one -ErrorAction Stop } | Should -Throw -ErrorId 'ContainerConflict,*'
    }
    It 'says by name what is not there' {
        { Resume-Container "$prefix-none" -ErrorAction Stop } | Should -Throw -ErrorId 'ContainerNotFound,*'
    }
}
