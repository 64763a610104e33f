# The page's blocks are run one after the other in one session, as a reader would run them.
BeforeDiscovery {
    $page = Get-Content -Raw "$PSScriptRoot/../../docs/en-US/about_ContainerTools_Automation.md"
    $blocks = [regex]::Matches($page, '(?ms)^```powershell\r?\n(.+?)^```').ForEach({ $_.Groups[1].Value })
    # What each block gives, in the page's order.
    $expected = @(
        'automation-web +Healthy, port 8080, log: listening on 8080'
        'automation-web *Running *Healthy'
        '(?s)^ContainerExitedWhileWaiting,.*\n78\n.*there is no configuration$'
        'automation-web +Healthy'
        '(?s)^automation-bad ended with exit code 78 at .*there is no configuration'
        '^automation-bad 78$'
        '(?s)^it ended with exit code 3 and wrote: half of it\n+1\n78$'
        '^exit code 5: broken\n$'
        '^there is no automation-none: make it$'
        '^$'
        '^the work is done\n+4$'
        '^$'
    )
    if ($blocks.Count -ne $expected.Count) { throw "the page has $($blocks.Count) blocks, and $($expected.Count) are expected" }
    $cases = 0..($blocks.Count - 1) | ForEach-Object { @{ Number = $_ + 1; Text = $blocks[$_]; Expected = $expected[$_] } }
}

Describe 'about_ContainerTools_Automation' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        $paths = $env:PSModulePath, $env:PATH
        $env:PSModulePath = "$(Resolve-Path "$PSScriptRoot/../../out")$([IO.Path]::PathSeparator)$env:PSModulePath"
        $env:PATH = "$(Split-Path ([Environment]::ProcessPath))$([IO.Path]::PathSeparator)$env:PATH"
        $session = [runspacefactory]::CreateRunspace()
        $session.Open()
        function Invoke-Block([string]$Text) {
            $shell = [powershell]::Create($session)
            $output = $shell.AddScript($Text).AddCommand('Out-String').AddParameter('Stream').Invoke()
            $failure = $shell.Streams.Error
            @{ Text = ($output -join "`n").Trim(' ') ; Errors = "$failure" }
        }
        $null = Invoke-Block "Set-Location '$folder'; Import-Module ContainerTools; `$PSStyle.OutputRendering = 'PlainText'"
    }
    AfterAll {
        $session.Dispose()
        $env:PSModulePath, $env:PATH = $paths
        Get-Container automation-* | Remove-Container -Force
        Remove-TestContainer
    }

    It 'block <Number> does what the page says' -ForEach $cases {
        $result = Invoke-Block $Text
        $result.Errors | Should -Be ''
        $result.Text | Should -Match $Expected
    }
    It 'leaves nothing' {
        Get-Container automation-* | Should -BeNullOrEmpty
        Get-ChildItem $folder | Should -BeNullOrEmpty
    }
}
