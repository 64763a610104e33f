BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/Contexts.ps1
    $null = 'test-1', 'test-2', 'old' | ForEach-Object { New-ContainerContext $_ "tcp://$_.example:2375" }
}
AfterAll { Restore-Configuration }

Describe 'Remove-ContainerContext' {
    It 'removes nothing with -WhatIf' {
        Remove-ContainerContext test-* -WhatIf
        (Get-ContainerContext test-*).Count | Should -Be 2
    }
    It 'removes by name and wildcard' {
        Remove-ContainerContext old | Should -BeNullOrEmpty
        Remove-ContainerContext test-*
        (Get-ContainerContext).Name | Sort-Object | Should -Be away, default, here
    }
    It 'removes those whose engine does not answer' {
        (Test-ContainerHost -Context here, away | Where-Object Reachable -eq $false).Context | Remove-ContainerContext
        (Get-ContainerContext).Name | Sort-Object | Should -Be default, here
    }
    It 'leaves the default, and says what is not there' {
        { Remove-ContainerContext default -ErrorAction Stop } | Should -Throw
        { Remove-ContainerContext none -ErrorAction Stop } | Should -Throw -ErrorId 'ContextNotFound,*'
    }
}
