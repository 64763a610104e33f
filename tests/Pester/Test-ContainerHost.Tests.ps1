BeforeAll { . $PSScriptRoot/Setup.ps1 }
AfterAll { Remove-TestContainer }

Describe 'Test-ContainerHost' {
    It 'tells whether it can be reached, and how fast' {
        $test = Test-ContainerHost
        $test.Reachable | Should -BeTrue
        $test.Latency | Should -BeGreaterThan ([timespan]::Zero)
        $test.ApiVersion | Should -Match '^1\.\d+'
    }
    It 'is no error where nothing answers' {
        $test = Test-ContainerHost -EngineHost "unix://$folder/none.sock", $env:DOCKER_HOST
        ($test | Where-Object Reachable -eq $false).ErrorId | Should -Be EngineUnreachable
        ($test | Where-Object Reachable).EngineHost | Should -Be $env:DOCKER_HOST
    }
    It 'answers a condition with -Quiet' {
        Test-ContainerHost -Quiet | Should -BeTrue
        Test-ContainerHost -Quiet -EngineHost "unix://$folder/none.sock" | Should -BeFalse
    }
    It 'shows a table' {
        Test-ContainerHost | Out-String -Width 200 | Should -Match 'Engine\s+Reachable\s+API\s+Latency\s+Error'
    }
}
