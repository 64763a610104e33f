BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/Registry.ps1
    $lean = New-TestImage "${prefix}:lean" 'RUN echo x >/file'
    $fat = New-TestImage "${prefix}:fat" 'RUN head -c 600000 /dev/urandom >/big', 'RUN head -c 600000 /dev/urandom >/big', 'RUN rm /big'
}
AfterAll { Remove-TestContainer }

Describe 'Measure-ContainerImage' {
    It 'measures what is wasted' {
        $measured = $lean, $fat | Measure-ContainerImage
        $measured[0].Efficiency | Should -BeGreaterThan $measured[1].Efficiency
        $measured[1].WastedBytes | Should -BeGreaterOrEqual 1200000
        ($measured[1].WastedFiles | Sort-Object CumulativeSize -Descending)[0].Path | Should -Be /big
    }
    It 'decides in a pipeline' {
        (Get-ContainerImage $prefix | Measure-ContainerImage | Where-Object { $_.Efficiency -lt 0.95 -or $_.WastedBytes -gt 20MB }).ImageName | Should -Be "${prefix}:fat"
    }
    It 'leaves out layers of the base' {
        (Measure-ContainerImage "${prefix}:lean" -BaseLayerCount 1).UserSize | Should -BeLessThan 1000
    }
    It 'shows a table' {
        $fat | Measure-ContainerImage | Out-String -Width 200 | Should -Match 'Image\s+Efficiency\s+Wasted\s+Files'
    }
    It 'says by name what is not there' {
        { Measure-ContainerImage "${prefix}:none" -ErrorAction Stop } | Should -Throw -ErrorId 'ImageNotFound,*'
    }
}
