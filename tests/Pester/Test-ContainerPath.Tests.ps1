BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $make = 'mkdir -p /data/sub; echo one >/data/b.txt; echo three >/data/sub/c.log; head -c 5000 /dev/zero >/data/a.bin; touch -d "2001-02-03 04:05:06" /data/b.txt; ln -s b.txt /data/link; exit 0'
    $stopped = Invoke-Container $image -Detach -Name "$prefix-stopped" -Label $label -Command sh, -c, $make
    $null = $stopped | Wait-Container
    Push-Location $folder
}
AfterAll {
    Pop-Location
    Remove-TestContainer
}

Describe 'Test-ContainerPath' {
    It 'answers as Test-Path does' -ForEach @(
        @{ path = '/data'; type = 'Container'; expected = $true }, @{ path = '/data'; type = 'Leaf'; expected = $false }
        @{ path = '/data/b.txt'; type = 'Leaf'; expected = $true }, @{ path = '/data/none'; type = 'Any'; expected = $false }
    ) {
        Test-ContainerPath $stopped $path -PathType $type | Should -Be $expected
    }
    It 'chooses containers in a condition' {
        Get-Container -Label $label | Where-Object { $_ | Test-ContainerPath -Path /data/a.bin } | Select-Object -ExpandProperty Name | Should -Be "$prefix-stopped"
    }
}
