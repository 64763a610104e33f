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

Describe 'Export-Container' {
    It 'writes a file that tar reads' {
        $file = Export-Container $stopped ./all.tar -PassThru
        $file | Should -BeOfType System.IO.FileInfo
        tar -xOf ./all.tar data/b.txt | Should -Be one
        { Export-Container $stopped ./all.tar -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists,*'
    }
    It 'gives a container of its own file system back as an image' {
        $null = Export-Container $stopped ./again.tar
        $again = Import-ContainerImage ./again.tar -RootFileSystem -Repository "$prefix-again" -Tag 1
        (Invoke-Container $again -AutoRemove -Label $label -Command /bin/cat, /data/sub/c.log).StdOut.Trim() | Should -Be three
        $again | Remove-ContainerImage -Confirm:$false
    }
}
