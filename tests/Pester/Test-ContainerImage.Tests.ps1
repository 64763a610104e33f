BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/Registry.ps1
    Start-TestRegistry
}
AfterAll {
    Stop-TestRegistry
    Remove-TestContainer
}

Describe 'Test-ContainerImage' {
    It 'answers yes or no for each' {
        Test-ContainerImage $image, "${prefix}:none" | Should -Be $true, $false
        $image, "${prefix}:none" | Test-ContainerImage | Should -Be $true, $false
    }
    It 'does not know of an image that no registry has' {
        $made = New-TestImage "${prefix}:local"
        $result = $made | Test-ContainerImage -UpdateAvailable
        $result.UpdateAvailable | Should -BeNullOrEmpty
        "$($result.Status)" | Should -Not -BeNullOrEmpty
        $result | Out-String -Width 200 | Should -Match 'Reference\s+UpdateAvailable\s+Status'
    }
    It 'finds what is out of date, and Receive-ContainerImage updates it' {
        if (-not $registry) { Set-ItResult -Skipped -Because 'docker-registry is not installed'; return }
        $null = New-TestImage "$registry/app:1" | Publish-ContainerImage
        (Test-ContainerImage "$registry/app:1" -UpdateAvailable).UpdateAvailable | Should -BeFalse
        $newer = New-TestImage "$registry/app:newer"
        $old = Get-ContainerImage "$registry/app:1"
        Add-ContainerImageTag $newer "$registry/app:1"
        $null = Publish-ContainerImage "$registry/app:1"
        Add-ContainerImageTag $old "$registry/app:1"
        Get-ContainerImage "$registry/app:1" | Test-ContainerImage -UpdateAvailable | Where-Object UpdateAvailable | Receive-ContainerImage -WhatIf
        (Get-ContainerImage "$registry/app:1").Id | Should -Be $old.Id
        $null = Get-ContainerImage "$registry/app:1" | Test-ContainerImage -UpdateAvailable | Where-Object UpdateAvailable | Receive-ContainerImage
        (Get-ContainerImage "$registry/app:1").Id | Should -Be $newer.Id
    }
}
