# Others may use the engine too: all that is removed here has this suite's label.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $running = Start-TestContainer running
    $old = Invoke-Container $image -Detach -Name "$prefix-old" -Label $label -Command sh, -c, 'head -c 40000 /dev/zero >/file'
    $null = $old | Wait-Container
    $null = New-ContainerNetwork "$prefix-unused" -Label $label
    $null = New-ContainerVolume "$prefix-volume" -Label $label
    $null = "FROM $image", "LABEL $label", 'RUN head -c 70000 /dev/zero >/file' | Build-ContainerImage -Tag "${prefix}:1"
}
AfterAll { Remove-TestContainer }

Describe 'Clear-ContainerHost' {
    It 'lists with -WhatIf what it would remove, as objects' {
        $candidates = Clear-ContainerHost -Label $label -WhatIf
        ($candidates | Sort-Object Type).Name | Should -Be "$prefix-old", "$prefix-unused"
        ($candidates | Measure-Object Size -Sum).Sum | Should -Be 40000
        (Clear-ContainerHost -Label $label -Include Image, Volume -All -WhatIf | Group-Object Type -AsHashTable -AsString).Keys | Sort-Object | Should -Be Image, Volume
        Test-ContainerImage "${prefix}:1" | Should -BeTrue
    }
    It 'leaves what is younger' {
        Clear-ContainerHost -Label $label -Until (Get-Date).AddDays(-1) -Force | ForEach-Object Count | Should -Be 0, 0, 0
        Get-Container "$prefix-old" | Should -Not -BeNullOrEmpty
    }
    It 'removes just that, and tells the bytes' {
        $results = Clear-ContainerHost -Label $label -Force
        ($results | Where-Object Count).Deleted | Should -Be "$prefix-old", "$prefix-unused"
        ($results | Measure-Object SpaceReclaimed -Sum).Sum | Should -Be 40000
        (Get-Container -Label $label).Name | Should -Be "$prefix-running"
        Clear-ContainerHost -Label $label -WhatIf | Should -BeNullOrEmpty
        (Clear-ContainerHost -Label $label -Include Volume, Image -All -Force | Where-Object Count).Type | Should -Be Volume, Image
        Get-ContainerVolume -Label $label | Should -BeNullOrEmpty
        Test-ContainerImage "${prefix}:1" | Should -BeFalse
    }
}
