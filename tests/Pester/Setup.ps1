# Dot-sourced by the BeforeAll of every suite: the built module, the engine under test, and a name that only this suite uses.
$ErrorActionPreference = 'Stop'
Import-Module (Get-ChildItem "$PSScriptRoot/../../out/ContainerTools/*/ContainerTools.psd1" | Select-Object -Last 1).FullName
if (-not $env:CONTAINERTOOLS_TEST_HOST) { throw 'CONTAINERTOOLS_TEST_HOST names no engine. "./build.sh test" starts one.' }
$env:DOCKER_HOST = $env:CONTAINERTOOLS_TEST_HOST
$image = 'busybox:latest'
$prefix = "pester-$([guid]::NewGuid().ToString('n').Substring(0, 8))"
$label = "containertools.pester=$prefix"
$folder = Join-Path ([System.IO.Path]::GetTempPath()) $prefix
$null = New-Item -ItemType Directory $folder

function Start-TestContainer([string]$Suffix, [string]$Script = 'sleep 1000', [hashtable]$With = @{}) {
    Invoke-Container $image -Detach -Init -Name "$prefix-$Suffix" -Label $label -Command sh, -c, $Script @With
}

function Remove-TestContainer {
    Get-Container -Label $label | Remove-Container -Force -RemoveVolume -Confirm:$false
    Get-ContainerVolume -Label $label | Remove-ContainerVolume -Confirm:$false
    Get-ContainerNetwork -Label $label | Remove-ContainerNetwork -Confirm:$false
    Get-ContainerImage -Label $label -All | Remove-ContainerImage -Force -Confirm:$false -ErrorAction Ignore
    Remove-Item -Recurse -Force $folder
}
