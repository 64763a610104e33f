BeforeDiscovery { $dumb = -not (Get-Command script -ErrorAction Ignore) }
BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $name = (Start-TestContainer one).Name
    # In a process that has a terminal; what that shows.
    function Invoke-InTerminal([string] $Line) {
        $module = (Get-Module ContainerTools).Path -replace 'psm1$', 'psd1'
        Set-Content "$folder/inside.ps1" "Import-Module '$module'", $Line
        '' | & script -qec "$([Environment]::ProcessPath) -NoProfile -File $folder/inside.ps1" /dev/null
    }
}
AfterAll { Remove-TestContainer }

Describe 'Enter-Container' {
    It 'wants a terminal' {
        $result = '' | & ([Environment]::ProcessPath) -NoProfile -NonInteractive -Command "
            Import-Module '$((Get-Module ContainerTools).Path -replace 'psm1$', 'psd1')'
            try { Enter-Container $name -ErrorAction Stop } catch { `$_.FullyQualifiedErrorId }"
        $result | Should -BeLike 'NoTerminal,*'
    }
    It 'shows what the program inside shows (skipped where there is no program script)' -Skip:$dumb {
        Invoke-InTerminal "Enter-Container $name -Command sh, '-c', 'echo I am `$((6 * 7)), tty; test -t 1 && echo yes'" | Out-String | Should -Match 'I am 42[\s\S]*yes'
    }
    It 'says what is not there (skipped where there is no program script)' -Skip:$dumb {
        Invoke-InTerminal "try { Enter-Container $prefix-none -ErrorAction Stop } catch { `$_.FullyQualifiedErrorId }" | Out-String | Should -Match 'ContainerNotFound,'
    }
}
