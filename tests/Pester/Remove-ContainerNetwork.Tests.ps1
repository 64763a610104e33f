BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $null = 'a', 'b', 'c' | ForEach-Object { New-ContainerNetwork "$prefix-$_" -Label $label }
    $null = Start-TestContainer one 'sleep 1000' @{ Network = "$prefix-c" }
}
AfterAll { Remove-TestContainer }

Describe 'Remove-ContainerNetwork' {
    It 'removes nothing with -WhatIf' {
        Remove-ContainerNetwork "$prefix-*" -WhatIf
        (Get-ContainerNetwork -Label $label).Count | Should -Be 3
    }
    It 'keeps one that is in use, says by whom, and removes the others' {
        Get-ContainerNetwork -Label $label | Remove-ContainerNetwork -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'NetworkInUse,*'
        "$($failed[0])" | Should -BeLike "*$prefix-one*"
        (Get-ContainerNetwork -Label $label).Name | Should -Be "$prefix-c"
    }
    It 'says by name what is not there, and is silent about a pattern' {
        { Remove-ContainerNetwork "$prefix-a" -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkNotFound,*'
        Remove-ContainerNetwork "$prefix-none*" | Should -BeNullOrEmpty
    }
    It 'leaves the engine''s own networks' {
        { Remove-ContainerNetwork bridge -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkPredefined,*'
    }
}
