BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $null = 'web-1', 'web-2', 'db' | ForEach-Object { New-Container $image -Name "$prefix-$_" -Label $label true }
}
AfterAll { Remove-TestContainer }

Describe 'Rename-Container' {
    It 'renames nothing with -WhatIf' {
        Rename-Container "$prefix-db" "$prefix-data" -WhatIf
        Get-Container "$prefix-db" | Should -HaveCount 1
    }
    It 'gives the container under its new name with -PassThru' {
        (Rename-Container "$prefix-db" "$prefix-data" -PassThru).Name | Should -Be "$prefix-data"
    }
    It 'makes names by a rule' {
        (Get-Container "$prefix-web-*" | Sort-Object Name | Rename-Container -NewName { $_.Name -replace 'web', 'job' } -PassThru).Name | Should -Be "$prefix-job-1", "$prefix-job-2"
    }
    It 'takes names from a table' {
        [pscustomobject] @{ Name = "$prefix-data"; NewName = "$prefix-db" } | Export-Csv $folder/names.csv
        Import-Csv $folder/names.csv | Rename-Container
        Get-Container "$prefix-db" | Should -HaveCount 1
    }
    It 'says that a name is taken' {
        { Rename-Container "$prefix-db" "$prefix-job-1" -ErrorAction Stop } | Should -Throw -ErrorId 'Container*,*'
    }
    It 'says by name what is not there' {
        { Rename-Container "$prefix-none" x1 -ErrorAction Stop } | Should -Throw -ErrorId 'ContainerNotFound,*'
    }
}
