BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $null = Start-TestContainer one 'echo x >/added; echo x >>/etc/passwd; rm /bin/yes' | Wait-Container
    $null = Start-TestContainer two 'echo x >/other' | Wait-Container
}
AfterAll { Remove-TestContainer }

Describe 'Get-ContainerChange' {
    It 'gives paths with what became of them' {
        $changes = Get-ContainerChange "$prefix-one" | Group-Object Path -AsHashTable -AsString
        "$($changes['/added'].Kind)", "$($changes['/etc/passwd'].Kind)", "$($changes['/bin/yes'].Kind)" | Should -Be Added, Changed, Removed
    }
    It 'chooses a kind' {
        (Get-ContainerChange "$prefix-one" -Kind Removed).Path | Should -Be /bin/yes
    }
    It 'takes containers from the pipeline, and says which' {
        $groups = Get-Container -Label $label | Get-ContainerChange -Kind Added | Group-Object ContainerName -NoElement
        $groups.Name | Sort-Object | Should -Be "$prefix-one", "$prefix-two"
    }
    It 'leads to the files themselves' {
        (Get-ContainerChange "$prefix-one" -Kind Added | Get-ContainerItem | Where-Object Size -gt 0).Size | Should -Be 2
    }
    It 'goes through JSON' {
        (Get-ContainerChange "$prefix-two" -Kind Added | Select-Object Path, Kind | ConvertTo-Json | ConvertFrom-Json).Path | Should -Contain /other
    }
    It 'says by name what is not there' {
        { Get-ContainerChange "$prefix-none" -ErrorAction Stop } | Should -Throw -ErrorId 'ContainerNotFound,*'
    }
}
