# Dot-sourced by the suites about swarms: machines node1 to node4, each an engine in a network namespace of its own, with a
# context of that name. node1 manages, node2 and node3 work, node4 is in no swarm; or there is only node1, where
# CONTAINERTOOLS_TEST_SWARM is not set ("./build.sh test -Swarm" sets it).
$several = 'a swarm of several machines is tested with "./build.sh test -Swarm"'

function Invoke-EngineScript([string[]] $Argument) {
    $printed = & bash "$PSScriptRoot/../Engine/engine.sh" @Argument
    if ($LASTEXITCODE) { throw "engine.sh ended with exit code $LASTEXITCODE." }
    $printed
}

function Start-World {
    $script:world = @{ Nodes = $env:CONTAINERTOOLS_TEST_SWARM ? 4 : 1; Environment = @{ DOCKER_HOST = $env:DOCKER_HOST; DOCKER_CONFIG = $env:DOCKER_CONFIG; DOCKER_CONTEXT = $env:DOCKER_CONTEXT } }
    $world.Folder = Join-Path ([IO.Path]::GetTempPath()) "ct-$([guid]::NewGuid().ToString('n').Substring(0, 8))"
    $env:DOCKER_CONFIG = Join-Path $folder docker
    $env:DOCKER_HOST = $null
    $number = 0
    foreach ($line in Invoke-EngineScript nodes, $world.Folder, $world.Nodes, $PID) {
        $number++
        $address = ($line -split ' ')[0]
        $null = New-ContainerContext "node$number" $address
        $namespace = Get-Content "$($world.Folder)/node$number/namespace"
        # The addresses that the examples name.
        & ip -n $namespace addr flush dev eth0
        & ip -n $namespace addr add "10.0.0.1$number/24" dev eth0
        $stay = 'CMD ["sh", "-c", "trap exit TERM; echo up; echo warning >&2; sleep 100000 & wait"]'
        foreach ($name in 'nginx', 'nginx:1.27', 'postgres', 'postgres:16', 'monitor:3') { $null = 'FROM busybox', $stay | Build-ContainerImage -Tag $name -Context "node$number" }
        $null = 'FROM busybox', 'CMD ["true"]' | Build-ContainerImage -Tag loader:1 -Context "node$number"
    }
    # Where another engine has set the policy of FORWARD to drop, what crosses the bridge would be dropped too.
    $world.Rule = 'FORWARD', '-s', '10.0.0.0/24', '-d', '10.0.0.0/24', '-j', 'ACCEPT'
    if ($world.Nodes -gt 1) { & iptables -w -I @($world.Rule) }
    $env:DOCKER_CONTEXT = 'node1'
    Reset-World
}

# What the last example has left goes, and the swarm is as it was.
function Reset-World {
    $swarm = Get-ContainerSwarm
    if ("$($swarm.State)" -ne 'Active') {
        if ("$($swarm.State)" -ne 'Inactive') { Exit-ContainerSwarm -Force }
        $null = Initialize-ContainerSwarm -AdvertiseAddress 10.0.0.11
    }
    elseif ($swarm.AutoLock) { Set-ContainerSwarm -AutoLock:$false }
    if ($world.Nodes -gt 1) {
        # A manager that leaves takes the swarm's majority along: where there are several, or are to be, a new swarm is quicker.
        $managers = @('node1', 'node2', 'node3' | Where-Object { (Get-ContainerSwarm -Context $_).IsManager }).Count
        if ($managers -ne 1 -or @(Get-ContainerNode | Where-Object Role -eq Manager).Count -ne 1) {
            'node1', 'node2', 'node3' | ForEach-Object { if ("$((Get-ContainerSwarm -Context $_).State)" -ne 'Inactive') { Exit-ContainerSwarm -Context $_ -Force } }
            $null = Initialize-ContainerSwarm -AdvertiseAddress 10.0.0.11
        }
        # Whoever is not a worker of this swarm comes in anew, and what it has left in the list goes.
        $nodes = Get-ContainerNode
        foreach ($name in 'node2', 'node3', 'node4') {
            $machine = Get-ContainerSwarm -Context $name
            $listed = $nodes | Where-Object { $_.Id -eq $machine.NodeId -and "$($_.Role) $($_.State)" -eq 'Worker Ready' }
            $in = "$($machine.State)" -ne 'Inactive'
            if ($name -eq 'node4' ? -not $in : $in -and $listed) { continue }
            if ($in) { Exit-ContainerSwarm -Context $name -Force }
            if ($name -ne 'node4') { $null = Join-ContainerSwarm $name -Manager node1 }
        }
        $here = 'node1', 'node2', 'node3' | ForEach-Object { (Get-ContainerSwarm -Context $_).NodeId }
        $gone = @(Get-ContainerNode | Where-Object { $_.Id -notin $here })
        $gone | Remove-ContainerNode -Force
    }
    Get-ContainerStack | Remove-ContainerStack
    Get-ContainerService | Remove-ContainerService
    Get-ContainerSecret | Remove-ContainerSecret
    Get-ContainerConfig | Remove-ContainerConfig
    Get-ContainerNode | Where-Object { "$($_.Availability)" -ne 'Active' } | Set-ContainerNode -Availability Active
}

function New-TestSecret([string] $Name, [string[]] $Label = @()) {
    New-ContainerSecret $Name ([System.Net.NetworkCredential]::new('', 'secret').SecurePassword) -Label $Label
}

function New-WebService { New-ContainerService web nginx -NoResolveImage | Wait-ContainerService -TimeoutSeconds 60 }

function New-ComposeFile {
    Set-Content compose.yaml 'services:', '  web:', '    image: nginx', '    deploy: { replicas: 1 }'
    Set-Content compose.prod.yaml 'services:', '  web:', '    environment: { TAG: "$TAG", LEVEL: "$LEVEL" }'
    Set-Content prod.env 'LEVEL=high'
}

function New-WorldFolder([string] $Path) {
    $null = New-Item -ItemType Directory $Path
    Set-Content "$Path/nginx.conf" '# listen 80'
    Set-Content "$Path/server.key" 'a key'
}

function Stop-World {
    if ($world.Nodes -gt 1) { & iptables -w -D @($world.Rule) }
    $null = Invoke-EngineScript down, $world.Folder
    foreach ($name in $world.Environment.Keys) { [Environment]::SetEnvironmentVariable($name, $world.Environment[$name]) }
}
