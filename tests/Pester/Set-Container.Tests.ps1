BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $one = Start-TestContainer one
    $two = Start-TestContainer two
}
AfterAll { Remove-TestContainer }

Describe 'Set-Container' {
    It 'changes nothing with -WhatIf' {
        Set-Container "$prefix-*" -Cpu 0.5 -WhatIf
        (Get-Container -Label $label -Detailed).CpuLimit | Where-Object { $_ } | Should -BeNullOrEmpty
    }
    It 'changes limits of what the pipeline brings' {
        $one, $two | Set-Container -Cpu 0.5 -PidsLimit 100 -Memory 64MB -MemorySwap 128m
        Get-Container -Label $label -Detailed | ForEach-Object { $_.CpuLimit, $_.MemoryLimit | Should -Be 0.5, 64MB }
    }
    It 'leaves alone what it is not told' {
        $changed = Set-Container $one -RestartPolicy unless-stopped -PassThru
        "$($changed.RestartPolicy)" | Should -Be unless-stopped
        ($changed | Get-Container -Detailed).CpuLimit | Should -Be 0.5
        Set-Container $one -RestartPolicy no
    }
    It 'says what the engine refuses, and changes the others' {
        $failed = $null
        Set-Container "$prefix-none", $two.Name -Cpu 0.3 -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed.FullyQualifiedErrorId | Should -BeLike 'ContainerNotFound,*'
        ($two | Get-Container -Detailed).CpuLimit | Should -Be 0.3
        { Set-Container $two -Memory 1KB -ErrorAction Stop } | Should -Throw
    }
    It 'refuses sizes that are none' {
        { Set-Container $one -Memory much } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
    }
}
