BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $crash = New-Container $image -Name "$prefix-crash" -Label $label -Command sh, -c, 'exit 4'
}
AfterAll { Remove-TestContainer }

Describe 'Register-ContainerEvent' {
    AfterEach { Get-EventSubscriber "$prefix*" -Force | Unregister-Event -Force }
    It 'queues events for Wait-Event' {
        Register-ContainerEvent -Label $label -EventAction die -SourceIdentifier "$prefix-queue"
        $crash | Start-Container
        $arrived = Wait-Event "$prefix-queue" -Timeout 30
        $arrived.SourceEventArgs.ExitCode | Should -Be 4
        $arrived.SourceEventArgs.Name | Should -Be "$prefix-crash"
        $arrived | Remove-Event
    }
    It 'runs a script block for each, beside other work' {
        $seen = [System.Collections.Generic.List[object]]::new()
        $job = Register-ContainerEvent -Label $label -EventAction die -SourceIdentifier "$prefix-action" -MessageData $seen -Action { $Event.MessageData.Add($EventArgs.Name) }
        $job | Should -BeOfType System.Management.Automation.PSEventJob
        $crash | Start-Container
        foreach ($try in 1..300) { if ($seen.Count) { break } else { Start-Sleep -Milliseconds 100 } }
        $seen | Should -Be "$prefix-crash"
    }
    It 'ends after so many with -MaxTriggerCount' {
        Register-ContainerEvent -Label $label -EventAction die -SourceIdentifier "$prefix-once" -MaxTriggerCount 1
        $crash | Start-Container
        Wait-Event "$prefix-once" -Timeout 30 | Remove-Event
        Get-EventSubscriber "$prefix-once" -ErrorAction Ignore | Should -BeNullOrEmpty
    }
    It 'says that an engine cannot be reached' {
        { Register-ContainerEvent -EngineHost "unix://$folder/none.sock" -SourceIdentifier "$prefix-none" -ErrorAction Stop } | Should -Throw
    }
}
