BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $null = Start-TestContainer log 'echo one; echo two >&2; sleep 0.2; echo three; sleep 1000'
    $null = Start-TestContainer other 'echo other; sleep 1000'
    Start-Sleep -Milliseconds 600
}
AfterAll { Remove-TestContainer }

Describe 'Get-ContainerLog' {
    It 'gives lines with time, stream and container' {
        $lines = Get-ContainerLog "$prefix-log"
        $lines.Message | Sort-Object | Should -Be 'one', 'three', 'two'
        $lines[0].Timestamp | Should -BeOfType [System.DateTimeOffset]
        $lines[0].Container | Should -Be "$prefix-log"
        ($lines | Where-Object Stream -eq StdErr).Message | Should -Be 'two'
    }
    It 'takes one stream only' {
        (Get-ContainerLog "$prefix-log" -Stream StdErr).Message | Should -Be 'two'
    }
    It 'gives the last lines of many containers in the order of the input' {
        (Get-Container "$prefix-log", "$prefix-other" | Sort-Object Name | Get-ContainerLog -Tail 1).Message | Should -Be 'three', 'other'
    }
    It 'ends the request of Select-Object -First 1 while it follows, and the script goes on' {
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $first = Get-ContainerLog "$prefix-log" -Follow | Select-Object -First 1
        $watch.ElapsedMilliseconds | Should -BeLessThan 3000
        $first.Message | Should -Be 'one'
    }
    It 'is searched by its text' {
        Get-ContainerLog "$prefix-log" | Select-String thr | Should -HaveCount 1
    }
}
