BeforeAll { . $PSScriptRoot/Setup.ps1 }
AfterAll { Remove-TestContainer }

Describe 'New-ContainerNetwork' {
    It 'makes nothing with -WhatIf' {
        New-ContainerNetwork "$prefix-whatif" -WhatIf | Should -BeNullOrEmpty
        Get-ContainerNetwork "$prefix-whatif*" | Should -BeNullOrEmpty
    }
    It 'gives the network that it has made' {
        $network = New-ContainerNetwork "$prefix-one" -Internal -Label $label, 'tier=back'
        $network | Should -BeOfType ContainerTools.ContainerNetwork
        $network.Internal | Should -BeTrue
        $network.Labels['tier'] | Should -Be back
    }
    It 'makes several of a pipeline, for containers at once' {
        ("$prefix-two", "$prefix-three" | New-ContainerNetwork -Label $label).Name | Should -Be "$prefix-two", "$prefix-three"
        (New-Container $image -Name "$prefix-on" -Label $label -Network "$prefix-two" true | Get-Container -Detailed).Networks.ForEach({ "$_" }) | Should -Be "$prefix-two"
    }
    It 'says that a name is taken' {
        { New-ContainerNetwork "$prefix-one" -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkAlreadyExists,*'
    }
    It 'says what is wrong with an address, and what driver is none' {
        { New-ContainerNetwork "$prefix-wrong" -Subnet nonsense -ErrorAction Stop } | Should -Throw
        { New-ContainerNetwork "$prefix-wrong" -Driver nonsense -ErrorAction Stop } | Should -Throw
        Get-ContainerNetwork "$prefix-wrong*" | Should -BeNullOrEmpty
    }
}
