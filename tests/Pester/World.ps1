# Dot-sourced by Examples.Tests.ps1: the small world that the examples of the help name, on two private engines.
#   here     the context in use; build, prod and prod1 are the same engine
#   test     the other engine; prod2 is the same
$password = 's3cret'
# The same as a registry keeps it (bcrypt).
$passwordFile = 'alice:$2y$05$5DJwyKS42tR.XVMWtrNPY.hY1eJ6DPHqBCpCAVphPnQB/xFwSkGl6'
$engineScript = (Resolve-Path "$PSScriptRoot/../Engine/engine.sh").Path

# Runs programs beside each other; gives what they print, in order.
function Invoke-Beside([string[][]] $Arguments) {
    $running = foreach ($list in $Arguments) {
        $start = [Diagnostics.ProcessStartInfo]::new('bash', [string[]] (@($engineScript) + $list))
        $start.RedirectStandardOutput = $true
        [Diagnostics.Process]::Start($start)
    }
    foreach ($process in $running) {
        $process.StandardOutput.ReadToEnd().Trim()
        $process.WaitForExit()
        if ($process.ExitCode) { throw "engine.sh ended with exit code $($process.ExitCode)." }
    }
}

function New-TextFile([string] $Path, [string[]] $Line, [string] $Mode = 'UserRead, UserWrite, GroupRead, OtherRead') {
    $null = New-Item -ItemType Directory -Force (Split-Path $Path)
    [IO.File]::WriteAllText($Path, ($Line -join "`n") + "`n")
    [IO.File]::SetUnixFileMode($Path, $Mode)
}

function New-Script([string] $Path, [string[]] $Line) {
    New-TextFile -Path $Path -Line (@('#!/bin/sh') + $Line) -Mode 'UserRead, UserWrite, UserExecute, GroupRead, GroupExecute, OtherRead, OtherExecute'
}

# The registry's name leads to an address of this machine that no other run uses, for the engines alone.
function Set-EngineName([string] $Engine, [string] $Hosts) {
    $null = & nsenter "--mount=/proc/$(Get-Content "$Engine/containerd.pid")/ns/mnt" mount --bind $Hosts /etc/hosts
    $configuration = Get-Content -Raw "$Engine/daemon.json" | ConvertFrom-Json -AsHashtable
    $configuration['insecure-registries'] = 'registry.example:5000', 'registry.example'
    $configuration | ConvertTo-Json | Set-Content "$Engine/daemon.json"
    & kill -HUP (Get-Content "$Engine/dockerd.pid")
}

function Start-WorldRegistry {
    $address = '127.{0}.{1}.{2}' -f (1..3 | ForEach-Object { Get-Random -Minimum 1 -Maximum 250 })
    New-TextFile "$($world.Folder)/hosts" '127.0.0.1 localhost', "$address registry.example"
    $world.Engines | ForEach-Object { Set-EngineName $_ "$($world.Folder)/hosts" }
    $null = Invoke-Beside (, @('busybox', "$($world.Folder)/busybox"))
    # What finds images is no part of docker-registry: a web server with one answer.
    New-TextFile "$($world.Folder)/index/v1/search" '{"num_results":1,"query":"postgres","results":[{"name":"shop/postgres","description":"A database","star_count":7,"is_official":false}]}'
    New-TextFile "$($world.Folder)/index/v1/_ping" '{}'
    New-TextFile "$($world.Folder)/passwords" $passwordFile
    New-TextFile "$($world.Folder)/registry.yml" @(
        'version: 0.1'
        'log: {level: error}'
        "storage: {filesystem: {rootdirectory: '$($world.Folder)/registry'}, delete: {enabled: true}}"
        "http: {addr: '${address}:5000'}"
        "auth: {htpasswd: {realm: test, path: '$($world.Folder)/passwords'}}"
    )
    $quiet = @{ RedirectStandardOutput = "$($world.Folder)/out"; RedirectStandardError = "$($world.Folder)/err"; PassThru = $true }
    $world.Processes += Start-Process "$($world.Folder)/busybox" "httpd -f -p ${address}:80 -h $($world.Folder)/index" @quiet
    if (Get-Command docker-registry -ErrorAction Ignore) {
        $quiet = @{ RedirectStandardOutput = "$($world.Folder)/out2"; RedirectStandardError = "$($world.Folder)/err2"; PassThru = $true }
        $world.Processes += Start-Process docker-registry "serve $($world.Folder)/registry.yml" @quiet
        $world.Registry = $true
    }
}

# docker's own configuration folder, as docker would have it.
function New-WorldConfiguration {
    $env:DOCKER_CONFIG = "$($world.Folder)/docker"
    $auth = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("alice:$password"))
    New-TextFile "$env:DOCKER_CONFIG/config.json" (@{ currentContext = 'here'; auths = @{ 'registry.example:5000' = @{ auth = $auth } } } | ConvertTo-Json)
    foreach ($name in 'here', 'build', 'prod', 'prod1') { $null = New-ContainerContext $name $world.Here }
    foreach ($name in 'test', 'prod2') { $null = New-ContainerContext $name $world.There }
    foreach ($name in 'old', 'test-1') { $null = New-ContainerContext $name 'unix:///nowhere/docker.sock' }
    Copy-Item -Recurse $env:DOCKER_CONFIG "$($world.Folder)/docker-kept"
}

function New-WorldImage {
    $source = "$($world.Folder)/images"
    $loop = 'trap "exit 0" TERM INT; trap "echo reloading" HUP; while :; do wait; done'
    New-TextFile "$source/nginx/etc/nginx/nginx.conf" 'http { include conf.d/*.conf; }', '# listen 80'
    New-TextFile "$source/nginx/etc/nginx/conf.d/shop.conf" 'server { listen 80; }'
    New-TextFile "$source/nginx/etc/app.json" '{ "port": 8080 }'
    New-TextFile "$source/nginx/etc/app.conf" 'level=debug'
    New-TextFile "$source/nginx/app/app.wasm" 'not really'
    New-TextFile "$source/nginx/usr/local/bin/README" 'empty'
    New-TextFile "$source/nginx/var/log/nginx/access.log" 'GET /'
    New-TextFile "$source/nginx/var/log/app.log" 'started'
    New-TextFile "$source/nginx/usr/share/nginx/html/index.html" 'Welcome to the shop'
    New-Script "$source/nginx/bin/nginx" '[ "$1" != -t ] || { [ ! -e /etc/nginx/broken ]; exit; }', 'echo "ready, listening on 80"; echo "upstream timeout" >&2', 'httpd -f -p 80 -h /usr/share/nginx/html &', 'sleep 100000 &', $loop
    New-TextFile "$source/postgres/etc/passwd" 'root:x:0:0:root:/root:/bin/sh', 'postgres:x:70:70::/data:/bin/sh'
    New-TextFile "$source/postgres/var/log/postgresql.log" (1..30 | ForEach-Object { "entry $_" })
    New-TextFile "$source/postgres/data/table" '1,2'
    New-TextFile "$source/postgres/run/pid" '1'
    New-TextFile "$source/postgres/usr/share/postgres" '-'
    New-Script "$source/postgres/bin/pg_isready" 'echo "accepting connections"'
    New-Script "$source/postgres/bin/psql" 'wc -l'
    New-Script "$source/postgres/bin/pg_dump" 'head -c 100000 /bin/busybox'
    New-Script "$source/postgres/bin/postgres" 'echo ready', 'sleep 100000 &', $loop
    foreach ($file in 'etc/shop.conf', 'usr/share/shop', 'srv/shop') { New-TextFile "$source/shop/$file" "the file $file" }
    New-TextFile "$source/shop/srv/stock" ('x' * 300KB)
    New-TextFile "$source/shop/etc/new.conf" 'of another version'
    New-Script "$source/shop/bin/shop" 'sleep 100000 &', $loop
    $files = @{
        nginx = 'FROM busybox', 'COPY . /', 'EXPOSE 80', 'CMD ["nginx"]'
        postgres = 'FROM busybox', 'COPY . /', 'VOLUME /var/lib/postgresql/data', 'CMD ["postgres"]'
        'shop:1.0' = 'FROM busybox', 'COPY . /', 'CMD ["shop"]'
        'shop:1.1' = 'FROM busybox', 'COPY . /', 'COPY etc/new.conf /etc/shop.conf', 'ENV MODE=new', 'EXPOSE 8080', 'CMD ["shop"]'
    }
    foreach ($name in $files.Keys) {
        $folder = "$source/$($name -replace ':.*')"
        New-TextFile "$($world.Folder)/Dockerfile" $files[$name]
        $null = Build-ContainerImage $folder -File "$($world.Folder)/Dockerfile" -Tag $name
    }
    # The engines look at their list of names every five seconds.
    foreach ($try in 1..100) { if (Find-ContainerImage registry.example/any -ErrorAction Ignore) { break } else { Start-Sleep -Milliseconds 100 } }
    if ($world.Registry) {
        foreach ($version in '1.0', '1.1') { Add-ContainerImageTag "shop:$version" "registry.example:5000/shop:$version" -PassThru | Publish-ContainerImage | Out-Null }
    }
    $world.Images = @(Get-ContainerImage | ForEach-Object { foreach ($tag in $_.RepoTags) { @{ Tag = $tag; Id = $_.Id } } })
    $world.Saved = "$($world.Folder)/images.tar"
    Export-ContainerImage nginx, postgres, shop:*, busybox -Path $world.Saved
    Copy-ContainerImage nginx -ToContext test | Out-Null
}

# The working folder of an example.
function New-WorldFolder([string] $Path) {
    New-TextFile "$Path/app/Dockerfile" 'FROM busybox AS app', 'COPY app.txt /app.txt', 'RUN sleep 0.1', 'CMD ["cat", "/app.txt"]'
    New-TextFile "$Path/app/app.txt" 'the app'
    New-TextFile "$Path/deploy/Dockerfile" 'FROM busybox AS test', 'ARG VERSION', 'RUN echo $VERSION >/version', 'FROM test', 'CMD ["cat", "/version"]'
    New-TextFile "$Path/dump.sql" 'select 1;', 'select 2;'
    New-TextFile "$Path/names.csv" 'Name,NewName', 'web,shop-front', 'db,shop-db'
    New-TextFile "$Path/nginx.conf" '# listen 8081'
    New-TextFile "$Path/app.json" '{ "port": 8081 }'
    New-TextFile "$Path/conf.d/one.conf" '# one'
    New-TextFile "$Path/conf.d/two.conf" '# two'
    New-TextFile "$Path/site/index.html" 'A new page'
    $null = New-Item -ItemType Directory "$Path/backup", "$Path/logs"
    Copy-Item "$($world.Folder)/*.pem" $Path
    Copy-Item -Recurse "$($world.Folder)/certificates" "$Path/certificates"
}

function New-WorldCertificate {
    $key = [Security.Cryptography.RSA]::Create(2048)
    $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=example', $key, 'SHA256', [Security.Cryptography.RSASignaturePadding]::Pkcs1)
    $certificate = $request.CreateSelfSigned([DateTimeOffset]::Now.AddDays(-1), [DateTimeOffset]::Now.AddDays(1))
    foreach ($folder in $world.Folder, "$($world.Folder)/certificates") {
        foreach ($name in 'ca', 'cert') { New-TextFile "$folder/$name.pem" $certificate.ExportCertificatePem() }
        New-TextFile -Path "$folder/key.pem" -Line $key.ExportPkcs8PrivateKeyPem() -Mode 'UserRead, UserWrite'
    }
}

$worldContainers = @(
    @{ Name = 'web'; Image = 'nginx'; Label = 'app=web'; Publish = '127.0.0.1:0:80'; Network = 'front'; HealthCheck = @{ Test = 'test -f /etc/nginx/nginx.conf'; Interval = '1s' } }
    @{ Name = 'web2'; Image = 'nginx'; Label = 'app=web'; Publish = '127.0.0.1:0:53/udp'; HealthCheck = @{ Test = 'test -f /etc/nginx/nginx.conf'; Interval = '1s' } }
    @{ Name = 'db'; Image = 'postgres'; Label = 'app=shop'; Volume = 'db-data:/var/lib/postgresql/data' }
    @{ Name = 'shop-web'; Image = 'shop:1.0'; Label = 'app=shop'; Network = 'shop'; Command = 'sh', '-c', 'echo order >/tmp/order; exec shop' }
    @{ Name = 'job'; Image = 'shop:1.0'; Command = 'sh', '-c', 'sleep 0.2; exit 3' }
)
$worldNetworks = @{ Name = 'shop' }, @{ Name = 'front' }, @{ Name = 'monitoring' }, @{ Name = 'lab'; Subnet = '10.20.0.0/16' }

function Reset-WorldImage {
    $there = @{}
    $known = @($world.Images.Tag)
    foreach ($image in Get-ContainerImage) {
        $tags = @($image.RepoTags)
        $surplus = @($tags | Where-Object { $_ -notin $known })
        if ($tags.Count -eq $surplus.Count) { $image | Remove-ContainerImage -Force | Out-Null; continue }
        foreach ($tag in $surplus) { Remove-ContainerImageTag $tag }
        foreach ($tag in $tags) { $there[$tag] = $image.Id }
    }
    $missing = @($world.Images | Where-Object { $_.Tag -like 'registry*' ? -not $there.Contains($_.Tag) : $there[$_.Tag] -ne $_.Id })
    if ($missing | Where-Object Tag -notlike 'registry*') { Import-ContainerImage $world.Saved | Out-Null }
    foreach ($image in $missing | Where-Object Tag -like 'registry*') { Receive-ContainerImage $image.Tag | Out-Null }
}

# Makes anew what the last example has changed; cheap where that is little.
function Reset-World {
    Remove-Item -Recurse -Force $env:DOCKER_CONFIG
    Copy-Item -Recurse "$($world.Folder)/docker-kept" $env:DOCKER_CONFIG
    $now = @{}
    foreach ($container in Get-Container -Detailed) {
        if ($world.Containers[$container.Name] -eq "$($container.Id) $($container.State) $($container.MemoryLimit) $($container.CpuLimit) $($container.RestartPolicy) $($container.Networks)") { $now[$container.Name] = $container }
        else { $container | Remove-Container -Force -RemoveVolume }
    }
    Reset-WorldImage
    $networks = @(Get-ContainerNetwork | Where-Object Name -notin 'bridge', 'host', 'none')
    $networks | Where-Object Name -notin $worldNetworks.Name | Remove-ContainerNetwork
    foreach ($network in $worldNetworks | Where-Object Name -notin $networks.Name) { $null = New-ContainerNetwork @network }
    Get-ContainerVolume | Where-Object { $_.Name -ne 'db-data' -and $_.Name -notin $now.db.Mounts.Name } | Remove-ContainerVolume
    if (-not (Get-ContainerVolume db-data* )) { $null = New-ContainerVolume db-data -Label app=shop }
    $made = @(foreach ($container in $worldContainers | Where-Object { -not $now.Contains($_.Name) }) { New-Container @container })
    if ($made) {
        $made | Start-Container
        $made | Where-Object Name -eq job | Wait-Container | Out-Null
        foreach ($container in $made | Get-Container -Detailed) {
            $world.Containers[$container.Name] = "$($container.Id) $($container.State) $($container.MemoryLimit) $($container.CpuLimit) $($container.RestartPolicy) $($container.Networks)"
        }
    }
}

# A container that soon becomes unhealthy.
function New-SickContainer {
    if (Get-Container web-sick*) { return }
    $null = Invoke-Container busybox -Detach -Init -Name web-sick -Label app=web -HealthCheck @{ Test = 'false'; Interval = '300ms'; Retries = 1 } sleep 1000
}

function Start-World {
    $script:world = @{ Folder = [IO.Directory]::CreateTempSubdirectory('containertools-world-').FullName; Processes = @(); Registry = $false; Containers = @{}
        Environment = @{ DOCKER_HOST = $env:DOCKER_HOST; DOCKER_CONFIG = $env:DOCKER_CONFIG; DOCKER_CONTEXT = $env:DOCKER_CONTEXT; REGISTRY_PASSWORD = $env:REGISTRY_PASSWORD } }
    $env:REGISTRY_PASSWORD = $password
    $env:DOCKER_HOST = $env:DOCKER_CONTEXT = $null
    $world.Engines = "$($world.Folder)/a", "$($world.Folder)/b"
    $world.Here, $world.There = Invoke-Beside @($world.Engines | ForEach-Object { , @('up', $_, "$PID") })
    New-WorldCertificate
    Start-WorldRegistry
    New-WorldConfiguration
    New-WorldImage
    $null = New-Container nginx -Name web -Context test | Start-Container
    Reset-World
}

function Stop-World {
    $world.Processes | Stop-Process -ErrorAction Ignore
    # The engines leave the bridges of networks whose addresses are not their own.
    Get-Container -ErrorAction Ignore | Remove-Container -Force -RemoveVolume -ErrorAction Ignore
    Get-ContainerNetwork -ErrorAction Ignore | Where-Object Name -notin 'bridge', 'host', 'none' | Remove-ContainerNetwork -ErrorAction Ignore
    $null = Invoke-Beside @($world.Engines | ForEach-Object { , @('down', $_) })
    foreach ($name in $world.Environment.Keys) { [Environment]::SetEnvironmentVariable($name, $world.Environment[$name]) }
    Remove-Item -Recurse -Force $world.Folder
}
