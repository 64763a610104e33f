# Others may use the engine too: all that is removed here has this suite's label.
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $running = Start-TestContainer running
    $old = Invoke-Container $image -Detach -Name "$prefix-old" -Label $label -Command sh, -c, 'head -c 40000 /dev/zero >/file'
    $null = $old | Wait-Container
    $null = New-ContainerNetwork "$prefix-unused" -Label $label
    $null = New-ContainerVolume "$prefix-volume" -Label $label
    $null = "FROM $image", "LABEL $label", 'RUN head -c 70000 /dev/zero >/file' | Build-ContainerImage -Tag "${prefix}:1"
}
AfterAll { Remove-TestContainer }

Describe 'Get-ContainerDiskUsage' {
    It 'tells the sums, and each single thing by size' {
        $usage = Get-ContainerDiskUsage
        $usage.Type | Should -Be Image, Container, Volume, BuildCache
        $usage | ForEach-Object { $_.Reclaimable | Should -BeLessOrEqual $_.Size }
        $items = ($usage | Where-Object Type -eq Container).Items
        ($items | Where-Object Name -eq "$prefix-old").Size | Should -Be 40000
        ($items | Where-Object Name -eq "$prefix-running").Active | Should -BeTrue
        ($items | Sort-Object Size -Descending | Select-Object -First 1).Size | Should -Be $items[0].Size
        (Get-ContainerDiskUsage Volume).Items | Where-Object Active -eq $false | Select-Object -ExpandProperty Name | Should -Contain "$prefix-volume"
    }
    It 'goes to a table of a spreadsheet' {
        (Get-ContainerDiskUsage Container | Select-Object Type, Size, Reclaimable | ConvertTo-Csv)[1] | Should -Match '^"Container","\d+","\d+"$'
    }
}
