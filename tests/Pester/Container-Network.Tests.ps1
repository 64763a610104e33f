BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $web = Start-TestContainer web
    $db = Start-TestContainer db
}
AfterAll { Remove-TestContainer }

Describe 'Networks' {
    It 'are made with addresses, and tell who is on them' {
        $taken = (Get-ContainerNetwork).Ipam.Subnet
        $block = 1..254 | ForEach-Object { "10.254.$_" } | Where-Object { $b = $_; -not ($taken | Where-Object { "$_".StartsWith("$b.") }) } | Get-Random
        $network = New-ContainerNetwork "$prefix-front" -Subnet "$block.0/24" -Gateway "$block.1" -Internal -Label $label
        $network.Internal | Should -BeTrue
        Connect-ContainerNetwork $network $db -Alias database -IPAddress "$block.77"
        $web | Connect-ContainerNetwork -Network $network
        $members = (Get-ContainerNetwork $network.Name).Containers
        $members.Count | Should -Be 2
        ($members | Sort-Object Name).Name | Should -Be "$prefix-db", "$prefix-web"
        ($members | Where-Object Name -eq "$prefix-db").IPAddress | Should -Be "$block.77"
    }
    It 'let containers find each other by alias' {
        (Invoke-ContainerExec $web -Command nslookup, database).StdOut | Should -Match '10\.254\.\d+\.77'
    }
    It 'are kept while somebody is on them, who is named' {
        { Remove-ContainerNetwork "$prefix-front" -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkInUse,*' -ExpectedMessage "*$prefix-db*"
        (Get-ContainerNetwork "$prefix-front").Containers | Disconnect-ContainerNetwork -Network "$prefix-front"
        (Get-ContainerNetwork "$prefix-front").Containers.Count | Should -Be 0
        Get-ContainerNetwork -Label $label -Dangling | Remove-ContainerNetwork -WhatIf
        Get-ContainerNetwork -Label $label -Dangling | Remove-ContainerNetwork
        Get-ContainerNetwork -Label $label | Should -BeNullOrEmpty
    }
    It 'group by their driver' {
        (Get-ContainerNetwork | Group-Object Driver -AsHashTable -AsString).host.Name | Should -Be host
    }
}
