BeforeAll {
    . $PSScriptRoot/Setup.ps1
    Push-Location $folder
    $null = New-Item -ItemType Directory tree
    Set-Content tree/file kept
    tar -czf data.tar.gz -C tree .
    Set-Content no.tar 'this is no archive, whatever its name says'
    function Read-Volume([string] $Name) { (Invoke-Container $image -AutoRemove -Label $label -Volume "${Name}:/data" -Command cat, /data/file).StdOut.Trim() }
}
AfterAll {
    Pop-Location
    Remove-TestContainer
}

Describe 'Import-ContainerVolume' {
    It 'makes nothing with -WhatIf' {
        Import-ContainerVolume data.tar.gz -Volume "$prefix-whatif" -WhatIf
        Get-ContainerVolume "$prefix-whatif*" | Should -BeNullOrEmpty
    }
    It 'fills a volume that is there' {
        $volume = New-ContainerVolume "$prefix-one" -Label $label
        Import-ContainerVolume data.tar.gz -Volume $volume | Should -BeNullOrEmpty
        Read-Volume $volume | Should -Be kept
    }
    It 'makes one that is not there, from Get-Item' {
        $volume = Get-Item data.tar.gz | Import-ContainerVolume -Volume "$prefix-two" -PassThru
        try { Read-Volume $volume.Name | Should -Be kept } finally { $volume | Remove-ContainerVolume }
    }
    It 'says that a file is not there or no archive' {
        { Import-ContainerVolume none.tar -Volume "$prefix-one" -ErrorAction Stop } | Should -Throw -ErrorId 'FileNotFound,*'
        { Import-ContainerVolume no.tar -Volume "$prefix-one" -ErrorAction Stop } | Should -Throw
        Read-Volume "$prefix-one" | Should -Be kept
    }
}
