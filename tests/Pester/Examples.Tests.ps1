# Runs every example of the help as it is written there, each in a runspace, a folder and a world of its own. What comes of it
# stands in Examples.ps1; an example of which that says nothing has neither output nor errors.
# Those that are about swarms are in SwarmExamples.Tests.ps1.
BeforeDiscovery {
    . $PSScriptRoot/ExampleRunner.ps1
    $absent = -not ($IsLinux -and [Environment]::IsPrivilegedProcess -and (Test-Path /usr/bin/apt-get))
    $pages = Get-ExamplePage -Name . -Except '-Container(Swarm|Node|Secret|Config|Service|Task|Stack)'
}

BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/ExampleHost.ps1
    . $PSScriptRoot/ExampleRunner.ps1
    . $PSScriptRoot/World.ps1
    $expected = & $PSScriptRoot/Examples.ps1
    Add-ModulePath
    Start-World
}

AfterAll {
    Restore-ModulePath
    if ($world) { Stop-World }
    Remove-TestContainer
}

Describe 'The examples of <Page> (skipped where no engine can be started)' -Skip:$absent -ForEach $pages {
    It '<Number>: <Title>' -ForEach $Examples {
        if ($Code -match 'registry\.example:' -and -not $world.Registry) { Set-ItResult -Skipped -Because 'docker-registry is not installed'; return }
        Test-Example $Key $Code $expected[$Key]
    }
}

Describe 'What is expected of examples' -Skip:($absent -or $env:CONTAINERTOOLS_TEST_EXAMPLE) {
    It 'belongs to an example that is there' -ForEach @{ Keys = $pages.Examples.Key } {
        $expected.Keys | Where-Object { $_ -notin $Keys } | Should -BeNullOrEmpty
    }
}
