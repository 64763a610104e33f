BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/Contexts.ps1
    Push-Location $folder
}
AfterAll {
    Pop-Location
    Restore-Configuration
}

Describe 'Export-ContainerContext' {
    It 'writes nothing with -WhatIf' {
        Export-ContainerContext here -WhatIf
        'here.dockercontext' | Should -Not -Exist
    }
    It 'writes each into a file that its owner alone may read' {
        $files = Get-ContainerContext here, away | Export-ContainerContext -PassThru
        $files.Name | Sort-Object | Should -Be away.dockercontext, here.dockercontext
        if (-not $IsWindows) { $files.UnixMode | Should -Be '-rw-------', '-rw-------' }
        tar -tf here.dockercontext | Should -Contain meta.json
    }
    It 'replaces none unless told to' {
        { Export-ContainerContext here -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists,*'
        Export-ContainerContext here -Force
        { Export-ContainerContext here, away one -ErrorAction Stop } | Should -Throw -ErrorId 'OneFileForSeveral,*'
    }
    It 'says what it does not know' {
        { Export-ContainerContext none -ErrorAction Stop } | Should -Throw -ErrorId 'ContextNotFound,*'
        { Export-ContainerContext default -ErrorAction Stop } | Should -Throw -ErrorId 'ContextReserved,*'
    }
}
