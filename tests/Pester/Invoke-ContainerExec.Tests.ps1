BeforeAll {
    . $PSScriptRoot/Setup.ps1
    $null = Start-TestContainer one
    $null = Start-TestContainer two
}
AfterAll { Remove-TestContainer }

Describe 'Invoke-ContainerExec' {
    It 'gives exit code and streams apart' {
        $r = Invoke-ContainerExec "$prefix-one" -Command sh, -c, 'echo out; echo err >&2; exit 5'
        $r.ExitCode | Should -Be 5
        $r.StdOut | Should -Be "out`n"
        $r.StdErr | Should -Be "err`n"
    }
    It 'takes the command as remaining arguments' {
        (Invoke-ContainerExec "$prefix-one" echo hello world).StdOut | Should -Be "hello world`n"
    }
    It 'mangles no quote' {
        (Invoke-ContainerExec "$prefix-one" -Command echo, 'a "quoted" word', '$HOME', '\').StdOut | Should -Be "a `"quoted`" word `$HOME \`n"
    }
    It 'sends text with its end' {
        ('eins', 'zwölf' | Invoke-ContainerExec "$prefix-one" -Command cat).StdOut | Should -Be "eins`nzwölf`n"
    }
    It 'sends bytes as they are' {
        $bytes = [byte[]](0..255)
        $r = , $bytes | Invoke-ContainerExec "$prefix-one" -Command md5sum
        $hash = [Convert]::ToHexString([System.Security.Cryptography.MD5]::HashData($bytes)).ToLowerInvariant()
        $r.StdOut | Should -BeLike "$hash*"
    }
    It 'gives bytes as they are' {
        $bytes = Invoke-ContainerExec "$prefix-one" -Command printf, '\000\377\n' -AsByteStream
        $bytes | Should -Be 0, 255, 10
    }
    It 'runs in every container that is piped in, in order' {
        (Get-Container -Label $label | Sort-Object Name | Invoke-ContainerExec -Command hostname).Container | Should -Be "$prefix-one", "$prefix-two"
    }
    It 'refuses an engine object as input' {
        { Get-Container "$prefix-two" | Invoke-ContainerExec "$prefix-one" -Command cat } | Should -Throw -ErrorId 'EngineObjectAsInput,*'
    }
    It 'carries what came before a time-out' {
        $r = Invoke-ContainerExec "$prefix-one" -Command sh, -c, 'echo begun; sleep 30' -TimeoutSeconds 1 -ErrorAction SilentlyContinue -ErrorVariable failed
        $r | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'ExecTimeout,*'
        $failed[0].Exception.Result.StdOut | Should -Be "begun`n"
    }
    It 'does nothing with -WhatIf' {
        Invoke-ContainerExec "$prefix-one" -Command touch, /whatif -WhatIf
        (Invoke-ContainerExec "$prefix-one" -Command ls, /whatif).ExitCode | Should -Not -Be 0
    }
}
