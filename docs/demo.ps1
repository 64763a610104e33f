<#
.SYNOPSIS
The main job of ContainerTools on real containers, each step with the command that it runs.
.DESCRIPTION
Everything that it makes carries the label 'containertools.demo' and is removed at the end, also after a failure.
.PARAMETER EngineHost
The engine to use; without it the one that docker's own configuration names.
.PARAMETER Busybox
A statically linked busybox, of which the demo makes its image.
#>
param([string]$EngineHost, [string]$Busybox = '/bin/busybox')

$ErrorActionPreference = 'Stop'
if ($EngineHost) { $env:DOCKER_HOST = $EngineHost }
$work = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), "containertools-demo-$PID")

function Show([string]$Title, [scriptblock]$Command) {
    ''
    "$($PSStyle.Bold)# $Title$($PSStyle.Reset)"
    foreach ($line in $Command.ToString().Trim() -split '\r?\n') { "$($PSStyle.Foreground.Cyan)PS> $($line.Trim())$($PSStyle.Reset)" }
    & $Command | Out-Default
}

try {
    Show 'The engine' { Get-ContainerHost }

    # A root file system of one program: enough for a shell, and nothing has to be downloaded.
    $null = [System.IO.Directory]::CreateDirectory("$work/root/bin")
    [System.IO.File]::Copy($Busybox, "$work/root/bin/busybox")
    foreach ($name in 'sh', 'cat', 'echo', 'sleep', 'hostname', 'ps', 'touch', 'rm', 'head', 'wc') {
        $null = [System.IO.File]::CreateSymbolicLink("$work/root/bin/$name", 'busybox')
    }
    [System.Formats.Tar.TarFile]::CreateFromDirectory("$work/root", "$work/tiny.tar", $false)

    Show 'Make a tiny image of a file system' {
        Import-ContainerImage -RootFileSystem -Path $work/tiny.tar -Repository containertools/demo -Tag 1 -Change 'CMD ["sh"]', 'LABEL containertools.demo=1'
    }
    Show 'Run a command in it and look at the result' {
        Invoke-Container containertools/demo:1 -AutoRemove -Command echo, 'hello from a container'
    }
    Show 'Start three services' {
        1..3 | ForEach-Object {
            Invoke-Container containertools/demo:1 -Detach -Name "demo-web$_" -Label containertools.demo=1 -Memory 64MB -Command sh, -c, 'i=0; echo starting; echo "no configuration, using defaults" >&2; while true; do i=$((i+1)); echo "request $i served"; sleep 1; done'
        }
    }
    Show 'List them: objects, so that they can be filtered and sorted' { Get-Container -Label containertools.demo }
    Show 'Their last lines; every line knows its container' { Get-Container demo-web* | Get-ContainerLog -Tail 2 }
    Show 'Only what they wrote to standard error' { Get-Container demo-web* | Get-ContainerLog -Stream StdErr }
    Show 'Send text from the pipeline into a command' { 'one', 'two', 'three' | Invoke-ContainerExec demo-web1 -Command wc, -l }
    Show 'A command that fails is data, not an exception' { Invoke-ContainerExec demo-web1 -Command sh, -c, 'echo working; echo "disk is full" >&2; exit 3' }
    Show 'What they use, as numbers' { Get-Container demo-web* | Get-ContainerStats }
    Show 'Their processes' { Get-ContainerProcess demo-web1 }
    Show 'The copy-on-write layer: what a container changed on top of its image' {
        Invoke-ContainerExec demo-web2 -Command touch, /added.txt | ForEach-Object { $null }
        Get-ContainerChange demo-web2
    }
    Show 'What would be stopped' { Get-Container demo-web* | Stop-Container -WhatIf }
    Show 'Stop them, all at once' { Get-Container demo-web* | Stop-Container -TimeoutSeconds 1 -PassThru }
    Show 'Remove them' { Get-Container -Label containertools.demo | Remove-Container; Get-Container -Label containertools.demo | ForEach-Object Name }
} finally {
    # What went wrong before is the error to show, not that there is no engine to clean up on.
    try {
        Get-Container -Label containertools.demo | Remove-Container -Force -Confirm:$false
        Get-ContainerImage -Label containertools.demo | Remove-ContainerImage -Force -Confirm:$false | ForEach-Object { $null }
    } catch { "$($PSStyle.Foreground.Yellow)Nothing was cleaned up: $_$($PSStyle.Reset)" }
    if ([System.IO.Directory]::Exists($work)) { [System.IO.Directory]::Delete($work, $true) }
}
''
"$($PSStyle.Foreground.Green)Done: nothing of it is left.$($PSStyle.Reset)"
