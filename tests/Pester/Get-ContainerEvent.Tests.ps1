BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $began = (Get-Date).AddMinutes(-2)
    $null = Start-TestContainer one 'exit 3' | Wait-Container
    $null = Start-TestContainer two
    $null = Invoke-ContainerExec "$prefix-two" -Command echo, inside
}
AfterAll { Remove-TestContainer }

Describe 'Get-ContainerEvent' {
    It 'gives what has happened, in order' {
        $events = Get-ContainerEvent "$prefix-one" -Since $began
        $actions = $events.Action.Where({ $_ -in 'create', 'start', 'die' })
        $actions | Should -Be create, start, die
        $events[0].Time | Should -BeOfType [DateTimeOffset]
    }
    It 'filters by action, type and label' {
        (Get-ContainerEvent -Label $label -Since $began -Type Container -EventAction die | Where-Object ExitCode -ne 0).Name | Should -Be "$prefix-one"
    }
    It 'tells what was run inside' {
        (Get-ContainerEvent "$prefix-two" -Since $began -EventAction exec_start).Command | Should -Be 'echo inside'
    }
    It 'groups, and leads to the containers' {
        (Get-ContainerEvent "$prefix-*" -Since $began -EventAction start | Group-Object Name -NoElement).Name | Sort-Object | Should -Be "$prefix-one", "$prefix-two"
        (Get-ContainerEvent "$prefix-two" -Since $began -EventAction start | Get-Container).Name | Should -Be "$prefix-two"
    }
    It 'shows a table' {
        Get-ContainerEvent "$prefix-one" -Since $began -EventAction die | Out-String -Width 200 | Should -Match 'Time\s+Type\s+Action\s+Name\s+Details[\s\S]*die\s+.*exit code 3'
    }
}
