# The page's blocks are whole test files: each is run as a user would run it, in a process of its own.
BeforeDiscovery {
    $page = Get-Content -Raw "$PSScriptRoot/../../docs/en-US/about_ContainerTools_Testing.md"
    $number = 0
    $blocks = foreach ($block in [regex]::Matches($page, '(?ms)^```powershell\r?\n(.+?)^```')) {
        $number++
        @{ Number = $number; Text = $block.Groups[1].Value; Title = [regex]::Match($block.Groups[1].Value, "Describe '([^']+)'").Groups[1].Value }
    }
}

Describe 'about_ContainerTools_Testing' {
    BeforeAll { . $PSScriptRoot/Setup.ps1 }
    AfterAll { Remove-TestContainer }

    It 'shows a test that passes: <Title>' -ForEach $blocks {
        $file = Join-Path $folder "Block$Number.Tests.ps1"
        Set-Content $file $Text
        $env:PSModulePath, $before = "$(Resolve-Path "$PSScriptRoot/../../out")$([IO.Path]::PathSeparator)$env:PSModulePath", $env:PSModulePath
        try {
            $result = & ([Environment]::ProcessPath) -NoProfile -NonInteractive -Command "
                Import-Module Pester -RequiredVersion $((Get-Module Pester).Version)
                `$run = Invoke-Pester '$file' -PassThru -Output None
                `"`$(`$run.Result) `$(`$run.PassedCount -gt 0) `$(`$run.Failed.ErrorRecord)`""
        }
        finally { $env:PSModulePath = $before }
        $result.Trim() | Should -Be 'Passed True'
    }
}
