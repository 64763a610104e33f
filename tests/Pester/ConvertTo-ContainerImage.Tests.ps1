BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $one = Start-TestContainer one 'echo kept >/file; sleep 1000'
    $null = Start-TestContainer two
}
AfterAll { Remove-TestContainer }

Describe 'ConvertTo-ContainerImage' {
    It 'makes nothing with -WhatIf' {
        ConvertTo-ContainerImage $one -Repository "$prefix-whatif" -WhatIf | Should -BeNullOrEmpty
        Test-ContainerImage "$prefix-whatif" | Should -BeFalse
    }
    It 'gives an image with what the container has changed, and more' {
        $made = ConvertTo-ContainerImage $one.Name $prefix 1 -Message 'before the restart' -Change 'CMD ["cat", "/file"]'
        "$made" | Should -Be "${prefix}:1"
        (Invoke-Container $made -AutoRemove -Label $label).StdOut | Should -Be "kept`n"
        ($made | Get-ContainerImageHistory)[0].Comment | Should -Be 'before the restart'
    }
    It 'makes one without a name of each that the pipeline brings' {
        (Get-Container -Label $label | ConvertTo-ContainerImage).Dangling | Should -Be $true, $true
    }
    It 'says by name what is not there, and refuses an image' {
        { ConvertTo-ContainerImage "$prefix-none" $prefix -ErrorAction Stop } | Should -Throw -ErrorId 'ContainerNotFound,*'
        { Get-ContainerImage $image | ConvertTo-ContainerImage -ErrorAction Stop } | Should -Throw
    }
}
