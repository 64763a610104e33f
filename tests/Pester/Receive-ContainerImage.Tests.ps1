BeforeDiscovery { $absent = -not (Get-Command docker-registry -ErrorAction Ignore) }
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/Registry.ps1
    Start-TestRegistry
    if ($registry) {
        $pushed = New-TestImage "$registry/app:1" | Publish-ContainerImage
        Add-ContainerImageTag "$registry/app:1" "$registry/app:2" -PassThru | Publish-ContainerImage | Out-Null
    }
}
AfterAll {
    Stop-TestRegistry
    Remove-TestContainer
}

Describe 'Receive-ContainerImage (skipped where docker-registry is not installed)' -Skip:$absent {
    BeforeEach { Get-ContainerImage "$registry/app*" | Remove-ContainerImage -Force | Out-Null }
    It 'pulls nothing with -WhatIf' {
        Receive-ContainerImage "$registry/app:1" -WhatIf | Should -BeNullOrEmpty
        Test-ContainerImage "$registry/app:1" | Should -BeFalse
    }
    It 'gives the image' {
        $got = Receive-ContainerImage "$registry/app:1"
        $got | Should -BeOfType ContainerTools.ContainerImage
        "$got" | Should -Be "$registry/app:1"
    }
    It 'pulls by digest, and what the pipeline names' {
        (Receive-ContainerImage $pushed.DigestReference).RepoDigests | Should -Contain $pushed.DigestReference
        ("$registry/app:1", "$registry/app:2" | Receive-ContainerImage).Count | Should -Be 2
    }
    It 'pulls all tags, and has docker''s word as an alias' {
        $null = Pull-ContainerImage "$registry/app" -AllTags
        (Get-ContainerImage "$registry/app").RepoTags | Sort-Object | Should -Be "$registry/app:1", "$registry/app:2"
    }
    It 'says what the registry does not have, and pulls the rest' {
        $got = Receive-ContainerImage "$registry/app:none", "$registry/app:1" -ErrorAction SilentlyContinue -ErrorVariable failed
        "$got" | Should -Be "$registry/app:1"
        $failed[0].TargetObject | Should -Be "$registry/app:none"
    }
}
