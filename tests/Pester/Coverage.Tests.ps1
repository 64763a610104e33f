BeforeDiscovery { $cmdlets = (Import-PowerShellDataFile "$PSScriptRoot/../../module/ContainerTools.psd1").CmdletsToExport }
BeforeAll { $suites = Get-ChildItem "$PSScriptRoot/*.Tests.ps1" | Get-Content -Raw }

Describe 'The suites' {
    It 'have one for <_>' -ForEach $cmdlets {
        $suites -match "(?m)^Describe '$_\b" | Should -Not -BeNullOrEmpty
    }
}
