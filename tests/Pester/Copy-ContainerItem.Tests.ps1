BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $one = (Start-TestContainer one 'mkdir /in /out; sleep 1000').Name
    $two = (Start-TestContainer two 'mkdir /in; sleep 1000').Name
    Push-Location $folder
    $null = New-Item -ItemType Directory src, src/sub
    'a', 'b', '[c]' | ForEach-Object { Set-Content -LiteralPath "src/$_.txt" $_ }
    Set-Content src/sub/deep.txt deep
}
AfterAll {
    Pop-Location
    Remove-TestContainer
}

Describe 'Copy-ContainerItem' {
    It 'takes files from Get-ChildItem, brackets and all' {
        Get-ChildItem src -File | Copy-ContainerItem -Destination "${one}:/in"
        (Get-ContainerItem $one /in/*).Name | Sort-Object | Should -Be '[c].txt', 'a.txt', 'b.txt'
    }
    It 'takes wildcards and relative paths' {
        Copy-ContainerItem src/[ab].txt "${two}:in"
        (Get-ContainerItem $two /in/*).Name | Sort-Object | Should -Be 'a.txt', 'b.txt'
    }
    It 'gives back what Get-Item gives' {
        $file = Copy-ContainerItem "${one}:/in/a.txt" ./back.txt -PassThru
        $file | Should -BeOfType System.IO.FileInfo
        $file.PSPath | Should -Be (Get-Item ./back.txt).PSPath
        Get-Content $file | Should -Be a
    }
    It 'copies to PowerShell''s drives' {
        $null = New-PSDrive -Name Box -PSProvider FileSystem -Root $folder
        Copy-ContainerItem "${one}:/in/b.txt" Box:/boxed.txt
        Get-Content ./boxed.txt | Should -Be b
        Copy-ContainerItem Box:/boxed.txt "${one}:/out/"
        Get-ContainerContent $one /out/boxed.txt | Should -Be b
    }
    It 'copies from each container of the pipeline to a place of its own' {
        Get-Container -Label $label | Copy-ContainerItem -Path /in/. -Destination { "./$($_.Name)" }
        (Get-ChildItem "./$one").Count | Should -Be 3
        (Get-ChildItem "./$two").Count | Should -Be 2
    }
    It 'copies between containers by objects' {
        $from, $to = (Get-Container $one), (Get-Container $two)
        $from | Copy-ContainerItem -Path /in/. -ToContainer $to -Destination /all
        (Get-ContainerItem $two /all/*).Count | Should -Be 3
    }
    It 'deletes nothing here when an item of a container is piped to Remove-Item' {
        $file = New-Item -ItemType File "$folder/precious"
        Set-ContainerContent $one $file.FullName x -ErrorAction SilentlyContinue
        $null = Invoke-ContainerExec $one -Command sh, -c, "mkdir -p $folder; touch $($file.FullName)"
        Get-ContainerItem $one $file.FullName | Remove-Item -ErrorAction SilentlyContinue
        $file.FullName | Should -Exist
    }
}
