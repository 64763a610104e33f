BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $name = (Start-TestContainer content).Name
    $local = Join-Path $folder local
    $values = @{
        lines = 'a', 'b'; null = $null; empty = ''; numbers = 1.5, 2; nested = @(1, @(2, 3)); date = [datetime]'2020-02-03'
        table = @{ a = 1 }; breaks = "a`r`nb`n`nc"; letters = 'größe', '日本 🐳'; culture = 1234.5, $true
    }
}
AfterAll { Remove-TestContainer }

Describe 'Set-ContainerContent beside Set-Content' {
    It 'writes the same bytes of <_>' -ForEach lines, null, empty, numbers, nested, date, table, breaks, letters, culture {
        Set-Content $local $values[$_]
        Set-ContainerContent $name /x $values[$_]
        Copy-ContainerItem "${name}:/x" "$local.copy"
        (Get-FileHash "$local.copy").Hash | Should -Be (Get-FileHash $local).Hash
    }
    It 'encodes as <_>' -ForEach ascii, bigendianunicode, bigendianutf32, oem, ansi, unicode, utf8, utf8BOM, utf8NoBOM, utf32, 1252 {
        'grün', '日本' | Set-Content $local -Encoding $_
        'grün', '日本' | Set-ContainerContent $name /x -Encoding $_
        Copy-ContainerItem "${name}:/x" "$local.copy"
        (Get-FileHash "$local.copy").Hash | Should -Be (Get-FileHash $local).Hash
    }
}
