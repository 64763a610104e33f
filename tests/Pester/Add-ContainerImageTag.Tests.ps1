BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/Registry.ps1
    $made = New-TestImage "${prefix}:1"
}
AfterAll { Remove-TestContainer }

Describe 'Add-ContainerImageTag' {
    It 'gives no name with -WhatIf' {
        Add-ContainerImageTag $made "${prefix}:whatif" -WhatIf
        (Get-ContainerImage -Id $made.Id).RepoTags | Should -Be "${prefix}:1"
    }
    It 'gives names, short ones too' {
        Add-ContainerImageTag "${prefix}:1" :2, "$prefix-other:3" | Should -BeNullOrEmpty
        (Get-ContainerImage -Id $made.Id).RepoTags | Sort-Object | Should -Be "${prefix}-other:3", "${prefix}:1", "${prefix}:2"
    }
    It 'emits the image under its new name with -PassThru' {
        "$(Add-ContainerImageTag $made "${prefix}:4" -PassThru)" | Should -Be "${prefix}:4"
    }
    It 'takes the name from another image' {
        $next = New-TestImage "${prefix}:next"
        Add-ContainerImageTag $next "${prefix}:2"
        (Get-ContainerImage "${prefix}:2").Id | Should -Be $next.Id
    }
    It 'refuses what is no name, and an image that is not there' {
        { Add-ContainerImageTag $made 'UPPER case' -ErrorAction Stop } | Should -Throw
        { Add-ContainerImageTag "${prefix}:none" "${prefix}:5" -ErrorAction Stop } | Should -Throw -ErrorId 'ImageNotFound,*'
    }
}
