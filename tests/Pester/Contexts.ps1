# Dot-sourced after Setup.ps1 by the suites about contexts: a docker configuration of their own, in which the context here is
# the engine under test and away is none.
$before = @{ DOCKER_CONFIG = $env:DOCKER_CONFIG; DOCKER_HOST = $env:DOCKER_HOST; DOCKER_CONTEXT = $env:DOCKER_CONTEXT }
$env:DOCKER_CONFIG = Join-Path $folder docker
$null = New-ContainerContext here $env:DOCKER_HOST -Description 'The one under test'
$null = New-ContainerContext away "unix://$folder/none.sock"
$env:DOCKER_HOST = $env:DOCKER_CONTEXT = $null

function Restore-Configuration {
    Use-ContainerContext -Reset
    foreach ($name in $before.Keys) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
    Remove-TestContainer
}
