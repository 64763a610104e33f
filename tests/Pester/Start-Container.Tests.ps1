BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $null = 'one', 'two' | ForEach-Object { New-Container $image -Init -Name "$prefix-$_" -Label $label sleep 1000 }
}
AfterAll { Remove-TestContainer }

Describe 'Start-Container' {
    It 'starts nothing with -WhatIf' {
        Start-Container "$prefix-*" -WhatIf
        (Get-Container -Label $label).State | Should -Be Created, Created
    }
    It 'emits nothing, and the container with -PassThru' {
        Start-Container "$prefix-one" | Should -BeNullOrEmpty
        $started = Get-Container "$prefix-two" | Start-Container -PassThru
        $started.State | Should -Be Running
        $started.StartedAt | Should -BeOfType [DateTimeOffset]
    }
    It 'takes it for success that it runs' {
        Start-Container "$prefix-one" -PassThru | ForEach-Object State | Should -Be Running
    }
    It 'says by name what is not there, and starts the rest' {
        Stop-Container "$prefix-one" -TimeoutSeconds 1
        (Start-Container "$prefix-none", "$prefix-one" -PassThru -ErrorAction SilentlyContinue -ErrorVariable failed).Name | Should -Be "$prefix-one"
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'ContainerNotFound,*'
        $failed[0].TargetObject | Should -Be "$prefix-none"
    }
    It 'says what the engine could not start' {
        $null = New-Container $image -Name "$prefix-broken" -Label $label /no/such/program
        { Start-Container "$prefix-broken" -ErrorAction Stop } | Should -Throw -ExpectedMessage '*no/such/program*'
    }
    It 'refuses an image' {
        Get-ContainerImage $image | Start-Container -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed | Should -HaveCount 1
    }
}
