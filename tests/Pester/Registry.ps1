# Dot-sourced after Setup.ps1 by the suites that need a registry: one on this machine's loopback, without a password or for
# alice with the password s3cret, and a docker configuration of its own. $registry is its host and port, or nothing where
# docker-registry is not installed.
function Start-TestRegistry([switch] $Protected) {
    if (-not (Get-Command docker-registry -ErrorAction Ignore)) { return }
    $script:dockerConfiguration = $env:DOCKER_CONFIG
    $env:DOCKER_CONFIG = Join-Path $folder docker
    $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
    $listener.Start()
    $port = $listener.LocalEndpoint.Port
    $listener.Stop()
    # The password as a registry keeps it (bcrypt).
    Set-Content "$folder/passwords" 'alice:$2y$05$5DJwyKS42tR.XVMWtrNPY.hY1eJ6DPHqBCpCAVphPnQB/xFwSkGl6'
    Set-Content "$folder/registry.yml" @(
        'version: 0.1'
        'log: {level: error}'
        "storage: {filesystem: {rootdirectory: '$folder/registry'}, delete: {enabled: true}}"
        "http: {addr: '127.0.0.1:$port'}"
        if ($Protected) { "auth: {htpasswd: {realm: test, path: '$folder/passwords'}}" }
    )
    $script:registryProcess = Start-Process docker-registry "serve $folder/registry.yml" -PassThru -RedirectStandardOutput "$folder/out" -RedirectStandardError "$folder/err"
    foreach ($try in 1..300) {
        try { [System.Net.Sockets.TcpClient]::new('127.0.0.1', $port).Dispose(); break } catch { Start-Sleep -Milliseconds 100 }
    }
    $script:credential = [pscredential]::new('alice', [System.Net.NetworkCredential]::new('', 's3cret').SecurePassword)
    $script:registry = "127.0.0.1:$port"
}

function Stop-TestRegistry {
    if (-not $registry) { return }
    Get-ContainerImage "$registry/*" | ForEach-Object { $_.RepoTags -like "$registry/*" } | Remove-ContainerImage -Force -Confirm:$false -ErrorAction Ignore | Out-Null
    $registryProcess | Stop-Process
    $env:DOCKER_CONFIG = $dockerConfiguration
}

# An image with this suite's label, as small as can be.
function New-TestImage([string[]] $Tag, [string[]] $Line = 'RUN echo $RANDOM$RANDOM >/file') { @("FROM $image", "LABEL $label") + $Line | Build-ContainerImage -Tag $Tag }
