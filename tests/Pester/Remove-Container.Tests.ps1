BeforeAll {
    . $PSScriptRoot/Setup.ps1
    function New-Stopped([string] $Suffix) { New-Container $image -Name "$prefix-$Suffix" -Label $label -Volume /data true }
}
AfterAll { Remove-TestContainer }

Describe 'Remove-Container' {
    It 'removes nothing with -WhatIf' {
        New-Stopped one | Remove-Container -Force -RemoveVolume -WhatIf
        Get-Container "$prefix-one" | Should -HaveCount 1
    }
    It 'removes by name, and emits nothing' {
        Remove-Container "$prefix-one" -RemoveVolume | Should -BeNullOrEmpty
        Get-Container "$prefix-one*" | Should -BeNullOrEmpty
    }
    It 'leaves a container that runs, but for -Force' {
        $running = Start-TestContainer running
        { $running | Remove-Container -ErrorAction Stop } | Should -Throw -ErrorId 'Container*,*'
        $running | Remove-Container -Force
        Get-Container "$prefix-running*" | Should -BeNullOrEmpty
    }
    It 'removes a pipeline, volumes without a name too' {
        $made = 'a', 'b', 'c' | ForEach-Object { New-Stopped $_ }
        $volumes = ($made | Get-Container -Detailed).Mounts.Name
        Get-Container -Label $label | Where-Object State -eq Created | Remove-Container -RemoveVolume
        Get-ContainerVolume | Where-Object Name -in $volumes | Should -BeNullOrEmpty
    }
    It 'takes an object that has vanished for removed, and a name for a mistake' {
        $gone = New-Stopped gone
        $gone | Remove-Container -RemoveVolume
        { $gone | Remove-Container -ErrorAction Stop } | Should -Not -Throw
        { Remove-Container $gone.Name -ErrorAction Stop } | Should -Throw -ErrorId 'ContainerNotFound,*'
        Remove-Container "$($gone.Name)*" | Should -BeNullOrEmpty
    }
    It 'takes objects out of a file' {
        New-Stopped file | Export-Clixml $folder/container.xml
        Import-Clixml $folder/container.xml | Remove-Container -RemoveVolume
        Get-Container "$prefix-file*" | Should -BeNullOrEmpty
    }
    It 'refuses an image' {
        { Get-ContainerImage $image | Remove-Container -ErrorAction Stop } | Should -Throw -ExpectedMessage '*image*'
        Test-ContainerImage $image | Should -BeTrue
    }
}
