BeforeAll { . $PSScriptRoot/Setup.ps1 }
AfterAll { Remove-TestContainer }

Describe 'New-ContainerVolume' {
    It 'makes nothing with -WhatIf' {
        New-ContainerVolume "$prefix-whatif" -WhatIf | Should -BeNullOrEmpty
        Get-ContainerVolume "$prefix-whatif*" | Should -BeNullOrEmpty
    }
    It 'gives the volume that it has made' {
        $volume = New-ContainerVolume "$prefix-one" -Label $label, 'app=shop'
        $volume | Should -BeOfType ContainerTools.ContainerVolume
        $volume.Labels['app'] | Should -Be shop
        "$volume" | Should -Be "$prefix-one"
    }
    It 'makes several of a pipeline, and mounts what it gives' {
        $volumes = "$prefix-two", "$prefix-three" | New-ContainerVolume -Label $label
        $volumes.Name | Should -Be "$prefix-two", "$prefix-three"
        (Invoke-Container $image -AutoRemove -Label $label -Volume "$($volumes[0]):/data" -Command ls, -d, /data).StdOut | Should -Be "/data`n"
    }
    It 'says that a name is taken, but for -Force' {
        { New-ContainerVolume "$prefix-one" -ErrorAction Stop } | Should -Throw -ErrorId 'VolumeAlreadyExists,*'
        (New-ContainerVolume "$prefix-one" -Force).Name | Should -Be "$prefix-one"
    }
    It 'says what driver is none' {
        { New-ContainerVolume "$prefix-wrong" -Driver "$prefix-none" -ErrorAction Stop } | Should -Throw
        Get-ContainerVolume "$prefix-wrong*" | Should -BeNullOrEmpty
    }
}
