BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/Contexts.ps1
}
AfterAll { Restore-Configuration }

Describe 'Use-ContainerContext' {
    AfterEach { Use-ContainerContext -Reset }
    It 'chooses the engine of this session, and takes it back' {
        Use-ContainerContext here
        (Get-ContainerHost).Context | Should -Be here
        "$((Get-ContainerContext -Current).Source)" | Should -Be Session
        Use-ContainerContext -Reset
        "$((Get-ContainerContext -Current).Source)" | Should -Be Default
    }
    It 'does not touch docker''s choice, but for -Scope User' {
        Use-ContainerContext here
        "$env:DOCKER_CONFIG/config.json" | Should -Not -FileContentMatch here
        (Use-ContainerContext here -Scope User -PassThru).Name | Should -Be here
        "$env:DOCKER_CONFIG/config.json" | Should -FileContentMatch '"currentContext": *"here"'
    }
    It 'leaves objects with their engine' {
        $engine = Get-ContainerHost -Context here
        Use-ContainerContext away
        $container = New-Container $image -Name "$prefix-c" -Label $label -Context here true
        try { ($container | Get-Container).Context | Should -Be $engine.Context } finally { $container | Remove-Container }
    }
    It 'says what is not there, and changes nothing with -WhatIf' {
        { Use-ContainerContext none -ErrorAction Stop } | Should -Throw -ErrorId 'ContextNotFound,*'
        Use-ContainerContext away -WhatIf
        (Get-ContainerContext -Current).Name | Should -Not -Be away
    }
}
