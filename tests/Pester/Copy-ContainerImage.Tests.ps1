BeforeDiscovery { $alone = -not $env:CONTAINERTOOLS_TEST_HOST2 }
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/Registry.ps1
    $other = $env:CONTAINERTOOLS_TEST_HOST2
    $made = 1, 2 | ForEach-Object { New-TestImage "${prefix}:$_" }
}
AfterAll {
    if ($other) { Get-ContainerImage "$prefix*" -EngineHost $other | Remove-ContainerImage -Force | Out-Null }
    Remove-TestContainer
}

Describe 'Copy-ContainerImage (skipped where CONTAINERTOOLS_TEST_HOST2 names no second engine)' -Skip:$alone {
    It 'copies nothing with -WhatIf' {
        Copy-ContainerImage "${prefix}:1" -ToEngineHost $other -WhatIf | Should -BeNullOrEmpty
        Test-ContainerImage "${prefix}:1" -EngineHost $other | Should -BeFalse
    }
    It 'gives the image on the other engine' {
        $copied = Copy-ContainerImage "${prefix}:1" -ToEngineHost $other
        "$copied" | Should -Be "${prefix}:1"
        $copied.EngineHost | Should -Be $other
    }
    It 'copies what the pipeline brings' {
        ($made | Copy-ContainerImage -ToEngineHost $other).Count | Should -Be 2
        (Get-ContainerImage $prefix -EngineHost $other).RepoTags | Sort-Object | Should -Be "${prefix}:1", "${prefix}:2"
    }
    It 'says by name what is not there, and what engine is none' {
        { Copy-ContainerImage "${prefix}:none" -ToEngineHost $other -ErrorAction Stop } | Should -Throw -ErrorId 'ImageNotFound,*'
        { Copy-ContainerImage "${prefix}:1" -ToEngineHost "unix://$folder/none.sock" -ErrorAction Stop } | Should -Throw -ErrorId 'EngineUnreachable,*'
    }
}
