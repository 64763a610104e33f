BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/Registry.ps1
    $made = New-TestImage "${prefix}:1", "${prefix}:2", "${prefix}:old-1", "${prefix}:old-2"
}
AfterAll { Remove-TestContainer }

Describe 'Remove-ContainerImageTag' {
    It 'takes no name with -WhatIf' {
        Remove-ContainerImageTag "${prefix}:2" -WhatIf
        (Get-ContainerImage -Id $made.Id).RepoTags.Count | Should -Be 4
    }
    It 'takes one name, and the image with -PassThru' {
        (Remove-ContainerImageTag "${prefix}:2" -PassThru).RepoTags | Should -Not -Contain "${prefix}:2"
    }
    It 'takes names by a pattern from the pipeline' {
        Get-ContainerImage $prefix | Remove-ContainerImageTag -Tag "${prefix}:old-*"
        (Get-ContainerImage -Id $made.Id).RepoTags | Should -Be "${prefix}:1"
    }
    It 'leaves the last name' {
        { Remove-ContainerImageTag "${prefix}:1" -ErrorAction Stop } | Should -Throw -ErrorId 'LastImageTag,*'
        Test-ContainerImage "${prefix}:1" | Should -BeTrue
    }
    It 'says by name what is not there' {
        { Remove-ContainerImageTag "${prefix}:none" -ErrorAction Stop } | Should -Throw -ErrorId 'ImageNotFound,*'
    }
}
