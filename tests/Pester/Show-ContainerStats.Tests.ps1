BeforeDiscovery { $dumb = -not (Get-Command script -ErrorAction Ignore) }
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $name = (Start-TestContainer one).Name
}
AfterAll { Remove-TestContainer }

Describe 'Show-ContainerStats' {
    It 'wants a terminal' {
        $result = '' | & ([Environment]::ProcessPath) -NoProfile -NonInteractive -Command "
            Import-Module '$((Get-Module ContainerTools).Path -replace 'psm1$', 'psd1')'
            try { Show-ContainerStats -ErrorAction Stop } catch { `$_.FullyQualifiedErrorId }"
        $result | Should -BeLike 'NoTerminal,*'
    }
    It 'says what is not there (skipped where there is no program script)' -Skip:$dumb {
        Set-Content "$folder/inside.ps1" "Import-Module '$((Get-Module ContainerTools).Path -replace 'psm1$', 'psd1')'", "try { Show-ContainerStats $prefix-none -ErrorAction Stop } catch { `$_.FullyQualifiedErrorId }"
        '' | & script -qec "$([Environment]::ProcessPath) -NoProfile -File $folder/inside.ps1" /dev/null | Out-String | Should -Match 'ContainerNotFound,'
    }
}
