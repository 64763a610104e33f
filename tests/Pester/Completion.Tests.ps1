BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $null = Start-TestContainer web
    $null = Start-TestContainer ended 'exit 0' | Wait-Container
    function Complete([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches }
}
AfterAll { Remove-TestContainer }

Describe 'Completion' {
    It 'proposes what the cmdlet can act on' {
        (Complete "Stop-Container $prefix").CompletionText | Should -Be "$prefix-web"
        (Complete "Start-Container $prefix").CompletionText | Should -Be "$prefix-ended"
        (Complete "Get-Container $prefix").CompletionText | Should -Be "$prefix-ended", "$prefix-web"
    }
    It 'says what each is' {
        (Complete "Stop-Container $prefix").ToolTip | Should -BeLike 'busybox:latest, Running (Up*'
    }
    It 'reads through a pipeline and a variable before' {
        $line = "`$x = 1; Get-Container | Copy-ContainerItem $prefix-web:/et"
        (Complete $line).CompletionText | Should -Be "$prefix-web:/etc/"
    }
    It 'leaves local paths of a copy to PowerShell' {
        Set-Content "$TestDrive/local.txt" ''
        (Complete "Copy-ContainerItem $TestDrive/loc").CompletionText | Should -Be "$TestDrive/local.txt"
        Push-Location $TestDrive
        try { (Complete 'Copy-ContainerItem loc').CompletionText | Should -Be './local.txt' }
        finally { Pop-Location }
    }
    It 'completes states' {
        (Complete 'Get-Container -State Pau').CompletionText | Should -Be 'Paused'
    }
    It 'keeps nobody waiting for an engine that is not there' {
        $Error.Clear()
        (Measure-Command { Complete 'Stop-Container -EngineHost tcp://192.0.2.1:2375 w' }).TotalSeconds | Should -BeLessThan 1.5
        $Error.Count | Should -Be 0
    }
}
