BeforeAll {
    . $PSScriptRoot/Setup.ps1
    . $PSScriptRoot/Registry.ps1
    $made = New-TestImage "${prefix}:1" 'RUN head -c 40000 /dev/zero >/file', 'ENV MODE=test'
}
AfterAll { Remove-TestContainer }

Describe 'Get-ContainerImageHistory' {
    It 'gives the steps, the newest first' {
        $steps = Get-ContainerImageHistory "${prefix}:1"
        $steps[0].CreatedBy | Should -Match MODE
        $steps[0].Created | Should -BeOfType [DateTimeOffset]
        ($steps | Sort-Object Size -Descending)[1].Size | Should -BeGreaterOrEqual 40000
    }
    It 'takes an image from the pipeline' {
        ($made | Get-ContainerImageHistory | Where-Object CreatedBy -match '40000').Count | Should -Be 1
    }
    It 'shows a table' {
        Get-ContainerImageHistory $made | Format-Table | Out-String -Width 200 | Should -Match 'Created\s+Size\s+Id\s+Instruction'
    }
    It 'says by name what is not there, and refuses a container' {
        { Get-ContainerImageHistory "${prefix}:none" -ErrorAction Stop } | Should -Throw -ErrorId 'ImageNotFound,*'
        $container = New-Container $image -Name "$prefix-c" -Label $label true
        { $container | Get-ContainerImageHistory -ErrorAction Stop } | Should -Throw
    }
}
