BeforeAll { . $PSScriptRoot/Setup.ps1 }
AfterAll { Remove-TestContainer }

Describe 'Get-ContainerHost' {
    It 'tells what the engine is' {
        $engine = Get-ContainerHost
        $engine.EngineHost | Should -Be $env:DOCKER_HOST
        $engine.Memory | Should -BeOfType [long]
        $engine.ServerVersion | Should -Match '^\d+\.\d+'
    }
    It 'asks several, and says which cannot be reached' {
        $found = Get-ContainerHost -EngineHost "unix://$folder/none.sock", $env:DOCKER_HOST -ErrorAction SilentlyContinue -ErrorVariable failed
        $found.EngineHost | Should -Be $env:DOCKER_HOST
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'EngineUnreachable,*'
    }
    It 'shows a table, and goes through JSON' {
        Get-ContainerHost | Out-String -Width 200 | Should -Match 'Name\s+Version\s+API\s+System\s+CPUs\s+Memory\s+Running'
        (Get-ContainerHost | Select-Object Name, ServerVersion | ConvertTo-Json | ConvertFrom-Json).Name | Should -Be (Get-ContainerHost).Name
    }
}
