BeforeDiscovery { $absent = -not (Get-Command docker-registry -ErrorAction Ignore) }
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/Registry.ps1
    Start-TestRegistry -Protected
}
AfterAll {
    Stop-TestRegistry
    Remove-TestContainer
}

Describe 'Disconnect-ContainerRegistry (skipped where docker-registry is not installed)' -Skip:$absent {
    BeforeEach {
        $null = Connect-ContainerRegistry $registry -Credential $credential
        $null = Connect-ContainerRegistry $registry -Credential $credential -Scope User
    }
    It 'forgets nothing with -WhatIf' {
        Disconnect-ContainerRegistry $registry -WhatIf
        Get-Content -Raw "$env:DOCKER_CONFIG/config.json" | Should -Match ([regex]::Escape($registry))
    }
    It 'forgets by name, here and in docker''s file' {
        Disconnect-ContainerRegistry $registry | Should -BeNullOrEmpty
        Get-ContainerRegistry "$registry*" | Should -BeNullOrEmpty
        Get-Content -Raw "$env:DOCKER_CONFIG/config.json" | Should -Not -Match ([regex]::Escape($registry))
    }
    It 'forgets what the pipeline brings, of this session alone' {
        Get-ContainerRegistry "$registry*" | Disconnect-ContainerRegistry -Scope Session
        Get-ContainerRegistry | ForEach-Object { "$($_.Source)" } | Should -Not -Contain Session
    }
    It 'says what is not there' {
        { Disconnect-ContainerRegistry none.example -ErrorAction Stop } | Should -Throw
    }
}
