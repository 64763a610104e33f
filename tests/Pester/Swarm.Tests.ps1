# The cmdlets about swarms, on one engine that the suites start for this; what it takes several machines for is in the
# tests of the module and, with "./build.sh test -Swarm", in SwarmExamples.Tests.ps1.
BeforeDiscovery { $absent = -not ($IsLinux -and [Environment]::IsPrivilegedProcess -and (Test-Path /usr/bin/apt-get)) }
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/SwarmWorld.ps1
    if ($IsLinux -and [Environment]::IsPrivilegedProcess -and (Test-Path /usr/bin/apt-get)) { Start-World }
}
AfterAll {
    if ($world) { Stop-World }
    Remove-TestContainer
}

Describe 'Exit-ContainerSwarm' -Skip:$absent {
    It 'leaves nothing with -WhatIf' {
        Exit-ContainerSwarm -Force -WhatIf
        "$((Get-ContainerSwarm).State)" | Should -Be Active
    }
    It 'does not end a swarm but for -Force' {
        { Exit-ContainerSwarm -ErrorAction Stop } | Should -Throw -ErrorId 'SwarmManagerLeaving,*'
        Exit-ContainerSwarm -Force
        "$((Get-ContainerSwarm).State)" | Should -Be Inactive
        { Exit-ContainerSwarm -ErrorAction Stop } | Should -Throw -ErrorId 'NotInSwarm,*'
    }
}

Describe 'Initialize-ContainerSwarm' -Skip:$absent {
    It 'makes nothing with -WhatIf' {
        Initialize-ContainerSwarm -AdvertiseAddress 10.0.0.11 -WhatIf | Should -BeNullOrEmpty
        "$((Get-ContainerSwarm).State)" | Should -Be Inactive
    }
    It 'gives the swarm that it has made' {
        $swarm = Initialize-ContainerSwarm -AdvertiseAddress 10.0.0.11
        "$($swarm.State)" | Should -Be Active
        { Initialize-ContainerSwarm -ErrorAction Stop } | Should -Throw -ErrorId 'SwarmAlreadyActive,*'
    }
}

Describe 'Join-ContainerSwarm' -Skip:$absent {
    It 'does not join a swarm out of another' {
        $token = Get-ContainerSwarmToken
        { Join-ContainerSwarm node1 -JoinToken $token -RemoteAddress 10.0.0.99 -ErrorAction Stop } | Should -Throw -ErrorId 'SwarmAlreadyActive,*'
    }
}

Describe 'Get-ContainerSwarm' -Skip:$absent {
    It 'tells of this engine, and of others an error each' {
        $null = New-ContainerContext away "unix://$folder/none.sock"
        $swarm = Get-ContainerSwarm -Context node1, away -ErrorAction SilentlyContinue -ErrorVariable failed
        "$($swarm.State)" | Should -Be Active
        $failed | Should -HaveCount 1
    }
    It 'shows a table' { Get-ContainerSwarm | Out-String -Width 200 | Should -Match 'Engine\s+State\s+Manager\s+Address\s+Managers\s+Nodes' }
}

Describe 'Set-ContainerSwarm' -Skip:$absent {
    It 'changes what it is told, and nothing with -WhatIf' {
        (Set-ContainerSwarm -TaskHistoryLimit 3 -PassThru).TaskHistoryLimit | Should -Be 3
        Set-ContainerSwarm -TaskHistoryLimit 9 -WhatIf
        (Get-ContainerSwarm).TaskHistoryLimit | Should -Be 3
    }
}

Describe 'Get-ContainerSwarmToken' -Skip:$absent {
    It 'is a secret, but for -AsPlainText' {
        Get-ContainerSwarmToken | Should -BeOfType [securestring]
        Get-ContainerSwarmToken Manager -AsPlainText | Should -Match '^SWMTKN-1-'
    }
}

Describe 'Reset-ContainerSwarmToken' -Skip:$absent {
    It 'makes another' {
        $old = Get-ContainerSwarmToken -AsPlainText
        Reset-ContainerSwarmToken Worker -WhatIf
        Get-ContainerSwarmToken -AsPlainText | Should -Be $old
        Reset-ContainerSwarmToken Worker | Should -BeNullOrEmpty
        Get-ContainerSwarmToken -AsPlainText | Should -Not -Be $old
    }
}

Describe 'Reset-ContainerSwarmCA' -Skip:$absent {
    It 'makes another root certificate' {
        $old = (Get-ContainerSwarm).RootCertificate
        $old | Should -BeOfType [Security.Cryptography.X509Certificates.X509Certificate2]
        Reset-ContainerSwarmCA -WhatIf
        (Get-ContainerSwarm).RootCertificate.Thumbprint | Should -Be $old.Thumbprint
        Reset-ContainerSwarmCA -TimeoutSeconds 60 | Should -BeNullOrEmpty
        (Get-ContainerSwarm).RootCertificate.Thumbprint | Should -Not -Be $old.Thumbprint
    }
    It 'wants a key with a certificate' {
        { Reset-ContainerSwarmCA ./ca.pem } | Should -Throw -ErrorId 'KeyMissing,*'
    }
}

Describe 'Get-ContainerSwarmUnlockKey' -Skip:$absent {
    It 'is a secret, but for -AsPlainText, and none where nothing is locked' {
        { Get-ContainerSwarmUnlockKey -ErrorAction Stop } | Should -Throw -ErrorId 'SwarmNotAutoLocked,*'
        Set-ContainerSwarm -AutoLock
        Get-ContainerSwarmUnlockKey | Should -BeOfType [securestring]
        Get-ContainerSwarmUnlockKey -AsPlainText | Should -Match '^SWMKEY-1-'
    }
}

Describe 'Reset-ContainerSwarmUnlockKey' -Skip:$absent {
    It 'makes another' {
        Set-ContainerSwarm -AutoLock
        $old = Get-ContainerSwarmUnlockKey -AsPlainText
        Reset-ContainerSwarmUnlockKey
        Get-ContainerSwarmUnlockKey -AsPlainText | Should -Not -Be $old
    }
}

Describe 'Unlock-ContainerSwarm' -Skip:$absent {
    It 'says that nothing is locked' {
        $key = [System.Net.NetworkCredential]::new('', 'SWMKEY-1-none').SecurePassword
        { Unlock-ContainerSwarm -Key $key -ErrorAction Stop } | Should -Throw -ErrorId 'SwarmNotLocked,*'
    }
}

Describe 'Get-ContainerNode' -Skip:$absent {
    It 'gives nodes by name, wildcard and role' {
        (Get-ContainerNode node*).Name | Should -Contain node1
        "$((Get-ContainerNode -Role Manager).State)" | Should -Be Ready
        { Get-ContainerNode none -ErrorAction Stop } | Should -Throw
        Get-ContainerNode | Out-String -Width 200 | Should -Match 'Id\s+Name\s+Role\s+State\s+Availability\s+Leader'
    }
}

Describe 'Set-ContainerNode' -Skip:$absent {
    It 'changes labels and availability of what the pipeline brings' {
        Get-ContainerNode node1 | Set-ContainerNode -AddLabel disk=ssd -Availability Drain -WhatIf
        (Get-ContainerNode node1).Labels.Count | Should -Be 0
        $node = Get-ContainerNode node1 | Set-ContainerNode -AddLabel disk=ssd -Availability Drain -PassThru
        $node.Labels['disk'], "$($node.Availability)" | Should -Be ssd, Drain
        Set-ContainerNode node1 -RemoveLabel disk -Availability Active
        (Get-ContainerNode node1).Labels.Count | Should -Be 0
    }
}

Describe 'Remove-ContainerNode' -Skip:$absent {
    It 'leaves a manager, and says what is not there' {
        { Remove-ContainerNode node1 -ErrorAction Stop } | Should -Throw -ErrorId 'NodeIsManager,*'
        { Remove-ContainerNode none -ErrorAction Stop } | Should -Throw
    }
}

Describe 'New-ContainerSecret' -Skip:$absent {
    It 'takes no text, and shows no secret' {
        { New-ContainerSecret "$prefix-text" secret -ErrorAction Stop } | Should -Throw
        $made = New-TestSecret "$prefix-one" -Label app=shop
        $made | ConvertTo-Json -Depth 4 | Should -Not -Match '"secret"'
        { New-TestSecret "$prefix-one" -ErrorAction Stop } | Should -Throw
    }
}

Describe 'Get-ContainerSecret' -Skip:$absent {
    It 'gives secrets by name, wildcard and label' {
        (Get-ContainerSecret "$prefix-*").Name | Should -Be "$prefix-one"
        (Get-ContainerSecret -Label app=shop).Name | Should -Be "$prefix-one"
        { Get-ContainerSecret "$prefix-none" -ErrorAction Stop } | Should -Throw
        Get-ContainerSecret | Out-String -Width 200 | Should -Match 'Id\s+Name\s+Driver\s+Stack\s+Created'
    }
}

Describe 'Remove-ContainerSecret' -Skip:$absent {
    It 'removes what the pipeline brings, and nothing with -WhatIf' {
        Get-ContainerSecret "$prefix-*" | Remove-ContainerSecret -WhatIf
        Get-ContainerSecret "$prefix-*" | Should -HaveCount 1
        Get-ContainerSecret "$prefix-*" | Remove-ContainerSecret
        Get-ContainerSecret "$prefix-*" | Should -BeNullOrEmpty
    }
}

Describe 'New-ContainerConfig' -Skip:$absent {
    It 'takes text and files' {
        "$((New-ContainerConfig "$prefix-text" 'Welcome').Name)" | Should -Be "$prefix-text"
        Set-Content "$folder/file.conf" 'of a file' -NoNewline
        $null = New-ContainerConfig "$prefix-file" -Path "$folder/file.conf"
        "$((Get-ContainerConfig "$prefix-file").Value)" | Should -Be 'of a file'
    }
}

Describe 'Get-ContainerConfig' -Skip:$absent {
    It 'gives configs by name and wildcard' {
        (Get-ContainerConfig "$prefix-*").Name | Sort-Object | Should -Be "$prefix-file", "$prefix-text"
        { Get-ContainerConfig "$prefix-none" -ErrorAction Stop } | Should -Throw
        Get-ContainerConfig | Out-String -Width 200 | Should -Match 'Id\s+Name\s+Size\s+Stack\s+Created'
    }
}

Describe 'Remove-ContainerConfig' -Skip:$absent {
    It 'removes what the pipeline brings' {
        Get-ContainerConfig "$prefix-*" | Remove-ContainerConfig
        Get-ContainerConfig "$prefix-*" | Should -BeNullOrEmpty
        { Remove-ContainerConfig "$prefix-file" -ErrorAction Stop } | Should -Throw
    }
}

Describe 'New-ContainerService' -Skip:$absent {
    It 'makes nothing with -WhatIf' {
        New-ContainerService web nginx -NoResolveImage -WhatIf | Should -BeNullOrEmpty
        Get-ContainerService web* | Should -BeNullOrEmpty
    }
    It 'gives the service that it has made' {
        $service = New-ContainerService web nginx -NoResolveImage -Replicas 2 -UpdateMonitor 1s -Label app=shop
        $service.Name, $service.DesiredTasks | Should -Be web, 2
        { New-ContainerService web nginx -NoResolveImage -ErrorAction Stop } | Should -Throw
    }
}

Describe 'Wait-ContainerService' -Skip:$absent {
    It 'gives the service once its tasks run' {
        (Get-ContainerService web | Wait-ContainerService -TimeoutSeconds 60).RunningTasks | Should -Be 2
        { Wait-ContainerService none -ErrorAction Stop } | Should -Throw
    }
}

Describe 'Get-ContainerService' -Skip:$absent {
    It 'gives services by name, wildcard and label' {
        (Get-ContainerService w*).Name | Should -Be web
        (Get-ContainerService -Label app=shop).Name | Should -Be web
        { Get-ContainerService none -ErrorAction Stop } | Should -Throw
        Get-ContainerService | Out-String -Width 200 | Should -Match 'Id\s+Name\s+Mode\s+Tasks\s+Image'
    }
}

Describe 'Get-ContainerTask' -Skip:$absent {
    It 'gives tasks, which lead to their containers' {
        $tasks = Get-ContainerService web | Get-ContainerTask -DesiredState Running
        $tasks | Should -HaveCount 2
        ($tasks | Group-Object Node -NoElement).Name | Should -Be node1
        Get-Container -Id $tasks[0].ContainerId | Should -HaveCount 1
    }
}

Describe 'Get-ContainerServiceLog' -Skip:$absent {
    It 'gives lines with their task and node' {
        $lines = Get-ContainerServiceLog web -Stream StdErr
        $lines.Message | Sort-Object -Unique | Should -Be warning
        "$($lines[0].Node)" | Should -Be node1
    }
}

Describe 'Set-ContainerService' -Skip:$absent {
    It 'changes what it is told, and nothing with -WhatIf' {
        Set-ContainerService web -Replicas 7 -WhatIf
        (Get-ContainerService web).DesiredTasks | Should -Be 2
        $changed = Get-ContainerService web | Set-ContainerService -Image nginx:1.27 -Replicas 1 -NoResolveImage -PassThru | Wait-ContainerService -TimeoutSeconds 60
        $changed.DesiredTasks | Should -Be 1
        "$($changed.Image)" | Should -Match '1\.27'
    }
}

Describe 'Undo-ContainerService' -Skip:$absent {
    It 'takes the last change back' {
        (Undo-ContainerService web -PassThru | Wait-ContainerService -TimeoutSeconds 60).DesiredTasks | Should -Be 2
        { Undo-ContainerService none -ErrorAction Stop } | Should -Throw
    }
}

Describe 'Remove-ContainerService' -Skip:$absent {
    It 'removes what the pipeline brings, and nothing with -WhatIf' {
        Get-ContainerService | Remove-ContainerService -WhatIf
        Get-ContainerService | Should -HaveCount 1
        Get-ContainerService | Remove-ContainerService
        Get-ContainerService | Should -BeNullOrEmpty
        { Remove-ContainerService web -ErrorAction Stop } | Should -Throw
    }
}

Describe 'Deploy-ContainerStack' -Skip:$absent {
    BeforeAll { Set-Content "$folder/compose.yaml" 'services:', '  web:', '    image: nginx', '    container_name: x', '    deploy: { replicas: 1 }' }
    It 'says what it would do with -WhatIf, and does nothing' {
        Deploy-ContainerStack "$folder/compose.yaml" shop -ResolveImage Never -WhatIf -WarningAction Ignore | Should -BeNullOrEmpty
        Get-ContainerStack | Should -BeNullOrEmpty
    }
    It 'makes what the file says, and warns of what a swarm cannot honour' {
        $stack = Get-Item "$folder/compose.yaml" | Deploy-ContainerStack -Name shop -ResolveImage Never -WarningVariable warned -WarningAction SilentlyContinue
        "$stack" | Should -Be shop
        "$warned" | Should -Match 'container_name'
    }
}

Describe 'Get-ContainerStack' -Skip:$absent {
    It 'gives stacks with their parts' {
        (Get-ContainerStack s*).Services | Should -Be shop_web
        { Get-ContainerStack none -ErrorAction Stop } | Should -Throw -ErrorId 'StackNotFound,*'
        Get-ContainerStack | Out-String -Width 200 | Should -Match 'Name\s+Services\s+Networks'
    }
}

Describe 'Remove-ContainerStack' -Skip:$absent {
    It 'removes what the pipeline brings, and nothing with -WhatIf' {
        Remove-ContainerStack shop -WhatIf
        Get-ContainerStack | Should -HaveCount 1
        Get-ContainerStack | Remove-ContainerStack
        Get-ContainerStack | Should -BeNullOrEmpty
    }
}
