BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $network = New-ContainerNetwork "$prefix-front" -Label $label
    $one = Start-TestContainer one 'sleep 1000' @{ Network = "$network" }
    $two = Start-TestContainer two 'sleep 1000' @{ Network = "$network" }
}
AfterAll { Remove-TestContainer }

Describe 'Disconnect-ContainerNetwork' {
    It 'takes nobody off with -WhatIf' {
        (Get-ContainerNetwork $network.Name).Containers | Disconnect-ContainerNetwork -Network $network -WhatIf
        (Get-ContainerNetwork $network.Name).Containers.Count | Should -Be 2
    }
    It 'takes one off by name' {
        Disconnect-ContainerNetwork $network.Name $one.Name | Should -BeNullOrEmpty
        (Get-ContainerNetwork $network.Name).Containers.Name | Should -Be $two.Name
    }
    It 'takes off who is on it, from the network''s own list' {
        (Get-ContainerNetwork $network.Name).Containers | Disconnect-ContainerNetwork -Network $network
        (Get-ContainerNetwork $network.Name).Containers.Count | Should -Be 0
    }
    It 'says that a container is not on it' {
        { Disconnect-ContainerNetwork $network $one -ErrorAction Stop } | Should -Throw -ErrorId 'ContainerNotConnected,*'
    }
    It 'says that a network is not there' {
        { Disconnect-ContainerNetwork "$prefix-none" $one -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkNotFound,*'
    }
}
