BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $null = Start-TestContainer web 'sleep 1000' @{ Publish = '127.0.0.1:0:80', '127.0.0.1:0:53/udp' }
    $null = Start-TestContainer none
}
AfterAll { Remove-TestContainer }

Describe 'Get-ContainerPort' {
    It 'gives one object a port, with numbers' {
        $port = Get-ContainerPort "$prefix-web" -ContainerPort 80
        $port.ContainerPort | Should -Be 80
        $port.HostPort | Should -BeGreaterThan 1024
        $port.HostIP | Should -Be 127.0.0.1
        "$($port.Uri)" | Should -Be "http://127.0.0.1:$($port.HostPort)/"
    }
    It 'chooses by protocol' {
        (Get-Container -Label $label | Get-ContainerPort -Protocol udp).ContainerPort | Should -Be 53
    }
    It 'takes wildcards, and is silent about what publishes nothing' {
        Get-ContainerPort "$prefix-*" | Should -HaveCount 2
        Get-ContainerPort "$prefix-none" | Should -BeNullOrEmpty
    }
    It 'composes' {
        (Get-ContainerPort "$prefix-web" | Group-Object Protocol -AsHashTable -AsString).Keys | Sort-Object | Should -Be tcp, udp
        (Get-ContainerPort "$prefix-web" | Select-Object ContainerName, HostPort | ConvertTo-Csv).Count | Should -Be 3
    }
    It 'shows a table' {
        Get-ContainerPort "$prefix-web" | Out-String -Width 200 | Should -Match 'Container\s+ContainerPort\s+Protocol\s+HostIP\s+HostPort\s+Uri'
    }
    It 'says by name what is not there' {
        { Get-ContainerPort "$prefix-nobody" -ErrorAction Stop } | Should -Throw -ErrorId 'ContainerNotFound,*'
    }
}
