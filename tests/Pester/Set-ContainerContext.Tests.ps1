BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/Contexts.ps1
    $null = 'prod1', 'prod2' | ForEach-Object { New-ContainerContext $_ "tcp://$_.example:2376" }
}
AfterAll { Restore-Configuration }

Describe 'Set-ContainerContext' {
    It 'changes nothing with -WhatIf' {
        Set-ContainerContext prod1 -Description new -WhatIf
        (Get-ContainerContext prod1).Description | Should -BeNullOrEmpty
    }
    It 'changes what it is told, and leaves the rest' {
        $changed = Set-ContainerContext prod1 -Description 'The first' -PassThru
        $changed.Description, $changed.EngineHost | Should -Be 'The first', tcp://prod1.example:2376
        (Set-ContainerContext prod1 -EngineHost tcp://new.example:2376 -PassThru).Description | Should -Be 'The first'
    }
    It 'changes what the pipeline brings' {
        Get-ContainerContext prod* | Set-ContainerContext -SkipTLSVerify
        (Get-ContainerContext prod*).SkipTLSVerify | Should -Be $true, $true
    }
    It 'refuses TLS where there is none, and says what is not there' {
        { Set-ContainerContext here -SkipTLSVerify -ErrorAction Stop } | Should -Throw -ErrorId 'TlsNotApplicable,*'
        { Set-ContainerContext none -Description x -ErrorAction Stop } | Should -Throw -ErrorId 'ContextNotFound,*'
    }
}
