#requires -Version 7.4
<#
.SYNOPSIS
Builds, tests and shows ContainerTools.
.DESCRIPTION
build   builds everything; the module is then in out/ContainerTools/<version>
test    builds, runs all tests, ends with "N passed, N failed, N skipped"
demo    builds, shows the main job on real containers
clean   removes what was built

test uses the engine that CONTAINERTOOLS_TEST_HOST names, demo the one that this machine offers. Else, as root on Debian or
Ubuntu, a private throwaway engine is started and taken down again.

Uses only the language, native programs and the cmdlets of System.Management.Automation itself, so that it runs the same in
pwsh and in tests/Shell.
#>
param(
    [Parameter(Position = 0)]
    [ValidateSet('build', 'test', 'demo', 'clean')]
    [string] $Task = 'build'
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$out = "$PSScriptRoot/out"
$engineScript = "$PSScriptRoot/tests/Engine/engine.sh"

function Write-Text([string] $Text) { $Host.UI.WriteLine($Text) }

# One build at a time in this folder; the lock goes with the process.
function Invoke-Build {
    $null = [IO.Directory]::CreateDirectory($out)
    $lock = $null
    while (-not $lock) {
        try { $lock = [IO.File]::Open("$out/build.lock", 'OpenOrCreate', 'ReadWrite', 'None') }
        catch [IO.IOException] { [Threading.Thread]::Sleep(500) }
    }
    try {
        # The build's servers would stay behind.
        & dotnet build "$PSScriptRoot/ContainerTools.sln" -c Release -v quiet --nologo -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false
        if ($LASTEXITCODE) { throw "The build failed: dotnet build ended with exit code $LASTEXITCODE." }
    }
    finally { $lock.Dispose() }
}

function Get-ModuleManifest {
    $manifests = [IO.Directory]::GetFiles("$out/ContainerTools", 'ContainerTools.psd1', 'AllDirectories')
    if ($manifests.Count -ne 1) { throw "There should be one built module under $out/ContainerTools, not $($manifests.Count): run 'clean' first." }
    $manifests[0]
}

# Runs the script block with the URI of an engine that lives just as long.
function Use-PrivateEngine([scriptblock] $Action) {
    $folder = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'containertools-' + [guid]::NewGuid().ToString('n').Substring(0, 12))
    try {
        Write-Text 'Starting a private engine.'
        $uri = & bash $engineScript up $folder $PID
        if ($LASTEXITCODE) { throw "The private engine did not start: $engineScript ended with exit code $LASTEXITCODE." }
        & $Action $uri
    }
    finally { $null = & bash $engineScript down $folder }
}

# What the demo makes its image of.
function Use-StaticBusybox([scriptblock] $Action) {
    if (-not (Test-CanStartEngine)) { & $Action '/bin/busybox'; return }
    $file = [IO.Path]::GetTempFileName()
    try {
        & bash $engineScript busybox $file
        if ($LASTEXITCODE) { throw "There is no static busybox: $engineScript ended with exit code $LASTEXITCODE." }
        & $Action $file
    }
    finally { [IO.File]::Delete($file) }
}

function Test-CanStartEngine { $IsLinux -and [Environment]::IsPrivilegedProcess -and [IO.File]::Exists('/usr/bin/apt-get') }

$total = @{ Passed = 0; Failed = 0; Skipped = 0 }

# The native runner's report of one test project, added to the totals.
function Add-TestReport([string] $Name, [string] $Report, [int] $ExitCode) {
    if (-not [IO.File]::Exists($Report)) {
        Write-Text "$Name crashed: exit code $ExitCode and no report."
        $total.Failed++
        return
    }
    $assemblies = ([xml] [IO.File]::ReadAllText($Report)).SelectNodes('/assemblies/assembly')
    $run = $failed = 0
    foreach ($assembly in $assemblies) {
        $run += [int] $assembly.GetAttribute('total')
        $failed += [int] $assembly.GetAttribute('failed') + [int] $assembly.GetAttribute('errors')
        $total.Passed += [int] $assembly.GetAttribute('passed')
        $total.Skipped += [int] $assembly.GetAttribute('skipped')
        foreach ($test in $assembly.SelectNodes('.//test[@result="Skip"]')) {
            Write-Text "Skipped: $($test.GetAttribute('name')): $($test.SelectSingleNode('reason')?.InnerText)"
        }
    }
    if ($run -eq 0) { Write-Text "$Name ran no tests."; $failed++ }
    elseif ($ExitCode -and -not $failed) { Write-Text "$Name ended with exit code $ExitCode."; $failed++ }
    $total.Failed += $failed
}

function Invoke-TestProjects {
    $colour = [Console]::IsOutputRedirected -or $env:NO_COLOR ? @('-noColor') : @()
    foreach ($folder in [IO.Directory]::GetDirectories("$PSScriptRoot/tests", '*Tests')) {
        $name = [IO.Path]::GetFileName($folder)
        if (-not [IO.File]::Exists("$folder/$name.csproj")) { continue }
        $report = [IO.Path]::GetTempFileName()
        [IO.File]::Delete($report)
        try {
            Write-Text "$name"
            & dotnet "$out/build/bin/$name/release/$name.dll" -noLogo -reporter quiet @colour -result-xml $report
            Add-TestReport $name $report $LASTEXITCODE
        }
        finally { [IO.File]::Delete($report) }
    }
}

# In a process of its own: the suite imports the module as a user does.
function Invoke-PesterSuite {
    $suite = "$PSScriptRoot/tests/Pester"
    if (-not [IO.Directory]::Exists($suite)) { return }
    if ($Host.Name -ne 'ConsoleHost' -or -not (Get-Module -ListAvailable Pester | Where-Object Version -ge 5.0)) {
        Write-Text 'The Pester suite did not run: it needs pwsh with Pester 5 or later.'
        return
    }
    $report = [IO.Path]::GetTempFileName()
    try {
        $env:CONTAINERTOOLS_MANIFEST = Get-ModuleManifest
        & ([Environment]::ProcessPath) -NoProfile -NonInteractive -Command "
            Import-Module Pester -MinimumVersion 5.0
            `$result = Invoke-Pester -Path '$suite' -PassThru
            `$result.Skipped | ForEach-Object { `"Skipped: `$(`$_.ExpandedPath)`" }
            `$broken = `$result.FailedContainersCount + `$result.FailedBlocksCount
            [IO.File]::WriteAllText('$report', `"`$(`$result.PassedCount) `$(`$result.FailedCount + `$broken) `$(`$result.SkippedCount)`")"
        $passed, $failed, $skipped = [int[]] ([IO.File]::ReadAllText($report) -split ' ')
        if ($null -eq $skipped -or $passed + $failed -eq 0) { Write-Text 'The Pester suite crashed or ran no tests.'; $total.Failed++; return }
        $total.Passed += $passed
        $total.Failed += $failed
        $total.Skipped += $skipped
    }
    finally { [IO.File]::Delete($report); $env:CONTAINERTOOLS_MANIFEST = $null }
}

function Invoke-Tests {
    $all = { Invoke-TestProjects; Invoke-PesterSuite }
    if ($env:CONTAINERTOOLS_TEST_HOST) { & $all }
    elseif (Test-CanStartEngine) {
        # The second is for what goes from one engine to another.
        Use-PrivateEngine {
            param($first)
            Use-PrivateEngine {
                param($second)
                $env:CONTAINERTOOLS_TEST_HOST, $env:CONTAINERTOOLS_TEST_HOST2 = $first, $second
                try { & $all } finally { $env:CONTAINERTOOLS_TEST_HOST = $env:CONTAINERTOOLS_TEST_HOST2 = $null }
            }
        }
    }
    else {
        Write-Text 'No engine: CONTAINERTOOLS_TEST_HOST is not set, and a private one can only be started by root on Debian or Ubuntu.'
        & $all
    }
    Write-Text "$($total.Passed) passed, $($total.Failed) failed, $($total.Skipped) skipped"
}

switch ($Task) {
    'build' { Invoke-Build; Write-Text "Built $(Get-ModuleManifest)" }
    'test' { Invoke-Build; Invoke-Tests; exit [int] ($total.Failed -gt 0) }
    'clean' { if ([IO.Directory]::Exists($out)) { [IO.Directory]::Delete($out, $true) } }
    'demo' {
        Invoke-Build
        Import-Module (Get-ModuleManifest)
        $reason = $null
        try { $null = Get-Container -ErrorAction Stop } catch { $reason = $_ }
        Use-StaticBusybox {
            param($busybox)
            if (-not $reason) { & "$PSScriptRoot/docs/demo.ps1" -Busybox $busybox }
            elseif (Test-CanStartEngine) {
                Use-PrivateEngine { param($uri) & "$PSScriptRoot/docs/demo.ps1" -EngineHost $uri -Busybox $busybox }
            }
            else { throw $reason }
        }
    }
}
