BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/Contexts.ps1
}
AfterAll { Restore-Configuration }

Describe 'Get-ContainerContext' {
    It 'gives contexts by name and wildcard' {
        (Get-ContainerContext).Name | Sort-Object | Should -Be away, default, here
        (Get-ContainerContext h*).Description | Should -Be 'The one under test'
    }
    It 'tells which is used, and why' {
        $env:DOCKER_CONTEXT = 'here'
        $current = Get-ContainerContext -Current
        $env:DOCKER_CONTEXT = $null
        $current.Name, "$($current.Source)" | Should -Be here, DockerContext
    }
    It 'names engines to other cmdlets' {
        (Get-ContainerHost -Context (Get-ContainerContext).Name.Where({ $_ -eq 'here' })).Context | Should -Be here
        (Test-ContainerHost -Context here, away | Where-Object Reachable).Context | Should -Be here
    }
    It 'shows a table' {
        Get-ContainerContext here | Out-String -Width 250 | Should -Match 'Name\s+EngineHost\s+TLS\s+Description'
    }
    It 'says by name what is not there' {
        { Get-ContainerContext none -ErrorAction Stop } | Should -Throw -ErrorId 'ContextNotFound,*'
        Get-ContainerContext none* | Should -BeNullOrEmpty
    }
}
