BeforeAll { . $PSScriptRoot/Setup.ps1 }
AfterAll { Remove-TestContainer }

Describe 'New-Container' {
    It 'makes a container that does not run yet' {
        $container = New-Container $image -Name "$prefix-made" -Label $label sleep 1000
        $container.State | Should -Be Created
        $container.Command | Should -Be 'sleep 1000'
        $container.StartedAt | Should -BeNullOrEmpty
    }
    It 'takes sizes, ports and mounts as docker or PowerShell writes them' {
        $settings = @{
            Name = "$prefix-settings"; Label = $label; Memory = '64m'; Cpu = 0.5; RestartPolicy = 'on-failure:3'
            Environment = [ordered] @{ MODE = 'test'; LEVEL = 3 }; Publish = '127.0.0.1:0:80', @{ ContainerPort = 53; Protocol = 'udp' }
            Tmpfs = '/scratch'; HealthCheck = @{ Test = 'true'; Interval = '10s' }
        }
        $container = New-Container $image @settings -Command sleep, 1000 | Get-Container -Detailed
        $container.MemoryLimit | Should -Be 64MB
        $container.CpuLimit | Should -Be 0.5
        $container.Environment.MODE, $container.Environment.LEVEL | Should -Be test, 3
        "$($container.RestartPolicy)" | Should -Be on-failure:3
        $container.Raw.HostConfig.PortBindings.PSObject.Properties.Name | Sort-Object | Should -Be 53/udp, 80/tcp
        $container.Raw.Config.Healthcheck.Interval | Should -Be 10000000000
    }
    It 'feeds Start-Container' {
        New-Container $image -Name "$prefix-fed" -Label $label -Init sleep 1000 | Start-Container
        (Get-Container "$prefix-fed").State | Should -Be Running
    }
    It 'takes an image object' {
        (New-Container -Image (Get-ContainerImage $image) -Name "$prefix-object" -Label $label true).Image | Should -Be $image
    }
    It 'refuses a name that is taken' {
        { New-Container $image -Name "$prefix-made" -ErrorAction Stop } | Should -Throw -ErrorId 'ContainerAlreadyExists,*'
    }
    It 'refuses an image that is not there, and wrong settings, with their ids' {
        { New-Container "$prefix-none" -PullPolicy Never -ErrorAction Stop } | Should -Throw -ErrorId 'ImageNotFound,*'
        { New-Container $image -Publish nonsense } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
        { New-Container $image -Memory much } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
    }
    It 'makes nothing with -WhatIf' {
        New-Container $image -Name "$prefix-whatif" -WhatIf | Should -BeNullOrEmpty
        Get-Container "$prefix-whatif*" | Should -BeNullOrEmpty
    }
}
