BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $one = New-Container $image -Name "$prefix-one" -Label $label sleep 1000
    $running = Start-TestContainer running
    $two = New-Container $image -Name "$prefix-two" -Label $label sleep 1000
    $network = New-ContainerNetwork "$prefix-front" -Label $label
}
AfterAll { Remove-TestContainer }

Describe 'Connect-ContainerNetwork' {
    It 'connects nothing with -WhatIf' {
        Connect-ContainerNetwork $network $one -WhatIf
        ($one | Get-Container -Detailed).Networks.ForEach({ "$_" }) | Should -Not -Contain "$network"
    }
    It 'connects by name, and by the pipeline' {
        Connect-ContainerNetwork "$network" $one.Name -Alias first | Should -BeNullOrEmpty
        $two | Connect-ContainerNetwork -Network $network
        ($one, $two | Get-Container -Detailed | Where-Object { "$network" -in $_.Networks.ForEach({ "$_" }) }).Name | Should -Be $one.Name, $two.Name
    }
    It 'refuses an address that is none, and a network that is not there' {
        { Connect-ContainerNetwork $network $one -IPAddress nonsense -ErrorAction Stop } | Should -Throw
        { Connect-ContainerNetwork "$prefix-none" $running -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkNotFound,*'
    }
    It 'says by name what container is not there' {
        { Connect-ContainerNetwork $network "$prefix-none" -ErrorAction Stop } | Should -Throw -ErrorId 'ContainerNotFound,*'
    }
}
