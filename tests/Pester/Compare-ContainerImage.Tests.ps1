BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/Registry.ps1
    $null = New-TestImage "${prefix}:1" 'RUN echo x >/same && echo old >/changed && echo x >/gone'
    $null = New-TestImage "${prefix}:2" 'RUN echo x >/same && echo newer >/changed && echo x >/added'
}
AfterAll { Remove-TestContainer }

Describe 'Compare-ContainerImage' {
    It 'tells which files are not the same' {
        $change = Compare-ContainerImage "${prefix}:1" "${prefix}:2"
        $change.Added.Path, $change.Removed.Path | Should -Be /added, /gone
        $change.Changed.Path | Should -Contain /changed
        ($change.Changed | Where-Object Path -eq /changed).SizeChange | Should -Be 2
        $change.SameFiles | Should -BeFalse
    }
    It 'takes differences from the pipeline' {
        $found = Get-ContainerImage $prefix | Compare-ContainerImage $image
        $found | Should -HaveCount 2
        ($found | Measure-Object { $_.CommonLayers.Count } -Minimum).Minimum | Should -Be 1
    }
    It 'finds no difference to itself' {
        (Compare-ContainerImage "${prefix}:1" "${prefix}:1").SameFiles | Should -BeTrue
    }
    It 'shows a table' {
        Compare-ContainerImage "${prefix}:1" "${prefix}:2" | Out-String -Width 200 | Should -Match 'Reference\s+Difference\s+Common layers\s+Added\s+Changed\s+Removed'
    }
    It 'says by name what is not there' {
        { Compare-ContainerImage "${prefix}:1" "${prefix}:none" -ErrorAction Stop } | Should -Throw -ErrorId 'ImageNotFound,*'
    }
}
