BeforeDiscovery {
    $root = (Resolve-Path "$PSScriptRoot/../..").Path
    $scripts = foreach ($folder in 'docs', 'module', 'tests/Pester') { Get-ChildItem "$root/$folder" -Recurse -Include *.ps1, *.psm1, *.psd1 }
    $cases = @(Get-Item "$root/build.ps1") + $scripts | ForEach-Object { @{ Script = [IO.Path]::GetRelativePath($root, $_); Path = $_.FullName } }
    $absent = -not (Get-Module -ListAvailable PSScriptAnalyzer)
}

Describe 'The scripts (skipped where PSScriptAnalyzer is not installed)' -Skip:$absent {
    It 'find nothing to say about <Script>' -ForEach $cases {
        Invoke-ScriptAnalyzer $Path -Settings "$PSScriptRoot/ScriptAnalyzer.psd1" |
            ForEach-Object { "$($_.Line): $($_.RuleName): $($_.Message)" } | Should -BeNullOrEmpty
    }
}
