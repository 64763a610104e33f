BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/Registry.ps1
    $null = New-TestImage "${prefix}/shop:1.0"
    $null = New-TestImage "${prefix}/shop:1.1", "${prefix}/shop:new" 'RUN head -c 50000 /dev/zero >/file', 'CMD ["true"]'
}
AfterAll { Remove-TestContainer }

Describe 'Get-ContainerImage' {
    It 'gives images by repository, tag, wildcard, id and label' {
        (Get-ContainerImage "$prefix/shop").Count | Should -Be 2
        $one = Get-ContainerImage "$prefix/shop:1.1"
        $one.RepoTags | Sort-Object | Should -Be "$prefix/shop:1.1", "$prefix/shop:new"
        (Get-ContainerImage "$prefix/*:1.0").Count | Should -Be 1
        (Get-ContainerImage -Id $one.ShortId).Id | Should -Be $one.Id
        (Get-ContainerImage -Label $label).Count | Should -Be 2
    }
    It 'sorts and sums by numbers' {
        $largest = Get-ContainerImage -Label $label | Sort-Object Size -Descending | Select-Object -First 1
        $largest.RepoTags | Should -Contain "$prefix/shop:1.1"
        (Get-ContainerImage -Label $label | Measure-Object Size -Sum).Sum | Should -BeGreaterThan 100000
        $largest.Created | Should -BeOfType [DateTimeOffset]
    }
    It 'knows more with -Detailed' {
        $one = Get-ContainerImage "$prefix/shop:1.1" -Detailed
        $one.Command | Should -Be true
        $one.Raw.Config.Labels | Should -Not -BeNullOrEmpty
    }
    It 'writes an error for a name that is not there, and goes on' {
        (Get-ContainerImage "$prefix/none:1", "$prefix/shop:1.0" -ErrorAction SilentlyContinue -ErrorVariable failed).RepoTags | Should -Be "$prefix/shop:1.0"
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'ImageNotFound,*'
        Get-ContainerImage "$prefix/none*" | Should -BeNullOrEmpty
    }
    It 'shows a table, and goes into a file' {
        Get-ContainerImage -Label $label | Out-String -Width 200 | Should -Match 'Id\s+Name\s+Size\s+Created'
        Get-ContainerImage -Label $label | Select-Object Name, Size | Export-Csv $folder/images.csv
        Import-Csv $folder/images.csv | Should -HaveCount 2
    }
}
