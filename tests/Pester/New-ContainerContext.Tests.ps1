BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/Contexts.ps1
}
AfterAll { Restore-Configuration }

Describe 'New-ContainerContext' {
    It 'makes nothing with -WhatIf' {
        New-ContainerContext whatif ssh://me@build.example -WhatIf | Should -BeNullOrEmpty
        Get-ContainerContext whatif* | Should -BeNullOrEmpty
    }
    It 'gives the context that it has made, which docker sees too' {
        $made = New-ContainerContext build ssh://me@build.example -Description 'Builds at night'
        $made | Should -BeOfType ContainerTools.ContainerContext
        $made.EngineHost | Should -Be ssh://me@build.example
        (Get-ChildItem "$env:DOCKER_CONFIG/contexts/meta/*/meta.json" | Get-Content -Raw | ConvertFrom-Json).Name | Should -Contain build
    }
    It 'copies another with another address' {
        (New-ContainerContext copy -FromContext build -EngineHost ssh://me@copy.example).Description | Should -Be 'Builds at night'
    }
    It 'refuses a name that is taken or none, and an address that is none' {
        { New-ContainerContext build ssh://me@x.example -ErrorAction Stop } | Should -Throw -ErrorId 'ContextAlreadyExists,*'
        { New-ContainerContext ../x ssh://me@x.example -ErrorAction Stop } | Should -Throw
        { New-ContainerContext wrong ftp://x.example -ErrorAction Stop } | Should -Throw
    }
}
