#requires -Version 7.4
<#
.SYNOPSIS
Builds, tests and shows ContainerTools.
.DESCRIPTION
build   builds everything; the module is then in out/ContainerTools/<version>
test    builds, runs all tests, ends with "N passed, N failed, N skipped"; with -Engine 28 on Docker 28 of Debian's unstable,
        with -Swarm on a swarm of three engines too
demo    builds, shows the main job on real containers
bench   builds, measures beside docker's client on a private engine, prints one table; -Row picks some rows
fuzz    builds, gives every parser 1,000,000 inputs
package builds anew, leaves ContainerTools.<version>.nupkg, as the PowerShell Gallery takes it, in out or -Destination
clean   removes what was built

test uses the engine that CONTAINERTOOLS_TEST_HOST names, demo the one that this machine offers. Else, as root on Debian or
Ubuntu, a private throwaway engine is started and taken down again.

Uses only the language, native programs and the cmdlets of System.Management.Automation itself, so that it runs the same in
pwsh and in tests/Shell.
#>
param(
    [Parameter(Position = 0)]
    [ValidateSet('build', 'test', 'demo', 'bench', 'fuzz', 'package', 'clean')]
    [string] $Task = 'build',

    # What bench measures, instead of all rows.
    [string[]] $Row = @(),

    # Where package leaves the package.
    [string] $Destination = "$PSScriptRoot/out",

    # The engine to test on, in the place of the distribution's own; it stays in out/engine-28, 400 MB.
    [ValidateSet('28')]
    [string] $Engine,

    # Packs the module as it was built before.
    [switch] $NoBuild,

    # Also tests a swarm of three engines.
    [switch] $Swarm
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
if ($Engine -and $Task -ne 'test') { throw '-Engine is for the task test.' }
$out = "$PSScriptRoot/out"
$engineScript = "$PSScriptRoot/tests/Engine/engine.sh"

function Write-Text([string] $Text) { $Host.UI.WriteLine($Text) }
function Clear-Folder([string] $Path) { if ([IO.Directory]::Exists($Path)) { [IO.Directory]::Delete($Path, $true) } }

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

# The change log's part about a version, without its heading.
function Get-ReleaseNote([string] $Version) {
    $log = [IO.File]::ReadAllText("$PSScriptRoot/docs/CHANGELOG.md")
    if ($log -notmatch "(?ms)^## $([regex]::Escape($Version))\b[^\n]*\n(.+?)(?=^## |\z)") { throw "docs/CHANGELOG.md says nothing of version $Version." }
    $Matches[1].Trim()
}

# Packs a built module into a package whose fields are those that the gallery reads out of the manifest.
function Publish-Package([string] $Manifest, [string] $Folder) {
    $module = [Management.Automation.Language.Parser]::ParseFile($Manifest, [ref] $null, [ref] $null).Find(
        { $args[0] -is [Management.Automation.Language.HashtableAst] }, $false).SafeGetValue()
    $data = $module.PrivateData.PSData
    $fields = [ordered] @{
        id = 'ContainerTools'
        version = $module.ModuleVersion
        authors = $module.Author
        owners = $module.CompanyName
        license = 'MIT'
        projectUrl = $data.ProjectUri
        icon = 'icon.png'
        description = $module.Description
        releaseNotes = Get-ReleaseNote $module.ModuleVersion
        copyright = $module.Copyright
        # The cmdlets' names, which publishing a small module would add, pass the gallery's 4,000 characters.
        tags = @('PSModule', 'PSIncludes_Cmdlet') + $data.Tags -join ' '
    }
    $nuspec = [xml] '<package><metadata/><files><file src="**"/></files></package>'
    foreach ($field in $fields.GetEnumerator()) {
        $element = $nuspec.package.SelectSingleNode('metadata').AppendChild($nuspec.CreateElement($field.Key))
        $element.InnerText = $field.Value
        if ($field.Key -eq 'license') { $element.SetAttribute('type', 'expression') }
    }
    $file = [IO.Path]::Combine([IO.Path]::GetTempPath(), [guid]::NewGuid().ToString('n') + '.nuspec')
    try {
        $nuspec.Save($file)
        # NU5100 and its like ask for the folders of a library, which a module does not have.
        & dotnet pack "$PSScriptRoot/src/ContainerTools.Module/ContainerTools.Module.csproj" -c Release --no-build -v quiet --nologo `
            -p:IsPackable=true "-p:NuspecFile=$file" "-p:NuspecBasePath=$([IO.Path]::GetDirectoryName($Manifest))" -p:NoPackageAnalysis=true -o $Folder
        if ($LASTEXITCODE) { throw "Packing failed: dotnet pack ended with exit code $LASTEXITCODE." }
    }
    finally { [IO.File]::Delete($file) }
    $package = [IO.FileInfo] "$Folder/ContainerTools.$($module.ModuleVersion).nupkg"
    Write-Text "Packed $package, $([math]::Round($package.Length / 1MB, 1)) MB"
}

# Runs the script block with the URI of an engine that lives just as long; that of another root where there is one.
function Use-PrivateEngine([scriptblock] $Action, [string] $Root) {
    $folder = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'containertools-' + [guid]::NewGuid().ToString('n').Substring(0, 12))
    try {
        Write-Text "Starting a private engine$($Root ? " of $Root" : '')."
        $env:CONTAINERTOOLS_ENGINE_ROOT = $Root
        $uri = & bash $engineScript up $folder $PID
        if ($LASTEXITCODE) { throw "The private engine did not start: $engineScript ended with exit code $LASTEXITCODE." }
        & $Action $uri
    }
    finally {
        $null = & bash $engineScript down $folder
        $env:CONTAINERTOOLS_ENGINE_ROOT = $null
    }
}

# A root of its own with another engine in it.
function Get-EngineRoot([string] $Version) {
    if ($env:CONTAINERTOOLS_TEST_HOST) { throw "-Engine $Version starts an engine, and CONTAINERTOOLS_TEST_HOST names one that is there: use one of both." }
    if (-not (Test-CanStartEngine)) { throw "-Engine $Version needs root on Debian or Ubuntu." }
    $root = "$out/engine-$Version"
    Write-Text "Preparing $root; the first time that takes some minutes."
    $found = & bash $engineScript root $root
    if ($LASTEXITCODE) { throw "There is no engine $Version`: $engineScript ended with exit code $LASTEXITCODE." }
    if ($found -notmatch "version $Version\.") { throw "Debian's unstable has another engine than $Version`: $found" }
    Write-Text $found
    $root
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

function Invoke-TestProject {
    $colour = [Console]::IsOutputRedirected -or $env:NO_COLOR ? @('-noColor') : @()
    foreach ($folder in [IO.Directory]::GetDirectories("$PSScriptRoot/tests", '*Tests')) {
        $name = [IO.Path]::GetFileName($folder)
        if (-not [IO.File]::Exists("$folder/$name.csproj")) { continue }
        $report = [IO.Path]::GetTempFileName()
        [IO.File]::Delete($report)
        try {
            Write-Text "$name"
            & dotnet "$out/build/bin/$name/release/$name.dll" -noLogo -reporter quiet @colour -result-xml $report
            Add-TestReport -Name $name -Report $report -ExitCode $LASTEXITCODE
        }
        finally { [IO.File]::Delete($report) }
    }
}

# Gives the reason where Pester is neither here nor to be had.
function Install-Pester {
    if (Get-Module -ListAvailable Pester | Where-Object Version -ge '5.0') { return }
    try { Install-Module Pester -RequiredVersion 6.0.1 -Scope CurrentUser -Force -SkipPublisherCheck -ErrorAction Stop }
    catch { "there is no Pester 5 or later, and it could not be installed: $_" }
}

# In processes of their own: the suites import the module as a user does. Most of their time is waiting, so that some run beside
# each other: those that start engines of their own each alone, and first, the cmdlets' in parts.
function Invoke-PesterSuite {
    $reason = if ($Host.Name -ne 'ConsoleHost') { 'it needs pwsh' } else { Install-Pester }
    if ($reason) { Write-Text "The Pester suite did not run: $reason."; return }
    $suites = [IO.Directory]::GetFiles("$PSScriptRoot/tests/Pester", '*.Tests.ps1') | Sort-Object
    $long, $short = $suites.Where({ [IO.Path]::GetFileName($_) -match 'Examples|^about_|^Swarm' }, 'Split')
    $parts = @($long | ForEach-Object { , @($_) }) + @($short | Group-Object { $short.IndexOf($_) % 4 } | ForEach-Object { , $_.Group })
    $parts | ForEach-Object -ThrottleLimit 3 -Parallel {
        $report = [IO.Path]::GetTempFileName()
        try {
            $paths = $_.ForEach({ "'$($_ -replace "'", "''")'" }) -join ', '
            $printed = & ([Environment]::ProcessPath) -NoProfile -NonInteractive -Command "
                Import-Module Pester -MinimumVersion 5.0
                `$result = Invoke-Pester -Path $paths -PassThru
                `$result.Skipped | ForEach-Object { `"Skipped: `$(`$_.ExpandedPath)`" }
                `$broken = `$result.FailedContainersCount + `$result.FailedBlocksCount
                [IO.File]::WriteAllText('$report', `"`$(`$result.PassedCount) `$(`$result.FailedCount + `$broken) `$(`$result.SkippedCount)`")" 2>&1
            @{ Printed = $printed | Out-String; Counts = [int[]] ([IO.File]::ReadAllText($report) -split ' '); Suites = $paths }
        }
        finally { [IO.File]::Delete($report) }
    } | ForEach-Object {
        Write-Text $_.Printed.TrimEnd()
        $passed, $failed, $skipped = $_.Counts
        if ($null -eq $skipped -or $passed + $failed + $skipped -eq 0) { Write-Text "Pester crashed or ran no tests: $($_.Suites)"; $failed = 1 + $failed }
        $total.Passed += $passed
        $total.Failed += $failed
        $total.Skipped += $skipped
    }
}

function Invoke-Test([string] $EngineRoot) {
    $all = { Invoke-TestProject; Invoke-PesterSuite }
    if ($env:CONTAINERTOOLS_TEST_HOST) { & $all }
    elseif (Test-CanStartEngine) {
        # The second is for what goes from one engine to another; it is the distribution's in any case.
        try {
            Use-PrivateEngine {
                $env:CONTAINERTOOLS_TEST_HOST2 = $args[0]
                Use-PrivateEngine -Root $EngineRoot { $env:CONTAINERTOOLS_TEST_HOST = $args[0]; & $all }
            }
        }
        finally { $env:CONTAINERTOOLS_TEST_HOST = $env:CONTAINERTOOLS_TEST_HOST2 = $null }
    }
    else {
        Write-Text 'No engine: CONTAINERTOOLS_TEST_HOST is not set, and a private one can only be started by root on Debian or Ubuntu.'
        & $all
    }
    Write-Text "$($total.Passed) passed, $($total.Failed) failed, $($total.Skipped) skipped"
}

switch ($Task) {
    'build' { Invoke-Build; Write-Text "Built $(Get-ModuleManifest)" }
    'test' {
        $root = $Engine ? (Get-EngineRoot $Engine) : ''
        $env:CONTAINERTOOLS_TEST_SWARM = $Swarm ? '1' : $null
        Invoke-Build
        Invoke-Test $root
        exit [int] ($total.Failed -gt 0)
    }
    'package' {
        if (-not $NoBuild) {
            # What an earlier build left behind has no place in a package.
            Clear-Folder "$out/ContainerTools"
            Invoke-Build
        }
        Publish-Package (Get-ModuleManifest) $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Destination)
    }
    'clean' { Clear-Folder $out }
    'bench' {
        Invoke-Build
        # The script analyzer does not see that a parameter is used in a script block.
        $rows = $Row
        Use-PrivateEngine { param($uri) & dotnet "$out/build/bin/Benchmarks/release/Benchmarks.dll" $uri $rows }
        exit $LASTEXITCODE
    }
    'fuzz' {
        Invoke-Build
        $env:CONTAINERTOOLS_FUZZ = '1000000'
        & dotnet "$out/build/bin/ContainerTools.UnitTests/release/ContainerTools.UnitTests.dll" -noLogo -namespace ContainerTools.UnitTests.Fuzzing
        exit $LASTEXITCODE
    }
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
