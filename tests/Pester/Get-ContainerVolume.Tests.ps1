BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $null = "$prefix-data", "$prefix-free" | New-ContainerVolume -Label $label
    $null = Invoke-Container $image -Name "$prefix-holder" -Label $label -Volume "$prefix-data:/data" -Command sh, -c, 'head -c 50000 /dev/zero >/data/file'
}
AfterAll { Remove-TestContainer }

Describe 'Get-ContainerVolume' {
    It 'gives volumes by name, wildcard and label' {
        (Get-ContainerVolume "$prefix-*").Name | Sort-Object | Should -Be "$prefix-data", "$prefix-free"
        (Get-ContainerVolume "$prefix-data" -Label $label).Driver | Should -Be local
    }
    It 'tells who uses it, and who uses none' {
        (Get-ContainerVolume "$prefix-data").UsedBy.Name | Should -Be "$prefix-holder"
        (Get-ContainerVolume -Label $label -Dangling).Name | Should -Be "$prefix-free"
    }
    It 'knows sizes where it is asked for them' {
        (Get-ContainerVolume "$prefix-data").Size | Should -BeNullOrEmpty
        (Get-ContainerVolume -Label $label -Size | Sort-Object Size -Descending)[0].Size | Should -BeGreaterOrEqual 50000
    }
    It 'writes an error for a name that is not there, and goes on' {
        (Get-ContainerVolume "$prefix-none", "$prefix-free" -ErrorAction SilentlyContinue -ErrorVariable failed).Name | Should -Be "$prefix-free"
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'VolumeNotFound,*'
        Get-ContainerVolume "$prefix-none*" | Should -BeNullOrEmpty
    }
    It 'shows a table, and goes through JSON' {
        Get-ContainerVolume -Label $label | Out-String -Width 200 | Should -Match 'Name\s+Driver\s+Size\s+Created\s+Used by'
        (Get-ContainerVolume "$prefix-free" | Select-Object Name, Driver | ConvertTo-Json | ConvertFrom-Json).Name | Should -Be "$prefix-free"
    }
}
