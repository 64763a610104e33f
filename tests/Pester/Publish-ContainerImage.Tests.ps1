BeforeDiscovery { $absent = -not (Get-Command docker-registry -ErrorAction Ignore) }
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/Registry.ps1
    Start-TestRegistry -Protected
    if ($registry) { $made = New-TestImage "$registry/app:1", "$registry/app:2" }
}
AfterAll {
    Stop-TestRegistry
    Remove-TestContainer
}

Describe 'Publish-ContainerImage (skipped where docker-registry is not installed)' -Skip:$absent {
    It 'is refused without a password' {
        { Publish-ContainerImage "$registry/app:1" -ErrorAction Stop } | Should -Throw
    }
    It 'pushes nothing with -WhatIf' {
        Publish-ContainerImage "$registry/app:1" -Credential $credential -WhatIf | Should -BeNullOrEmpty
        { Receive-ContainerImage "$registry/app:1" -Credential $credential -ErrorAction Stop } | Should -Throw
    }
    It 'gives reference and digest, by name and from the pipeline' {
        $pushed = Publish-ContainerImage "$registry/app:1" -Credential $credential
        $pushed.Tag | Should -Be 1
        $pushed.Digest | Should -Match '^sha256:'
        ($made | Publish-ContainerImage -Credential $credential).Digest | Should -Be $pushed.Digest
        $pushed | Out-String -Width 200 | Should -Match 'Reference\s+Digest\s+Manifest'
    }
    It 'pushes all tags' {
        (Publish-ContainerImage "$registry/app" -AllTags -Credential $credential).Tag | Sort-Object | Should -Be 1, 2
    }
    It 'uses what Connect-ContainerRegistry keeps' {
        $null = Connect-ContainerRegistry $registry -Credential $credential
        Publish-ContainerImage "$registry/app:2" | Should -HaveCount 1
        Disconnect-ContainerRegistry $registry -Scope Session
    }
    It 'says by name what is not there' {
        { Publish-ContainerImage "$registry/none:1" -Credential $credential -ErrorAction Stop } | Should -Throw -ErrorId 'ImageNotFound,*'
    }
}
