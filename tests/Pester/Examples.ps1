# What comes of the examples of the help, by page and number; Examples.Tests.ps1 reads it.
#   a text        the type of all that it emits, after how many there are where that is sure
#   a block       assertions: $out is what it emits, $text the same as shown, $said what WhatIf told, $asked the questions
#   a table       Then     one of both
#                 Before   what must have happened, beyond the world that World.ps1 makes
#                 Inside   what the session of the example has more than others
#                 Feed     what happens, again and again, until the example has emitted something
#                 Endless  it is stopped as soon as it has emitted something, or as Until, a block, is true
#                 Errors   the ids of its errors
#                 After    what brings back a state that the world does not restore by itself
#                 SkipOn   ids of errors that mean that it cannot run here, with the reason
$hub = @{ RegistryUnreachable = 'Docker Hub cannot be reached'; EngineUnreachable = 'Docker Hub cannot be reached' }
$ps = @{ ProcessListUnavailable = 'the engine lists processes with the program ps of its machine, which has none' }
$outdated = {
    Add-ContainerImageTag shop:1.1 registry.example:5000/shop:1.0 -PassThru | Publish-ContainerImage
    Add-ContainerImageTag shop:1.0 registry.example:5000/shop:1.0
}
$uptodate = { Add-ContainerImageTag shop:1.0 registry.example:5000/shop:1.0 -PassThru | Publish-ContainerImage }
$noweb = { Remove-Container web -Force }
$nodb = { Remove-Container db -Force -RemoveVolume; Remove-ContainerVolume db-data* }
$terminal = @{ Skip = 'it needs a person at a terminal; the tests in Terminals have one' }
@{
    'Add-ContainerImageTag 1' = '1 ContainerImagePublishResult'
    'Add-ContainerImageTag 2' = { $out | Should -Contain 'shop:stable'; $out | Should -Contain 'shop:1' }
    'Add-ContainerImageTag 3' = { $said | Should -HaveCount 2; $out | Should -BeNullOrEmpty }
    'Build-ContainerImage 1' = { $out.StdOut | Should -Be "the app`n" }
    'Build-ContainerImage 2' = '1 ContainerImage'
    'Build-ContainerImage 3' = '1 ContainerImage'
    'Build-ContainerImage 4' = @{ Before = { Set-Content app/app.txt (New-Guid) }; Then = 'ContainerBuildStep' }
    'Build-ContainerImage 5' = '1 ContainerImage'
    'Build-ContainerImage 6' = @{ Before = { $env:SSH_AUTH_SOCK = (New-Item agent.sock).FullName }; Then = '1 ContainerImage' }
    'Build-ContainerImage 7' = @{ Before = { Add-Content app/Dockerfile 'RUN echo why; exit 3' }; Then = { $out[0] | Should -Match 'ended with 3$'; $out[1] | Should -Match why } }
    'Clear-ContainerHost 1' = { $out[0].PSTypeNames | Should -Contain 'ContainerTools.ContainerPruneCandidate'; $said | Should -HaveCount 1 }
    'Clear-ContainerHost 2' = { $asked | Should -HaveCount 1; $out.ForEach({ "$_" }) | Should -Contain Container; Get-Container job* | Should -BeNullOrEmpty }
    'Clear-ContainerHost 3' = { $asked | Should -BeNullOrEmpty; $out | Should -Not -BeNullOrEmpty; Get-Container job | Should -Not -BeNullOrEmpty }
    'Clear-ContainerHost 4' = @{ Before = $nodb; Then = { Get-ContainerVolume | Should -BeNullOrEmpty } }
    'Clear-ContainerHost 5' = { $out | Should -BeOfType [double]; Get-Container job* | Should -BeNullOrEmpty }
    'Compare-ContainerImage 1' = { $text | Should -Match 'Changed +/etc/shop.conf' }
    'Compare-ContainerImage 2' = { $out | Should -BeFalse }
    'Compare-ContainerImage 3' = { $out.DifferenceImage.ForEach({ "$_" }) | Sort-Object | Should -Be 'shop:1.0', 'shop:1.1' }
    'Connect-Container 1' = @{ Endless = $true; Before = { Remove-Container job; Invoke-Container busybox -Detach -Init -Name job -Command sh, -c, 'while sleep 0.2; do echo busy; done' }; Then = { "$($out[0])" | Should -Be busy } }
    'Connect-Container 2' = @{ Before = { Invoke-Container busybox -Detach -Interactive -Init -Name game -Command sh, -c, 'while read -r line; do echo "a $line"; done' }; Then = { "$out" | Should -Be 'a list' } }
    'Connect-Container 3' = @{ Before = { Add-ContainerImageTag busybox app:1 }; Then = { Get-Content sorted.csv | Should -Be 'Name,NewName', 'db,shop-db', 'web,shop-front' } }
    'Connect-Container 4' = @{ Endless = $true; Before = { Invoke-Container busybox -Detach -Init -Name shop-api -Label com.docker.compose.project=shop -Command sh, -c, 'while sleep 0.2; do echo fine; echo bad >&2; done' }; Then = { "$($out[0])" | Should -Be bad } }
    'Connect-ContainerNetwork 1' = @{ Then = { (Get-ContainerNetwork shop).Containers.Name | Sort-Object | Should -Be db, shop-web } }
    'Connect-ContainerNetwork 2' = { (Get-ContainerNetwork lab).Containers.Name | Should -Be web }
    'Connect-ContainerNetwork 3' = { (Get-ContainerNetwork monitoring).Containers.Name | Sort-Object | Should -Be web, web2 }
    'Connect-ContainerRegistry 1' = { $out.Source | Should -Be Session; $asked | Should -HaveCount 1 }
    'Connect-ContainerRegistry 2' = '1 ContainerRegistry'
    'Connect-ContainerRegistry 3' = { $out.Source | Should -Be ConfigurationFile }
    'ConvertTo-ContainerImage 1' = { $out.ForEach({ "$_" }) | Should -Be /tmp, /tmp/order, shop-evidence:2025-01 }
    'ConvertTo-ContainerImage 2' = { $out | Should -Be sh }
    'ConvertTo-ContainerImage 3' = { $out.Dangling | Should -BeTrue }
    'Copy-ContainerImage 1' = { $out.ForEach({ "$_" }) | Select-Object -Unique | Should -Be shop:1.1; Get-ContainerImage shop:1.1 -Context test | Should -HaveCount 1 }
    'Copy-ContainerImage 2' = @{ Before = { Get-ContainerImage shop* -Context test | Remove-ContainerImage -Force }; Then = { $said | Should -HaveCount 2 } }
    'Copy-ContainerImage 3' = '1 ContainerImage'
    'Copy-ContainerItem 1' = { Get-ContainerContent web /etc/nginx/nginx.conf | Should -Be '# listen 8081' }
    'Copy-ContainerItem 2' = { 'logs/nginx/access.log' | Should -Exist }
    'Copy-ContainerItem 3' = { Get-ContainerContent web /usr/share/nginx/html/index.html | Should -Be 'A new page' }
    'Copy-ContainerItem 4' = { $said | Should -HaveCount 2 }
    'Copy-ContainerItem 5' = @{ Before = { Set-ContainerContent web /etc/nginx/mark x }; Then = { Test-ContainerPath web2 /etc/nginx/mark | Should -BeTrue } }
    'Copy-ContainerItem 6' = @{ Before = { Set-ContainerContent web /etc/nginx/mark2 x }; Then = { Test-ContainerPath web /etc/nginx/mark2 -Context test | Should -BeTrue } }
    'Copy-ContainerItem 7' = { Get-ContainerContent web2 /etc/app.json | Should -Match 8081 }
    'Copy-ContainerItem 8' = { 'logs/web.log', 'logs/web2.log' | Should -Exist }
    'Copy-ContainerItem 9' = @{ Before = { Set-ContainerContent web /added x }; Then = { 'added/added' | Should -Exist } }
    'Disconnect-ContainerNetwork 1' = @{ Before = { Connect-ContainerNetwork bridge web }; Then = { (Get-Container web -Detailed).Networks | Should -HaveCount 1 } }
    'Disconnect-ContainerNetwork 2' = { (Get-ContainerNetwork shop).Containers | Should -BeNullOrEmpty }
    'Disconnect-ContainerRegistry 1' = { Get-ContainerRegistry | Should -BeNullOrEmpty }
    'Disconnect-ContainerRegistry 3' = { $said | Should -HaveCount 1; Get-ContainerRegistry | Should -HaveCount 1 }
    'Enter-Container 1' = $terminal
    'Enter-Container 2' = $terminal
    'Enter-Container 3' = $terminal
    'Export-Container 1' = { tar -tf web.tar | Should -Contain etc/nginx/nginx.conf }
    'Export-Container 2' = '2 FileInfo'
    'Export-Container 3' = { "$out" | Should -Be web:flat }
    'Export-ContainerContext 1' = { 'prod.dockercontext' | Should -Exist }
    'Export-ContainerContext 2' = { $out[-1].Name | Should -Be prod2.dockercontext; 'contexts/prod.dockercontext' | Should -Exist }
    'Export-ContainerImage 1' = '1 FileInfo'
    'Export-ContainerImage 2' = { 'shop-all.tar' | Should -Exist }
    'Export-ContainerImage 3' = { $out.Context | Should -Be test }
    'Export-ContainerVolume 1' = @{ Before = { Stop-Container db }; Then = { 'db-data.tar.gz' | Should -Exist } }
    'Export-ContainerVolume 2' = @{ Then = { 'db-data.tar.gz' | Should -Exist; (Get-Container db).State | Should -Be Running } }
    'Export-ContainerVolume 3' = { 'backup/db-data.tar.gz' | Should -Exist }
    'Export-ContainerVolume 4' = @{ Before = { New-ContainerVolume unused }; Then = { 'backup/unused.tar.gz' | Should -Exist; (Get-ContainerVolume).Name | Should -Be db-data } }
    'Find-ContainerImage 1' = @{ SkipOn = $hub; Then = 'ContainerImageSearchResult' }
    'Find-ContainerImage 2' = @{ SkipOn = $hub; Then = '5 ContainerImageSearchResult' }
    'Find-ContainerImage 3' = { "$out" | Should -Be shop/postgres }
    'Get-Container 1' = '4 Container'
    'Get-Container 3' = { $out.Type | Should -Be json-file }
    'Get-Container 4' = { $out.Context | Sort-Object -Unique | Should -Be prod1 }
    'Get-ContainerChange 1' = @{ Before = { Set-ContainerContent web /new x }; Then = 'ContainerChange' }
    'Get-ContainerChange 2' = @{ Before = { Set-ContainerContent web /new x; Set-ContainerContent web /tmp/new x }; Then = { $out.Path | Should -Contain /new; $out.Path | Should -Not -Contain /tmp/new } }
    'Get-ContainerChange 3' = @{ Before = { Set-ContainerContent web* /new x }; Then = '2 GroupInfoNoElement' }
    'Get-ContainerContent 1' = '1 MatchInfo'
    'Get-ContainerContent 2' = { $out | Should -HaveCount 20; $out[-1] | Should -Be 'entry 30' }
    'Get-ContainerContent 3' = { $out.Name | Sort-Object | Should -Be web, web2; $out.Port | Should -BeGreaterThan 8079 }
    'Get-ContainerContent 5' = { $out | Should -Contain 'server { listen 80; }' }
    'Get-ContainerContext 1' = { $out.Name | Should -Contain prod1 }
    'Get-ContainerContext 2' = { $out.Name, "$($out.Source)" | Should -Be here, Configuration }
    'Get-ContainerContext 3' = { $out.Name | Should -Contain 'prod1, Running' }
    'Get-ContainerDiskUsage 1' = '4 ContainerDiskUsage'
    'Get-ContainerDiskUsage 2' = @{ Before = { New-ContainerVolume unused }; Then = { $out.Name | Should -Be unused } }
    'Get-ContainerEvent 1' = 'ContainerEvent'
    'Get-ContainerEvent 2' = @{ Before = { Invoke-Container busybox -Name crashed -Command sh, -c, 'exit 4' }; Then = { $out.Name | Should -Contain 'crashed, 4' } }
    'Get-ContainerEvent 3' = @{ Before = { Invoke-ContainerExec db true }; Then = { $text | Should -Match true } }
    'Get-ContainerEvent 4' = @{ Before = { New-SickContainer; while ((Get-Container web-sick).Health -ne 'Unhealthy') { Start-Sleep -Milliseconds 100 } }; Then = { $out.Name | Should -Contain web-sick } }
    'Get-ContainerHost 1' = { "$($out.Source)" | Should -Be Configuration; $out.ServerVersion | Should -Not -BeNullOrEmpty }
    'Get-ContainerHost 2' = '2 ContainerHost'
    'Get-ContainerHost 3' = { $out.Where({ $null -ne $_ }) | ForEach-Object { $_ | Should -Match '\w' } }
    'Get-ContainerImage 1' = { $out | Should -HaveCount 5; $out[0].Size | Should -BeGreaterThan $out[4].Size }
    'Get-ContainerImage 2' = '4 ContainerImage'
    'Get-ContainerImage 3' = { $text | Should -Match 'Environment +: .*MODE' }
    'Get-ContainerImage 4' = @{ Before = { 'FROM busybox', 'RUN echo $RANDOM >/x' | Build-ContainerImage }; Then = { $said | Should -HaveCount 1 } }
    'Get-ContainerImageHistory 1' = { $text | Should -Match 'COPY' }
    'Get-ContainerImageHistory 2' = { $out | Should -HaveCount 3 }
    'Get-ContainerImageHistory 3' = @{ Before = { 'FROM shop:1.0', 'ARG password', 'RUN echo $password' | Build-ContainerImage -Tag shop:leak -BuildArgument @{ password = 'x' } }; Then = 'ContainerImageHistoryEntry' }
    'Get-ContainerImageLayer 1' = { $text | Should -Match 'shop:1.0' }
    'Get-ContainerImageLayer 2' = { $text | Should -Match 'Changed +/etc/shop.conf' }
    'Get-ContainerImageLayer 3' = '3 ContainerImageLayer'
    'Get-ContainerItem 1' = '1 ContainerItem'
    'Get-ContainerItem 2' = { $out.Name | Should -Contain nginx.conf }
    'Get-ContainerItem 3' = { $out.Name | Should -Contain access.log }
    'Get-ContainerItem 4' = @{ Before = { Invoke-ContainerExec web -Command sh, -c, 'touch /usr/su; chmod 4755 /usr/su' }; Then = { $out.ForEach({ "$_" }) | Should -Be web:/usr/su } }
    'Get-ContainerItem 5' = @{ Before = { Set-ContainerContent web /new 12345 -NoNewline }; Then = { $out.Sum | Should -BeGreaterOrEqual 5 } }
    'Get-ContainerLog 1' = { $out.Message | Sort-Object | Should -Be 'ready, listening on 80', 'upstream timeout' }
    'Get-ContainerLog 2' = '2 MatchInfo'
    'Get-ContainerLog 3' = @{ Feed = { Invoke-ContainerExec web -Command sh, -c, 'echo fed >/proc/1/fd/1' }; Then = { "$($out[0])" | Should -Be fed } }
    'Get-ContainerNetwork 1' = { $out.Name | Should -Contain monitoring; $out.Name | Should -Contain web }
    'Get-ContainerNetwork 2' = { $text | Should -Match 'Subnets +: .*\d/\d' }
    'Get-ContainerNetwork 3' = { $said | Should -HaveCount 2 }
    'Get-ContainerNetwork 4' = { "$out" | Should -Be front }
    'Get-ContainerProject 1' = @{ Before = { New-Container busybox -Name compose-1 -Label com.docker.compose.project=shop }; Then = { "$out" | Should -Be shop }; After = { Remove-Container compose-1 } }
    'Get-ContainerProject 2' = @{ Before = { New-Container busybox -Name compose-1 -Label com.docker.compose.project=shop }; After = { Remove-Container compose-1 } }
    'Get-ContainerProject 3' = @{ Before = { New-Container busybox -Name compose-1 -Label com.docker.compose.project=shop }; After = { Remove-Container compose-1 } }
    'Get-ContainerPort 1' = { "$out" | Should -Match 'page|shop' }
    'Get-ContainerPort 2' = { $out.ContainerPort | Should -Be 53 }
    'Get-ContainerPort 3' = @{ Before = { Invoke-Container busybox -Detach -Init -Name front -Publish 127.0.0.1:8080:80 sleep 1000 }; Then = { $out.ContainerName | Should -Be front } }
    'Get-ContainerProcess 1' = @{ SkipOn = $ps; Then = { $out.Command | Should -Contain 'sleep 100000' } }
    'Get-ContainerProcess 2' = @{ SkipOn = $ps; Then = { $out | Should -HaveCount 5; $out[0].WorkingSet | Should -BeGreaterOrEqual $out[4].WorkingSet } }
    'Get-ContainerProcess 3' = @{ SkipOn = $ps; Then = { $out[0].Keys | Should -Be PID, ELAPSED, COMMAND } }
    'Get-ContainerRegistry 1' = '1 ContainerRegistry'
    'Get-ContainerRegistry 2' = '1 ContainerRegistry'
    'Get-ContainerRegistry 3' = @{ Before = { Disconnect-ContainerRegistry registry.example:5000 }; Then = '1 ContainerRegistry' }
    'Get-ContainerStats 1' = '4 ContainerStats'
    'Get-ContainerStats 2' = { $out | Should -HaveCount 4; $out[0].CpuPercent | Should -BeGreaterOrEqual $out[3].CpuPercent; $out[0].MiB | Should -BeGreaterThan 0 }
    'Get-ContainerStats 3' = { $out[0].Count | Should -Be 10; $out[1].Count | Should -Be 10 }
    'Get-ContainerStats 4' = @{
        Before = { $script:began = (Invoke-Container busybox -Detach -Init -Name full -Memory 16MB -ShmSize 16MB -Command sh, -c, 'head -c 15400000 /dev/zero >/dev/shm/x; sleep 1000' | Get-Container -Detailed).StartedAt }
        Until = { (Get-Container full -Detailed).StartedAt -ne $began }
    }
    'Get-ContainerVolume 1' = { $out.ForEach({ "$_" }) | Should -Be db-data, db }
    'Get-ContainerVolume 2' = { $out.Name | Should -Be db-data }
    'Get-ContainerVolume 3' = @{ Before = { New-ContainerVolume unused }; Then = { 'backup/unused.tar.gz' | Should -Exist; (Get-ContainerVolume).Name | Should -Be db-data } }
    'Get-ContainerVolume 4' = @{ Before = { New-Container busybox -Name short -Volume /data true; Remove-Container short }; Then = { $said | Should -HaveCount 1 } }
    'Import-ContainerContext 1' = @{ Before = { Export-ContainerContext prod -Force; Remove-ContainerContext prod }; Then = { "$out" | Should -Be prod } }
    'Import-ContainerContext 2' = @{ Before = { Export-ContainerContext prod -Force; Remove-ContainerContext prod-west -ErrorAction Ignore }; Then = { $out.Context | Should -Be prod-west } }
    'Import-ContainerImage 1' = '2 ContainerImage'
    'Import-ContainerImage 2' = { "$out" | Should -Be shop-flat:1.0; $out.Command | Should -Be sh }
    'Import-ContainerImage 3' = @{ Before = { Export-ContainerImage shop:1.1 ./shop.tar }; Then = '1 ContainerImage' }
    'Import-ContainerVolume 1' = @{ Before = { Export-ContainerVolume db-data db-data.tar.gz -Force }; Then = { "$out" | Should -Be db-data-restored } }
    'Import-ContainerVolume 2' = @{ Before = { Stop-Container db; Remove-ContainerVolume db-data* -Context test }; Then = { Get-ContainerVolume db-data -Context test | Should -HaveCount 1 } }
    'Import-ContainerVolume 3' = @{ Before = { Export-ContainerVolume db-data backup/copied.tar.gz -Force }; Then = { Get-ContainerVolume copied | Should -HaveCount 1 } }
    'Invoke-Container 1' = { $out | Should -Be 3, "out`n", "err`n" }
    'Invoke-Container 2' = { $out | Should -Be a, b }
    'Invoke-Container 3' = @{ Before = $noweb; Then = { $out.ForEach({ "$_" }) | Should -Match '^http://127\.0\.0\.1:\d+/?$' } }
    'Invoke-Container 4' = $terminal
    'Invoke-Container 5' = { $out.ExitCode | Should -Be 0 }
    'Invoke-Container 6' = { $out.ExitCode | Should -Be 0 }
    'Invoke-ContainerExec 1' = { $out | Should -Be 0 }
    'Invoke-ContainerExec 2' = { $out.StdOut.Trim() | Should -Be 2 }
    'Invoke-ContainerExec 3' = { (Get-Item app.dump).Length | Should -Be 100000 }
    'Invoke-ContainerExec 4' = @{ Before = { Set-ContainerContent web2 /etc/nginx/broken x }; Then = { $out.Container.ForEach({ "$_" }) | Should -Be web2 } }
    'Measure-ContainerImage 1' = { $text | Should -Match 'Efficiency +: 0\.\d' }
    'Measure-ContainerImage 3' = { $out.UserSize | Should -BeLessThan $out.Size }
    'New-Container 1' = @{ Before = $noweb; Then = { Invoke-WebRequest http://127.0.0.1:8080 -SkipHttpErrorCheck | Should -Not -BeNullOrEmpty } }
    'New-Container 2' = @{ Before = $nodb; Then = { $out.Name | Should -Be db; (Get-Container db -Detailed).MemoryLimit | Should -Be 256MB } }
    'New-Container 3' = @{ Before = { Remove-Container job }; Then = { (Start-Container job -PassThru | Wait-Container).ExitCode | Should -Be 0 } }
    'New-ContainerContext 1' = @{ Before = { Remove-ContainerContext build }; Then = '1 ContainerContext' }
    'New-ContainerContext 2' = @{ Before = { Remove-ContainerContext prod }; Then = { $out[1].Reachable | Should -BeFalse } }
    'New-ContainerContext 3' = @{
        Before = { Remove-ContainerContext prod, prod2; New-ContainerContext prod tcp://prod.example:2376 -CACertificate ca.pem -Certificate cert.pem -Key key.pem }
        Then = { $out.HasTLS | Should -BeTrue }
    }
    'New-ContainerNetwork 1' = @{ Before = { Remove-Container web, db, shop-web -Force; Remove-ContainerNetwork shop }; Then = { $out.ForEach({ "$_" }) | Should -Be shop, web, db } }
    'New-ContainerNetwork 2' = @{ Before = { Remove-ContainerNetwork lab }; Then = '1 ContainerNetwork' }
    'New-ContainerNetwork 3' = { $out.Internal | Should -BeTrue }
    'New-ContainerNetwork 4' = '1 ContainerNetwork'
    'New-ContainerVolume 1' = @{ Before = $nodb; Then = { $out.ForEach({ "$_" }) | Should -Be db-data, db } }
    'New-ContainerVolume 2' = '1 ContainerVolume'
    'New-ContainerVolume 3' = @{ Before = $nodb; Then = '2 ContainerVolume' }
    'Publish-ContainerImage 1' = { $out | Should -Match '^registry\.example:5000/shop@sha256:' }
    'Publish-ContainerImage 2' = '2 ContainerImagePublishResult'
    'Publish-ContainerImage 3' = '1 ContainerImagePublishResult'
    'Receive-ContainerImage 1' = '2 ContainerImage'
    'Receive-ContainerImage 2' = @{ Before = $outdated; Then = '1 ContainerImage'; After = $uptodate }
    'Receive-ContainerImage 3' = '1 ContainerImage'
    'Register-ContainerEvent 1' = { $out.SourceIdentifier | Should -Contain crash }
    'Register-ContainerEvent 2' = @{ Feed = { Receive-ContainerImage registry.example:5000/shop:1.0 }; Then = { "$out" | Should -Match shop } }
    'Register-ContainerEvent 3' = @{
        Inside = 'function global:Invoke-RestMethod($Uri, $Method, $Body) { $global:posted = "$Uri $($Body.text)" }'
        Then = {
            New-SickContainer
            $example.Shell.Commands.Clear()
            $example.Shell.AddScript('foreach ($try in 1..100) { if ($posted) { break }; Start-Sleep -Milliseconds 100 }; $posted').Invoke() | Should -Match 'chat.example/hook web-sick on unix:.* is unhealthy'
        }
    }
    'Remove-Container 1' = { (Get-Container).Name | Should -Not -Contain web }
    'Remove-ContainerContext 1' = { (Get-ContainerContext).Name | Should -Not -Contain old }
    'Remove-ContainerContext 2' = { $said | Should -HaveCount 1 }
    'Remove-ContainerContext 3' = { (Get-ContainerContext).Name | Sort-Object | Should -Be build, default, here, prod, prod1, prod2, test }
    'Remove-ContainerImage 1' = '1 ContainerImageRemoval'
    'Remove-ContainerImage 2' = { $said | Should -HaveCount 1 }
    'Remove-ContainerImage 3' = @{ Before = { 'FROM busybox' | Build-ContainerImage -Tag left -Label purpose=test }; Then = '1 ContainerImageRemoval' }
    'Remove-ContainerImageTag 1' = { $out | Should -Contain shop:older; $out | Should -Not -Contain shop:old }
    'Remove-ContainerImageTag 2' = { $said | Should -HaveCount 1 }
    'Remove-ContainerImageTag 3' = @{ Before = { Remove-ContainerImageTag registry.example:5000/shop:1.1 }; Errors = 'LastImageTag' }
    'Remove-ContainerNetwork 1' = @{ Before = { Remove-Container shop-web -Force }; Then = { (Get-ContainerNetwork).Name | Should -Not -Contain shop } }
    'Remove-ContainerNetwork 2' = { (Get-ContainerNetwork).Name | Should -Not -Contain shop }
    'Remove-ContainerNetwork 3' = { $said | Should -HaveCount 2 }
    'Remove-ContainerVolume 1' = @{ Before = { Remove-Container db -Force }; Then = { Get-ContainerVolume | Should -BeNullOrEmpty } }
    'Remove-ContainerVolume 2' = @{ Before = { Remove-Container db -Force }; Then = { $said | Should -HaveCount 1 } }
    'Remove-ContainerVolume 3' = @{ Before = { Remove-Container db -Force }; Then = { Get-ContainerVolume | Should -BeNullOrEmpty; 'db-data.tar.gz' | Should -Exist } }
    'Rename-Container 1' = { (Get-Container).Name | Should -Contain web-old }
    'Rename-Container 2' = @{ Before = { $null = New-Container busybox -Name web-a }; Then = { $out.Name | Should -Be job-a } }
    'Rename-Container 3' = { (Get-Container).Name | Should -Contain shop-front }
    'Restart-Container 2' = { $out | Should -HaveCount 2; $out.StartedAt | Should -BeGreaterThan ([DateTimeOffset]::Now.AddMinutes(-1)) }
    'Resume-Container 1' = @{ Before = { Suspend-Container web }; Then = { (Get-Container web).State | Should -Be Running } }
    'Resume-Container 2' = @{ Before = { Suspend-Container web }; Then = '1 Container' }
    'Send-ContainerSignal 1' = { Get-ContainerLog web -Follow | Where-Object Message -eq reloading | Select-Object -First 1 | Should -HaveCount 1 }
    'Send-ContainerSignal 2' = '2 ContainerWaitResult'
    'Set-Container 1' = { (Get-Container web -Detailed).MemoryLimit | Should -Be 256MB }
    'Set-Container 2' = { (Get-Container web -Detailed).CpuLimit | Should -Be 0.5 }
    'Set-Container 3' = { $out.RestartPolicy.ForEach({ "$_" }) | Should -Be unless-stopped }
    'Set-ContainerContent 1' = { (Get-ContainerContent web /etc/app.json -Raw | ConvertFrom-Json).port | Should -Be 8080 }
    'Set-ContainerContent 2' = { Get-ContainerContent web /etc/app.conf | Should -Be level=info }
    'Set-ContainerContent 3' = { (Get-ContainerItem web /usr/local/bin/check).Mode | Should -Match Execute }
    'Set-ContainerContent 4' = { (Get-ContainerItem db /run/password).Size | Should -Be 6 }
    'Set-ContainerContent 5' = { $said | Should -HaveCount 2 }
    'Set-ContainerContext 1' = { $out.EngineHost | Should -Be tcp://new.example:2376 }
    'Set-ContainerContext 2' = @{ Before = { Get-ContainerContext prod* | Set-ContainerContext -EngineHost tcp://prod.example:2376 }; Then = { (Get-ContainerContext prod*).HasTLS | Should -Be $true, $true, $true } }
    'Set-ContainerContext 3' = { (Get-ContainerContext build).Description | Should -Be 'Builds at night' }
    'Show-ContainerStats 1' = $terminal
    'Show-ContainerStats 2' = $terminal
    'Show-ContainerStats 3' = $terminal
    'Start-Container 1' = @{ Before = { Stop-Container web }; Then = { "$($out.State)" | Should -Be Running } }
    'Start-Container 2' = @{ Before = { Stop-Container web }; Then = { (Get-Container web).State | Should -Be Running } }
    'Start-Container 3' = { $out | Should -Be 3 }
    'Stop-Container 1' = { "$($out.State)" | Should -Be Exited }
    'Stop-Container 2' = { $said | Should -HaveCount 2 }
    'Stop-Container 3' = { (Get-Container -Label app=web -State Running) | Should -BeNullOrEmpty }
    'Suspend-Container 1' = { "$($out.State)" | Should -Be Paused }
    'Suspend-Container 2' = { 'data/table' | Should -Exist; (Get-Container db).State | Should -Be Running }
    'Test-ContainerHost 1' = { $out.Reachable | Should -BeTrue }
    'Test-ContainerHost 2' = '4 Container'
    'Test-ContainerHost 3' = { $out.EngineHost | Should -Contain tcp://127.0.0.1:2375 }
    'Test-ContainerImage 1' = @{ Before = { Remove-ContainerImageTag registry.example:5000/shop:1.0 }; Then = '1 ContainerImage' }
    'Test-ContainerImage 2' = { $text | Should -Match 'registry\.example:5000/shop:1\.0 +False' }
    'Test-ContainerImage 3' = @{ Before = $outdated; Then = { $said | Should -HaveCount 1 }; After = $uptodate }
    'Test-ContainerPath 1' = { $out | Should -BeTrue }
    'Test-ContainerPath 2' = { $out | Should -BeTrue }
    'Test-ContainerPath 3' = '2 Container'
    'Use-ContainerContext 1' = 'Container'
    'Use-ContainerContext 2' = '1 ContainerContext'
    'Use-ContainerContext 3' = '2 Container'
    'Wait-Container 1' = { $out | Should -Be 3 }
    'Wait-Container 2' = '2 ContainerWaitResult'
    'Wait-Container 3' = @{ Feed = { Stop-Container web }; Then = { $out[0].ExitCode | Should -Be 0 } }
    'Wait-Container 4' = '1 Container'
    'Wait-Container 5' = { $out | Should -Be 'ready, listening on 80' }
    'Watch-ContainerEvent 1' = @{ Feed = { Invoke-Container busybox -Command sh, -c, 'echo crashed; exit 4' }; Then = { "$($out[0])" | Should -Be crashed } }
    'Watch-ContainerEvent 2' = @{ Feed = { New-SickContainer }; Then = { $out[0].Name | Should -Be web-sick } }
    'Watch-ContainerEvent 3' = @{ Feed = { Invoke-Container busybox -Memory 8MB -MemorySwap 8MB -AutoRemove tail /dev/zero }; Then = { $out[0] | Should -Match 'ran out of memory' } }
    'Watch-ContainerEvent 4' = @{ Endless = $true; Then = 'ContainerEvent' }
}
