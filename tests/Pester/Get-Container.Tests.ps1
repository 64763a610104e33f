BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $null = Start-TestContainer web1
    $null = Start-TestContainer web2
    $null = Start-TestContainer done 'sleep 0.3; exit 3' | Wait-Container
}
AfterAll { Remove-TestContainer }

Describe 'Get-Container' {
    It 'lists all states' {
        (Get-Container -Label $label | Sort-Object Name).Name | Should -Be "$prefix-done", "$prefix-web1", "$prefix-web2"
    }
    It 'filters by state' {
        (Get-Container -Label $label -State Running).Count | Should -Be 2
    }
    It 'knows exit code and end of what has ended, without being asked for details' {
        $c = Get-Container "$prefix-done"
        $c.ExitCode | Should -Be 3
        $c.FinishedAt | Should -BeOfType [System.DateTimeOffset]
        $c.FinishedAt | Should -BeGreaterThan $c.StartedAt
    }
    It 'gives the same container by name, pattern, id and prefix' {
        $id = (Get-Container "$prefix-web1").Id
        (Get-Container "$prefix-web[1]").Id | Should -Be $id
        (Get-Container -Id $id).Name | Should -Be "$prefix-web1"
        (Get-Container -Id $id.Substring(0, 12)).Name | Should -Be "$prefix-web1"
    }
    It 'writes an error for a name that is not there, and goes on' {
        $found = Get-Container "$prefix-none", "$prefix-web1" -ErrorAction SilentlyContinue -ErrorVariable failed
        $found.Name | Should -Be "$prefix-web1"
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'ContainerNotFound,*'
        $failed[0].TargetObject | Should -Be "$prefix-none"
    }
    It 'is silent about a pattern that matches nothing' {
        Get-Container "$prefix-none*" | Should -BeNullOrEmpty
    }
    It 'survives Select-Object -First 1, and the script goes on' {
        $first = Get-Container -Label $label | Select-Object -First 1
        $after = 'reached'
        $first | Should -HaveCount 1
        $after | Should -Be 'reached'
    }
    It 'reaches everything that docker inspect shows' {
        $c = Get-Container "$prefix-web1" -Detailed
        $c.Raw.HostConfig.Init | Should -BeTrue
        $c.Environment | Should -Not -BeNullOrEmpty
    }
    It 'shows a table of one line a container' {
        $text = Get-Container "$prefix-web1" | Out-String -Width 200
        $text | Should -Match 'Id\s+Name\s+Image\s+State\s+Status'
        $text | Should -Match "$prefix-web1\s+busybox:latest\s+\S*Running"
    }
    It 'shows what is suspended by its start, even if it has ended before' {
        Restart-Container "$prefix-web2" -TimeoutSeconds 0
        Suspend-Container "$prefix-web2" -PassThru | Out-String -Width 200 | Should -Match 'Paused\S* +Up [^(]+ \(Paused\)'
    }
}
