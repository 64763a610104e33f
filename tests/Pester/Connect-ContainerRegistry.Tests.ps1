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

Describe 'Connect-ContainerRegistry (skipped where docker-registry is not installed)' -Skip:$absent {
    AfterEach { Get-ContainerRegistry "$registry*" | Disconnect-ContainerRegistry }
    It 'keeps a password in memory alone, and never shows it' {
        $connected = Connect-ContainerRegistry $registry -Credential $credential
        "$($connected.Source)" | Should -Be Session
        "$env:DOCKER_CONFIG/config.json" | Should -Not -Exist
        $connected | Format-List * | Out-String | Should -Not -Match 's3cret'
        $connected | ConvertTo-Json | Should -Not -Match 's3cret'
    }
    It 'keeps it where docker does with -Scope User' {
        (Connect-ContainerRegistry $registry -Credential $credential -Scope User).UserName | Should -Be alice
        Get-Content -Raw "$env:DOCKER_CONFIG/config.json" | Should -Match ([regex]::Escape($registry))
        [int] [IO.File]::GetUnixFileMode("$env:DOCKER_CONFIG/config.json") | Should -Be ([Convert]::ToInt32('600', 8))
    }
    It 'refuses a wrong password, and keeps nothing' {
        $wrong = [pscredential]::new('alice', [System.Net.NetworkCredential]::new('', 'wr0ng').SecurePassword)
        { Connect-ContainerRegistry $registry -Credential $wrong -ErrorAction Stop } | Should -Throw
        Get-ContainerRegistry "$registry*" | Should -BeNullOrEmpty
    }
    It 'keeps nothing with -WhatIf' {
        Connect-ContainerRegistry $registry -Credential $credential -WhatIf | Should -BeNullOrEmpty
        Get-ContainerRegistry "$registry*" | Should -BeNullOrEmpty
    }
}
