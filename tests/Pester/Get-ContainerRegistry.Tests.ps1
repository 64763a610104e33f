BeforeDiscovery { $absent = -not (Get-Command docker-registry -ErrorAction Ignore) }
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/Registry.ps1
    Start-TestRegistry -Protected
    if ($registry) {
        $null = New-Item -ItemType Directory $env:DOCKER_CONFIG
        $auth = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes('bob:hidden'))
        Set-Content "$env:DOCKER_CONFIG/config.json" (@{ auths = @{ "$prefix.example" = @{ auth = $auth } } } | ConvertTo-Json)
        $null = Connect-ContainerRegistry $registry -Credential $credential
    }
}
AfterAll {
    if ($registry) { Disconnect-ContainerRegistry $registry -Scope Session }
    Stop-TestRegistry
    Remove-TestContainer
}

Describe 'Get-ContainerRegistry (skipped where docker-registry is not installed)' -Skip:$absent {
    It 'gives those of the session and those of docker, by name and wildcard' {
        (Get-ContainerRegistry | Where-Object Source -eq Session).UserName | Should -Contain alice
        (Get-ContainerRegistry "$prefix.*").UserName | Should -Be bob
    }
    It 'never shows a secret' {
        $all = Get-ContainerRegistry
        ($all | Format-List * | Out-String), ($all | ConvertTo-Json -Depth 5) | Should -Not -Match 's3cret|hidden'
    }
    It 'groups, and shows a table' {
        Get-ContainerRegistry | Group-Object Source | Should -HaveCount 2
        Get-ContainerRegistry | Out-String -Width 200 | Should -Match 'Name\s+UserName\s+Source\s+Helper'
    }
    It 'says by name what is not there' {
        { Get-ContainerRegistry none.example -ErrorAction Stop } | Should -Throw
        Get-ContainerRegistry none.* | Should -BeNullOrEmpty
    }
}
