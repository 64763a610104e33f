BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/Registry.ps1
}
AfterAll { Remove-TestContainer }

Describe 'Remove-ContainerImage' {
    It 'removes nothing with -WhatIf' {
        $null = New-TestImage "${prefix}:1"
        Remove-ContainerImage "${prefix}:1" -WhatIf
        Test-ContainerImage "${prefix}:1" | Should -BeTrue
    }
    It 'tells what is gone' {
        $removed = Remove-ContainerImage "${prefix}:1"
        $removed | Should -BeOfType ContainerTools.ContainerImageRemoval
        $removed.Untagged | Should -Contain "${prefix}:1"
        Test-ContainerImage "${prefix}:1" | Should -BeFalse
    }
    It 'keeps an image that a container uses, but for -Force' {
        $made = New-TestImage "${prefix}:used"
        $null = New-Container $made -Name "$prefix-user" -Label $label true
        { $made | Remove-ContainerImage -ErrorAction Stop } | Should -Throw
        $null = $made | Remove-ContainerImage -Force
        Test-ContainerImage "${prefix}:used" | Should -BeFalse
    }
    It 'removes what a pipeline chooses' {
        $null = 'a', 'b', 'c' | ForEach-Object { New-TestImage "$prefix/many:$_" }
        $null = Get-ContainerImage "$prefix/many" | Sort-Object Created -Descending | Select-Object -Skip 1 | Remove-ContainerImage
        Get-ContainerImage "$prefix/many" | Should -HaveCount 1
    }
    It 'says by name what is not there, and refuses a container' {
        { Remove-ContainerImage "${prefix}:none" -ErrorAction Stop } | Should -Throw -ErrorId 'ImageNotFound,*'
        { Get-Container "$prefix-user" | Remove-ContainerImage -ErrorAction Stop } | Should -Throw
        Get-Container "$prefix-user" | Should -HaveCount 1
    }
}
