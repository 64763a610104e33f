BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $null = 'a', 'b', 'c', 'used' | ForEach-Object { New-ContainerVolume "$prefix-$_" -Label $label }
    $null = New-Container $image -Name "$prefix-holder" -Label $label -Volume "$prefix-used:/data" true
}
AfterAll { Remove-TestContainer }

Describe 'Remove-ContainerVolume' {
    It 'removes nothing with -WhatIf' {
        Get-ContainerVolume -Label $label | Remove-ContainerVolume -WhatIf
        (Get-ContainerVolume -Label $label).Count | Should -Be 4
    }
    It 'removes by name and by row' {
        Remove-ContainerVolume "$prefix-a" | Should -BeNullOrEmpty
        [pscustomobject] @{ Name = "$prefix-b" } | Remove-ContainerVolume
        (Get-ContainerVolume -Label $label).Name | Sort-Object | Should -Be "$prefix-c", "$prefix-used"
    }
    It 'keeps one that is in use, says by whom, and removes the others' {
        Get-ContainerVolume -Label $label | Remove-ContainerVolume -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'VolumeInUse,*'
        "$($failed[0])" | Should -BeLike "*$prefix-holder*"
        (Get-ContainerVolume -Label $label).Name | Should -Be "$prefix-used"
    }
    It 'takes an object that has vanished for removed, and a name for a mistake' {
        $gone = New-ContainerVolume "$prefix-gone" -Label $label
        $gone | Remove-ContainerVolume
        { $gone | Remove-ContainerVolume -ErrorAction Stop } | Should -Not -Throw
        { Remove-ContainerVolume "$prefix-gone" -ErrorAction Stop } | Should -Throw -ErrorId 'VolumeNotFound,*'
    }
}
