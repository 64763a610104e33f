BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $null = Start-TestContainer busy 'while true; do :; done' @{ Cpu = 0.1; Memory = 64MB; PidsLimit = 50 }
    $null = Start-TestContainer idle 'sleep 1000' @{ Network = 'none' }
}
AfterAll { Remove-TestContainer }

Describe 'Get-ContainerStats' {
    It 'gives numbers' {
        $stats = Get-ContainerStats "$prefix-busy"
        $stats.CpuPercent | Should -BeOfType [double]
        $stats.CpuPercent | Should -BeGreaterThan 0
        $stats.MemoryUsage | Should -BeOfType [long]
        $stats.MemoryLimit | Should -Be 64MB
        $stats.MemoryPercent | Should -Be ($stats.MemoryUsage / 64MB * 100)
        $stats.PidsLimit | Should -Be 50
        $stats.CpuTime | Should -BeOfType [timespan]
        $stats.Timestamp | Should -BeOfType [System.DateTimeOffset]
        $stats.Raw.memory_stats.limit | Should -Be 64MB
    }
    It 'says nothing of what it cannot know' {
        (Get-ContainerStats "$prefix-idle").NetworkReceived | Should -BeNullOrEmpty
    }
    It 'shows them as docker does' {
        $table = Get-ContainerStats "$prefix-busy", "$prefix-idle" | Format-Table | Out-String -Width 200
        $table | Should -Match "$prefix-busy +\d+\.\d\d [\d.]+[KM]iB / 64MiB +\d+\.\d\d [\d.]+k?B / [\d.]+k?B "
        $table | Should -Match "$prefix-idle +\d+\.\d\d .*iB +\d+\.\d\d -- "
    }
    It 'ends with Select-Object -First, and the script goes on' {
        $two = Get-ContainerStats -Continuous | Select-Object -First 2
        $two | Should -HaveCount 2
    }
    It 'finds the peak of several samples' {
        $peak = Get-Container -Label $label | Get-ContainerStats -Count 2 -IntervalSeconds 0.5 | Measure-Object MemoryUsage -Maximum
        $peak.Count | Should -Be 4
        $peak.Maximum | Should -BeGreaterThan 0
    }
    It 'names its container to other cmdlets' {
        (Get-ContainerStats "$prefix-idle" | Get-Container).Name | Should -Be "$prefix-idle"
    }
}
