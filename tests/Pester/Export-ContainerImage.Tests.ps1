BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/Registry.ps1
    Push-Location $folder
    $null = 1, 2 | ForEach-Object { New-TestImage "${prefix}:$_" }
}
AfterAll {
    Pop-Location
    Remove-TestContainer
}

Describe 'Export-ContainerImage' {
    It 'writes nothing with -WhatIf' {
        Export-ContainerImage "${prefix}:1" ./one.tar -WhatIf
        './one.tar' | Should -Not -Exist
    }
    It 'writes a file that tar reads' {
        $file = Export-ContainerImage "${prefix}:1" ./one.tar -PassThru
        $file | Should -BeOfType System.IO.FileInfo
        tar -tf ./one.tar | Should -Contain manifest.json
    }
    It 'leaves a file that is there, but for -Force' {
        { Export-ContainerImage "${prefix}:1" ./one.tar -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists,*'
        Export-ContainerImage "${prefix}:1" ./one.tar -Force
    }
    It 'writes several images of the pipeline into one file' {
        Get-ContainerImage $prefix | Export-ContainerImage -Path ./both.tar
        (tar -xOf ./both.tar manifest.json | ConvertFrom-Json).RepoTags | Sort-Object | Should -Be "${prefix}:1", "${prefix}:2"
    }
    It 'says by name what is not there, and leaves no file' {
        { Export-ContainerImage "${prefix}:none" ./none.tar -ErrorAction Stop } | Should -Throw -ErrorId 'ImageNotFound,*'
        './none.tar' | Should -Not -Exist
    }
}
