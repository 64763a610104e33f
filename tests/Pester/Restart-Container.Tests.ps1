BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $one = Start-TestContainer one
    $two = Start-TestContainer two
}
AfterAll { Remove-TestContainer }

Describe 'Restart-Container' {
    It 'restarts nothing with -WhatIf' {
        Restart-Container "$prefix-*" -WhatIf
        (Get-Container $one.Name -Detailed).StartedAt | Should -Be ($one | Get-Container -Detailed).StartedAt
    }
    It 'gives what has started anew, in the order of the input' {
        $before = [DateTimeOffset]::Now.AddSeconds(-2)
        $again = $two, $one | Restart-Container -TimeoutSeconds 2 -PassThru
        $again.Name | Should -Be $two.Name, $one.Name
        $again.StartedAt | ForEach-Object { $_ | Should -BeGreaterThan $before }
    }
    It 'starts what has stopped' {
        Stop-Container $one -TimeoutSeconds 2
        (Restart-Container $one -PassThru).State | Should -Be Running
    }
    It 'takes samples and events for the containers that they name' {
        (Get-ContainerStats $two | Restart-Container -TimeoutSeconds 2 -PassThru).Id | Should -Be $two.Id
    }
    It 'goes on after one that is not there' {
        (Restart-Container "$prefix-none", $two.Name -TimeoutSeconds 2 -PassThru -ErrorAction SilentlyContinue -ErrorVariable failed).Name | Should -Be $two.Name
        $failed.FullyQualifiedErrorId | Should -BeLike 'ContainerNotFound,*'
    }
}
