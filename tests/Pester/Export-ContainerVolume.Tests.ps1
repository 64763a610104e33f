BeforeAll {
    . $PSScriptRoot/Setup.ps1
    Push-Location $folder
    $data = New-ContainerVolume "$prefix-data" -Label $label
    $null = Invoke-Container $image -AutoRemove -Label $label -Volume "${data}:/data" -Command sh, -c, 'echo kept >/data/file'
}
AfterAll {
    Pop-Location
    Remove-TestContainer
}

Describe 'Export-ContainerVolume' {
    It 'writes nothing with -WhatIf' {
        Export-ContainerVolume $data data.tar -WhatIf
        'data.tar' | Should -Not -Exist
    }
    It 'writes a file that tar reads, compressed where its name says so' {
        (Export-ContainerVolume $data.Name data.tar).FullName | Should -Be (Get-Item data.tar).FullName
        $null = Export-ContainerVolume $data.Name data.tar.gz
        tar -xOf data.tar ./file | Should -Be kept
        tar -xzOf data.tar.gz ./file | Should -Be kept
    }
    It 'leaves a file that is there, but for -Force' {
        { Export-ContainerVolume $data data.tar -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists,*'
        $data | Export-ContainerVolume -Path data.tar -Force -PassThru | ForEach-Object Name | Should -Be "$data"
    }
    It 'says that a volume or a folder is not there' {
        { Export-ContainerVolume "$prefix-none" none.tar -ErrorAction Stop } | Should -Throw -ErrorId 'VolumeNotFound,*'
        { Export-ContainerVolume $data no/such/folder.tar -ErrorAction Stop } | Should -Throw -ErrorId 'FileUnwritable,*'
    }
    It 'refuses a volume that a running container writes to, and suspends it where it is told to' {
        $writer = Start-TestContainer writer 'sleep 1000' @{ Volume = "${data}:/data" }
        { Export-ContainerVolume $data busy.tar -ErrorAction Stop } | Should -Throw -ErrorId 'VolumeInUse,*' -ExpectedMessage "*$writer*"
        $null = Export-ContainerVolume $data busy.tar -Suspend
        'busy.tar' | Should -Exist
        (Get-Container $writer.Name).State | Should -Be Running
    }
}
