# The same as Examples.Tests.ps1 for the pages about swarms; what comes of their examples stands in SwarmExamples.ps1.
BeforeDiscovery {
    . $PSScriptRoot/ExampleRunner.ps1
    $absent = -not ($IsLinux -and [Environment]::IsPrivilegedProcess -and (Test-Path /usr/bin/apt-get))
    $pages = Get-ExamplePage -Name '-Container(Swarm|Node|Secret|Config|Service|Task|Stack)'
}

BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/ExampleHost.ps1
    . $PSScriptRoot/ExampleRunner.ps1
    . $PSScriptRoot/SwarmWorld.ps1
    $expected = & $PSScriptRoot/SwarmExamples.ps1
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
        $entry = $expected[$Key]
        if ($entry -is [hashtable] -and $entry.Several -and $world.Nodes -eq 1) { Set-ItResult -Skipped -Because $several; return }
        Test-Example $Key $Code $entry
    }
}

Describe 'What is expected of the examples about swarms' -Skip:($absent -or $env:CONTAINERTOOLS_TEST_EXAMPLE) {
    It 'belongs to an example that is there' -ForEach @{ Keys = $pages.Examples.Key } {
        $expected.Keys | Where-Object { $_ -notin $Keys } | Should -BeNullOrEmpty
    }
}
