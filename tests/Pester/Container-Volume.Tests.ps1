BeforeAll {
    . $PSScriptRoot/Setup.ps1
    Push-Location $folder
    $data = New-ContainerVolume "$prefix-data" -Label $label
    $null = Invoke-Container $image -AutoRemove -Volume "${data}:/data" -Command sh, -c, 'head -c 30000 /dev/urandom >/data/random; echo kept >/data/file; chown 12:34 /data/file'
}
AfterAll {
    Pop-Location
    Remove-TestContainer
}

Describe 'Volumes' {
    It 'are made from rows of a file, and sorted by size' {
        "Name`n$prefix-x`n$prefix-y" | Set-Content names.csv
        (Import-Csv names.csv | ForEach-Object Name | New-ContainerVolume -Label $label).Name | Should -Be "$prefix-x", "$prefix-y"
        $largest = Get-ContainerVolume -Label $label -Size | Sort-Object Size -Descending | Select-Object -First 1
        $largest.Name | Should -Be "$prefix-data"
        $largest.Size | Should -BeGreaterThan 30000
        Import-Csv names.csv | Remove-ContainerVolume
        (Get-ContainerVolume -Label $label).Name | Should -Be "$prefix-data"
    }
    It 'say who uses them, and are kept then' {
        $holder = New-Container $image -Name "$prefix-holder" -Label $label -Volume "${data}:/data" -Command sh
        (Get-ContainerVolume $data).UsedBy.Name | Should -Be "$prefix-holder"
        { Remove-ContainerVolume $data -ErrorAction Stop } | Should -Throw -ErrorId 'VolumeInUse,*' -ExpectedMessage "*$prefix-holder*"
        $holder | Remove-Container
        (Get-ContainerVolume -Dangling -Label $label).Name | Should -Contain "$data"
    }
    It 'go to a file and come back, beside their objects in JSON' {
        Get-ContainerVolume $data | Export-ContainerVolume -Path ./data.tar.gz -PassThru | ForEach-Object Name | Should -Be "$data"
        tar -xzOf ./data.tar.gz ./file | Should -Be kept
        Get-Item ./data.tar.gz | Import-ContainerVolume -Volume "$prefix-copy" -PassThru | ForEach-Object Name | Should -Be "$prefix-copy"
        $sums = "$data", "$prefix-copy" | ForEach-Object { (Invoke-Container $image -AutoRemove -Volume "${_}:/data" -Command sh, -c, 'cd /data; md5sum *; stat -c "%n %u %g %a %Y" * .').StdOut }
        $sums[1] | Should -Be $sums[0]
        Remove-ContainerVolume "$prefix-copy"
    }
    It 'are exported each to a file of its own' {
        $other = New-ContainerVolume "$prefix-other" -Label $label
        $null = New-Item -ItemType Directory backup
        $data, $other | Export-ContainerVolume -Path { "./backup/$($_.Name).tar" }
        (Get-ChildItem backup).Name | Sort-Object | Should -Be "$prefix-data.tar", "$prefix-other.tar"
    }
    It 'are mounted beside folders of this machine, from where PowerShell is' -Skip:(-not $IsLinux) {
        # Engines with a root of their own have this folder too.
        Push-Location /usr
        try { $container = New-Container $image -Name "$prefix-mounts" -Label $label -Volume ./bin:/b:ro, "${data}:/v" -Command sh } finally { Pop-Location }
        $container.Mounts | Sort-Object Destination | ForEach-Object { "$($_.Type) $($_.Destination)" } | Should -Be 'bind /b', 'volume /v'
        ($container.Mounts | Where-Object Type -eq bind).Source | Should -Be /usr/bin
        Get-ContainerContent $container /v/file | Should -Be kept
    }
    It 'leave no helper behind' {
        Get-Container -Label containertools.helper=volume | Should -BeNullOrEmpty
    }
}
