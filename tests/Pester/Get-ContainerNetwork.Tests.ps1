BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $null = "$prefix-a", "$prefix-b" | New-ContainerNetwork -Label $label
    $null = Start-TestContainer one 'sleep 1000' @{ Network = "$prefix-a" }
}
AfterAll { Remove-TestContainer }

Describe 'Get-ContainerNetwork' {
    It 'gives networks by name, wildcard, id and label' {
        (Get-ContainerNetwork "$prefix-*" | Sort-Object Name).Name | Should -Be "$prefix-a", "$prefix-b"
        $one = Get-ContainerNetwork "$prefix-a"
        (Get-ContainerNetwork -Id $one.Id.Substring(0, 12)).Name | Should -Be "$prefix-a"
        (Get-ContainerNetwork -Label $label).Count | Should -Be 2
    }
    It 'tells who is on it, and who uses none' {
        (Get-ContainerNetwork "$prefix-a").Containers.Name | Should -Be "$prefix-one"
        (Get-ContainerNetwork -Label $label -Dangling).Name | Should -Be "$prefix-b"
    }
    It 'writes an error for a name that is not there, and goes on' {
        (Get-ContainerNetwork "$prefix-none", "$prefix-a" -ErrorAction SilentlyContinue -ErrorVariable failed).Name | Should -Be "$prefix-a"
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'NetworkNotFound,*'
        Get-ContainerNetwork "$prefix-none*" | Should -BeNullOrEmpty
    }
    It 'follows a container to its networks' {
        ((Get-Container "$prefix-one" -Detailed).Networks | Get-ContainerNetwork).Name | Should -Be "$prefix-a"
    }
    It 'shows a table, and goes into a file' {
        Get-ContainerNetwork -Label $label | Out-String -Width 200 | Should -Match 'Id\s+Name\s+Driver\s+Scope\s+Subnets\s+Containers'
        Get-ContainerNetwork -Label $label | Select-Object Name, Driver | Export-Csv $folder/networks.csv
        (Import-Csv $folder/networks.csv).Driver | Should -Be bridge, bridge
    }
}
