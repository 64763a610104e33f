BeforeAll {
    . $PSScriptRoot/Setup.ps1
    function Join-Item($Items) { ($null -eq $Items) ? 'nothing' : (@(foreach ($item in , $Items) { $item -is [byte[]] ? "bytes $item" : @($item | ForEach-Object { "$($_.GetType().Name) $_" }) }) -join "`n") }
    $name = (Start-TestContainer content).Name
    $local = Join-Path $folder local
}
AfterAll { Remove-TestContainer }

Describe 'Get-ContainerContent beside Get-Content' {
    BeforeAll {
        $files = @{
            tricky = [Text.Encoding]::UTF8.GetBytes("1`r2`n3`r`n`n5"); end = [Text.Encoding]::UTF8.GetBytes("a`n"); empty = [byte[]]@()
            bom = [byte[]](0xEF, 0xBB, 0xBF, 0x61); utf16 = [byte[]](0xFF, 0xFE, 0x61, 0, 0x0A, 0, 0x62, 0); broken = [byte[]](0x61, 0xFF, 0x62); long = [Text.Encoding]::UTF8.GetBytes('x' * 150000 + "`n" + 'ä' * 70000)
        }
        $null = Invoke-ContainerExec $name -Command mkdir, /files
        foreach ($file in $files.Keys) { [IO.File]::WriteAllBytes("$local.$file", $files[$file]); Copy-ContainerItem "$local.$file" "${name}:/files/$file" }
    }
    It 'reads <file> the same with <with>' -ForEach $(
        foreach ($file in 'tricky', 'end', 'empty', 'bom', 'utf16', 'broken', 'long') {
            foreach ($with in @{}, @{ Raw = $true }, @{ Tail = 2 }, @{ TotalCount = 2 }, @{ Tail = 0 }, @{ TotalCount = 0 }, @{ AsByteStream = $true; TotalCount = 3 }, @{ AsByteStream = $true; Tail = 3 }, @{ AsByteStream = $true; Raw = $true }, @{ Encoding = 'latin1' }) {
                @{ file = $file; with = $with }
            }
        }
    ) {
        $expected = Get-Content "$local.$file" @with
        $actual = Get-ContainerContent $name "/files/$file" @with
        Join-Item $actual | Should -BeExactly (Join-Item $expected)
    }
}
