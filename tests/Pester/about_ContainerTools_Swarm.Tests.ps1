# The page is run as it is written, block after block. The engine that a user has before the other machines is node4 of the world;
# where there is only one, the page is run as far as one goes.
BeforeDiscovery {
    $absent = -not ($IsLinux -and [Environment]::IsPrivilegedProcess -and (Test-Path /usr/bin/apt-get))
    $page = Get-Content -Raw "$PSScriptRoot/../../docs/en-US/about_ContainerTools_Swarm.md"
    $chapter = ''
    $number = 0
    $blocks = foreach ($found in [regex]::Matches($page, '(?ms)^### (?<chapter>[^\r\n]+)|^```powershell\r?\n(?<code>.+?)^```')) {
        if ($found.Groups['chapter'].Success) { $chapter = $found.Groups['chapter'].Value; $number = 0; continue }
        $number++
        @{ Chapter = $chapter; Number = $number; Key = "$chapter $number"; Code = $found.Groups['code'].Value }
    }
}

BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/ExampleHost.ps1
    . $PSScriptRoot/ExampleRunner.ps1
    . $PSScriptRoot/SwarmWorld.ps1
    Add-ModulePath
    # What is to be seen after each block; $out is what it emits, $said what it tells.
    $then = @{
        'One machine 1' = { $out.ForEach({ $_.PSTypeNames[0] -replace '.*\.' }) | Should -Be ContainerSwarm, ContainerSwarm, ContainerNode; "$($out[2].Role) $($out[2].State)" | Should -Be 'Manager Ready' }
        'A service 1' = { $out[0].RunningTasks | Should -Be 2; ($out | Where-Object { $_ -is [ContainerTools.ContainerTask] }).Name | Sort-Object | Should -Be web.1, web.2 }
        'Change, and take it back 1' = { $out.DesiredTasks | Should -Be 3, 2; $out.ForEach({ "$($_.Environment.Keys)" }) | Should -Be MODE, '' }
        'Secrets and configs 1' = {
            $task = Get-ContainerTask web -DesiredState Running | Where-Object State -EQ Running | Select-Object -First 1
            $task | Get-Container | Invoke-ContainerExec -Command cat, /run/secrets/db-password, /etc/motd | ForEach-Object Output | Should -Be 's3cretWelcome'
        }
        'A stack 1' = {
            ($said -match '^What if: ') -replace '.*on target "(.*)"\.$', '$1' | Sort-Object | Should -Be 'network shop_default', 'service shop_back', 'service shop_front'
            ($out | Where-Object { $_ -is [ContainerTools.ContainerTask] }).Name | Sort-Object | Should -Be shop_back.1, shop_front.1, shop_front.2
        }
        'A stack 2' = { Get-ContainerService | Should -BeNullOrEmpty; Get-ContainerSecret | Should -BeNullOrEmpty; Get-ContainerConfig | Should -BeNullOrEmpty }
        'More machines 1' = { ($out | Where-Object { $_ -is [ContainerTools.ContainerNode] }).Name | Sort-Object | Should -Be node1, node2, node3 }
        'More machines 2' = { Wait-ContainerService db -Context node1 -TimeoutSeconds 60; (Get-ContainerTask db -Context node1 -DesiredState Running).Node | Should -Be node3 }
        'More machines 3' = {
            foreach ($try in 1..300) { if (@(Get-ContainerNode -Context node1 | Where-Object ManagerReachability -EQ reachable).Count -eq 3) { break } else { Start-Sleep -Milliseconds 200 } }
            (Get-ContainerNode -Context node1).Role | Should -Be Manager, Manager, Manager
        }
        'Maintenance, and lost machines 1' = { "$((Get-ContainerNode node2 -Context node1).Availability)" | Should -Be Active }
        'Leaving 1' = { foreach ($name in 'node1', 'node2', 'node3') { "$((Get-ContainerSwarm -Context $name).State)" | Should -Be Inactive } }
    }
    Start-World
    $local = "node$($world.Nodes)"
    foreach ($name in 'node1', 'node2', 'node3', 'node4') {
        if ($world.Nodes -gt 1 -or $name -eq 'node1') { if ("$((Get-ContainerSwarm -Context $name).State)" -ne 'Inactive') { Exit-ContainerSwarm $name -Force } }
    }
    $env:DOCKER_CONTEXT = $local
    $place = Join-Path $world.Folder page
    $null = New-Item -ItemType Directory $place
}

AfterAll {
    Restore-ModulePath
    if ($world) { Stop-World }
    Remove-TestContainer
}

Describe 'about_ContainerTools_Swarm (skipped where no engine can be started)' -Skip:$absent {
    It '<Chapter>, block <Number>' -ForEach $blocks {
        if ($world.Nodes -eq 1 -and $Chapter -in 'More machines', 'Maintenance, and lost machines', 'Leaving') { Set-ItResult -Skipped -Because $several; return }
        $example = Start-Example -Code $Code -Path $place
        try {
            Wait-Example $example @{}
            $out = @($example.Output)
            $said = @($example.Speaker.Said)
            @($example.Shell.Streams.Error) + $example.Fatal | Where-Object { $_ } | ForEach-Object { "$($_.FullyQualifiedErrorId): $_" } | Should -BeNullOrEmpty
            @($example.Shell.Streams.Warning) | Should -BeNullOrEmpty
            . $then[$Key]
            $null = $out, $said
        }
        finally {
            $example.Shell.Runspace.Dispose()
            $example.Shell.Dispose()
        }
    }
}

Describe 'What is to be seen after the blocks' -Skip:$absent {
    It 'is known for each' -ForEach @{ Keys = $blocks.Key } {
        $then.Keys | Sort-Object | Should -Be ($Keys | Sort-Object)
    }
}
