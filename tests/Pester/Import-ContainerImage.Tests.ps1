BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/Registry.ps1
    Push-Location $folder
    $made = New-TestImage "${prefix}:1"
    $null = Export-ContainerImage $made ./one.tar
    $null = New-Item -ItemType Directory root
    Set-Content root/file.txt alone
    tar -cf root.tar -C root .
    Set-Content no.tar 'this is no archive'
}
AfterAll {
    Pop-Location
    Get-ContainerImage "$prefix*" | Remove-ContainerImage -Force | Out-Null
    Remove-TestContainer
}

Describe 'Import-ContainerImage' {
    It 'brings a saved image back' {
        $null = Remove-ContainerImage $made -Force
        $back = Import-ContainerImage ./one.tar
        $back.Id | Should -Be $made.Id
        $back.RepoTags | Should -Be "${prefix}:1"
    }
    It 'takes files from Get-ChildItem and streams' {
        "$(Get-ChildItem one.tar | Import-ContainerImage)" | Should -Be "${prefix}:1"
        $stream = [IO.File]::OpenRead("$PWD/one.tar")
        try { "$(Import-ContainerImage -InputStream $stream)" | Should -Be "${prefix}:1" } finally { $stream.Dispose() }
    }
    It 'makes an image of a bare file system' {
        $bare = Import-ContainerImage ./root.tar -RootFileSystem -Repository "$prefix-bare" -Tag 1 -Change 'CMD ["/none"]'
        "$bare" | Should -Be "$prefix-bare:1"
        (Get-ContainerImageLayer $bare -IncludeFile).Files.Path | Should -Contain /file.txt
    }
    It 'says that a file is not there or no image' {
        { Import-ContainerImage ./none.tar -ErrorAction Stop } | Should -Throw -ErrorId 'FileNotFound,*'
        { Import-ContainerImage ./no.tar -ErrorAction Stop } | Should -Throw
    }
    It 'loads nothing with -WhatIf' {
        $null = Remove-ContainerImage $made.Id -Force
        Import-ContainerImage ./one.tar -WhatIf | Should -BeNullOrEmpty
        Test-ContainerImage "${prefix}:1" | Should -BeFalse
    }
}
