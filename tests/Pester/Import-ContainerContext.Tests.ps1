BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/Contexts.ps1
    Push-Location $folder
    Export-ContainerContext here
}
AfterAll {
    Pop-Location
    Restore-Configuration
}

Describe 'Import-ContainerContext' {
    It 'makes nothing with -WhatIf' {
        Import-ContainerContext here.dockercontext whatif -WhatIf | Should -BeNullOrEmpty
        Get-ContainerContext whatif* | Should -BeNullOrEmpty
    }
    It 'makes a context with which the engine is reached' {
        $made = Get-Item here.dockercontext | Import-ContainerContext -Name again
        $made | Should -BeOfType ContainerTools.ContainerContext
        $made.Description | Should -Be 'The one under test'
        (Get-ContainerHost -Context again).EngineHost | Should -Be $made.EngineHost
    }
    It 'takes the name that it had, where that is free' {
        { Import-ContainerContext here.dockercontext -ErrorAction Stop } | Should -Throw -ErrorId 'ContextAlreadyExists,*'
        Remove-ContainerContext here -Force -Confirm:$false
        (Import-ContainerContext *.dockercontext).Name | Should -Be here
    }
    It 'refuses what is none' {
        Set-Content none 'nothing'
        { Import-ContainerContext none -ErrorAction Stop } | Should -Throw -ErrorId 'ContextArchiveInvalid,*'
        { Import-ContainerContext missing -ErrorAction Stop } | Should -Throw
        { Import-ContainerContext here.dockercontext ../x -ErrorAction Stop } | Should -Throw -ErrorId 'ContextNameInvalid,*'
    }
}
