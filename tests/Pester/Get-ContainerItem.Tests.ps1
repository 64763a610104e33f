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

Describe 'Get-ContainerItem' {
    It 'gives what can be sorted, grouped and summed' {
        (Get-ContainerItem $stopped /data/* | Sort-Object Name).Name | Should -Be 'a.bin', 'b.txt', 'link', 'sub'
        (Get-ContainerItem $stopped /data -Recurse | Measure-Object Size -Sum).Sum | Should -BeGreaterOrEqual 5010
        $byType = Get-ContainerItem $stopped /data -Recurse | Group-Object Type -AsHashTable -AsString
        $byType.File.Count | Should -Be 3
        $byType.SymbolicLink.LinkTarget | Should -Be b.txt
    }
    It 'has times that compare with dates' {
        (Get-ContainerItem $stopped /data/* | Where-Object { $_.Type -eq 'File' -and $_.LastWriteTime -lt (Get-Date).AddYears(-10) }).Name | Should -Be b.txt
    }
    It 'ends early for Select-Object -First' {
        (Get-ContainerItem $stopped / -Recurse | Select-Object -First 1).FullName | Should -Not -BeNullOrEmpty
        Test-ContainerPath $stopped /data | Should -BeTrue
    }
    It 'works in parallel runspaces and survives a file' {
        $manifest = (Get-Module ContainerTools).Path -replace 'psm1$', 'psd1'
        $sizes = 'a.bin', 'b.txt' | ForEach-Object -Parallel { Import-Module $using:manifest; (Get-ContainerItem $using:stopped "/data/$_").Size }
        $sizes | Sort-Object | Should -Be 4, 5000
        Get-ContainerItem $stopped /data/b.txt | Export-Clixml item.xml
        Import-Clixml item.xml | Copy-ContainerItem -Destination ./from-xml.txt
        Get-Content ./from-xml.txt | Should -Be one
        Copy-ContainerItem -Item (Import-Clixml item.xml) -Destination ./from-xml-2.txt
        (Import-Clixml item.xml | Get-ContainerContent), (Import-Clixml item.xml | Test-ContainerPath), (Get-Content ./from-xml-2.txt) | Should -Be one, $true, one
    }
    It 'tells of a container without a shell or anything else' {
        $null = New-Item -ItemType Directory root
        Set-Content root/only.txt alone
        tar -cf root.tar -C root only.txt
        $bare = Import-ContainerImage root.tar -RootFileSystem -Repository "$prefix-bare" -Tag 1
        $container = New-Container $bare -Name "$prefix-bare" -Label $label -Command /none
        Get-ContainerContent $container /only.txt | Should -Be alone
        (Get-ContainerItem $container / -Recurse).FullName | Should -Contain /only.txt
        Set-ContainerContent $container /new.txt text
        Copy-ContainerItem "$($container.Name):/new.txt" ./from-bare.txt
        Get-Content ./from-bare.txt | Should -Be text
        $container | Remove-Container
        $bare | Remove-ContainerImage -Confirm:$false
    }
}
