BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $null = New-Container $image -Name "$prefix-crash" -Label $label -Command sh, -c, 'echo why; exit 4'
    # Something happens, again and again, while the pipeline under test waits.
    $crashing = [powershell]::Create().AddScript({
            param($Module, $Name)
            Import-Module $Module
            foreach ($try in 1..300) { Start-Container $Name -PassThru | Wait-Container | Out-Null; Start-Sleep -Milliseconds 300 }
        }).AddArgument(((Get-Module ContainerTools).Path -replace 'psm1$', 'psd1')).AddArgument("$prefix-crash")
    $null = $crashing.BeginInvoke()
}
AfterAll {
    $crashing.Stop()
    $crashing.Runspace.Dispose()
    $crashing.Dispose()
    Remove-TestContainer
}

Describe 'Watch-ContainerEvent' {
    It 'gives events as they come, until Select-Object has enough' {
        $seen = Watch-ContainerEvent -Label $label -EventAction die | Select-Object -First 2
        $seen.ExitCode | Should -Be 4, 4
        $seen.Name | Should -Be "$prefix-crash", "$prefix-crash"
    }
    It 'leads to the log of what crashes' {
        Watch-ContainerEvent -Type Container -Action die -Label $label | Where-Object ExitCode -ne 0 | ForEach-Object { Get-ContainerLog $_.ContainerId -Tail 1 } |
            Select-Object -First 1 | ForEach-Object Message | Should -Be why
    }
    It 'begins with the past where it is told to' {
        (Watch-ContainerEvent "$prefix-crash" -Since (Get-Date).AddMinutes(-2) -EventAction create | Select-Object -First 1).Name | Should -Be "$prefix-crash"
    }
    It 'says that an engine cannot be reached' {
        { Watch-ContainerEvent -EngineHost "unix://$folder/none.sock" -ErrorAction Stop } | Should -Throw -ErrorId 'EngineUnreachable,*'
    }
}
