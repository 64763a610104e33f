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
        $first.Message | Should -BeIn 'one', 'two'
    }
    It 'is searched by its text' {
        Get-ContainerLog "$prefix-log" | Select-String thr | Should -HaveCount 1
    }

    Context 'as a person sees it' {
        BeforeAll {
            $null = Start-TestContainer a 'echo first; echo failed >&2; printf "\033[2J\033]0;title\007gone\n"; sleep 1000'
            $null = Start-TestContainer longer 'echo second; sleep 1000'
            $null = Wait-Container "$prefix-a" -LogPattern gone
            $null = Wait-Container "$prefix-longer" -LogPattern second
            # A process of its own, whose output goes to this one.
            function Show([string]$Before, [hashtable]$Environment = @{}) {
                $saved = @{}
                foreach ($name in $Environment.Keys) { $saved[$name] = [Environment]::GetEnvironmentVariable($name); [Environment]::SetEnvironmentVariable($name, $Environment[$name]) }
                try {
                    & ([Environment]::ProcessPath) -NoProfile -NonInteractive -Command "
                        Import-Module '$((Get-Module ContainerTools).Path -replace 'psm1$', 'psd1')'
                        $Before
                        Get-ContainerLog '$prefix-a', '$prefix-longer' -Follow | Select-Object -First 4 | Out-String -Width 200"
                }
                finally { foreach ($name in $saved.Keys) { [Environment]::SetEnvironmentVariable($name, $saved[$name]) } }
            }
            $escape = [char]27
        }
        It 'keeps containers that it follows apart by the colours of their names' {
            $lines = Show '$PSStyle.OutputRendering = "Ansi"' @{ NO_COLOR = $null } | Where-Object { $_ }
            $first = [regex]::Match(($lines -match 'first'), "^($escape\[\d+m)$prefix-a *$escape\[0m \| first").Groups[1].Value
            $second = [regex]::Match(($lines -match 'second'), "^($escape\[\d+m)$prefix-longer$escape\[0m \| second").Groups[1].Value
            $first | Should -Not -BeNullOrEmpty
            $second | Should -Not -BeNullOrEmpty
            $first | Should -Not -Be $second
            $lines -match 'failed' | Should -Match "\| $escape\[31mfailed$escape\[0m"
        }
        It 'shows what a container wrote to move the cursor instead of doing it' {
            $line = (Show '$PSStyle.OutputRendering = "Ansi"' @{ NO_COLOR = $null }) -match 'gone'
            $line | Should -Match ([regex]::Escape("$([char]0x241b)[2J$([char]0x241b)]0;title$([char]0x2407)gone"))
            $line | Should -Not -Match "$escape\[2J|$escape\]0|`a"
        }
        It 'has no colour where <Name>' -ForEach @(
            @{ Name = 'NO_COLOR is set'; Before = ''; Environment = @{ NO_COLOR = '1' } }
            @{ Name = 'OutputRendering is PlainText'; Before = '$PSStyle.OutputRendering = "PlainText"'; Environment = @{ NO_COLOR = $null } }
            @{ Name = 'the output is redirected'; Before = '$PSStyle.OutputRendering = "Host"'; Environment = @{ NO_COLOR = $null } }
        ) {
            $lines = Show $Before $Environment | Where-Object { $_ }
            $lines -match 'first' | Should -Match "^$prefix-a *\| first$"
            $lines | Should -Not -Match $escape
        }
    }
}
