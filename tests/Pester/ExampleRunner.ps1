# Dot-sourced by the suites that run the examples of the help, at discovery and before they run.

# The pages whose names fit, with their examples.
function Get-ExamplePage([string] $Name, [string] $Except = '^$') {
    foreach ($page in Get-ChildItem "$PSScriptRoot/../../docs/en-US/*-*.md" | Where-Object { $_.BaseName -match $Name -and $_.BaseName -notmatch $Except }) {
        $text = (Get-Content -Raw $page) -replace '(?s)^.*?\n## EXAMPLES\n' -replace '(?s)\n## PARAMETERS\n.*'
        $examples = foreach ($part in $text -split '(?m)^### Example ' | Select-Object -Skip 1) {
            $number, $title = ($part -split "`n")[0] -split ': ', 2
            $code = [regex]::Matches($part, '(?s)```powershell\n(.*?)```').ForEach({ $_.Groups[1].Value }) -join "`n"
            @{ Key = "$($page.BaseName) $number"; Number = $number; Title = $title; Code = $code }
        }
        # Some of them, for whoever works on these: a regular expression such as 'Get-Container [12]'.
        if ($env:CONTAINERTOOLS_TEST_EXAMPLE) { $examples = $examples | Where-Object { $_.Key -match "^($env:CONTAINERTOOLS_TEST_EXAMPLE)$" } }
        if ($examples) { @{ Page = $page.BaseName; Examples = @($examples) } }
    }
}

# As it is for a user who has installed the module: every runspace finds it.
function Add-ModulePath {
    $script:modulePath = $env:PSModulePath
    $env:PSModulePath = (Resolve-Path "$PSScriptRoot/../../out").Path + [IO.Path]::PathSeparator + $modulePath
}

function Restore-ModulePath { $env:PSModulePath = $modulePath }

# Begins the example; what it emits and says can be read while it runs.
function Start-Example([string] $Code, [string] $Path, [string] $Inside) {
    $state = [initialsessionstate]::CreateDefault()
    $exampleHost = [ExampleHost]::new()
    $runspace = [runspacefactory]::CreateRunspace($exampleHost, $state)
    $runspace.Open()
    $null = $runspace.SessionStateProxy.Path.SetLocation($Path)
    $shell = [powershell]::Create()
    $shell.Runspace = $runspace
    $null = $shell.AddScript("Set-Variable HOME '$Path' -Force; $Inside").Invoke()
    $shell.Commands.Clear()
    $example = @{ Shell = $shell; Output = [System.Management.Automation.PSDataCollection[psobject]]::new(); Speaker = $exampleHost.Speaker }
    $none = [System.Management.Automation.PSDataCollection[psobject]]::new()
    $none.Complete()
    $example.Running = $shell.AddScript($Code).BeginInvoke($none, $example.Output)
    $example
}

# Waits for its end, or for what is to be seen of an endless one, which is then stopped.
function Wait-Example($Example, $Entry) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $seen = $Entry.Until ?? { $Example.Output.Count -gt 0 }
    while (-not $Example.Running.AsyncWaitHandle.WaitOne(200)) {
        if ($watch.Elapsed.TotalSeconds -gt 60) { $Example.Shell.Stop(); throw "It did not end. Its output: $($Example.Output)" }
        if (-not ($Entry.Feed -or $Entry.Until -or $Entry.Endless)) { continue }
        if (& $seen) {
            $watch.Restart()
            $Example.Shell.Stop()
            $watch.ElapsedMilliseconds | Should -BeLessThan 5000 -Because 'Ctrl+C ends it'
            return
        }
        if ($Entry.Feed) { $null = & $Entry.Feed }
    }
    try { $null = $Example.Shell.EndInvoke($Example.Running) } catch { $Example.Fatal = $_.Exception.InnerException.ErrorRecord }
}

function Test-Type([string] $Expected) {
    $count, $type = $Expected -split ' '
    if (-not $type) { $type = $count; $count = $null }
    if ($count) { $out | Should -HaveCount $count }
    $out.ForEach({ $_.PSTypeNames[0] -replace '.*\.' }) | Select-Object -Unique | Should -Be $type
}

# Runs one and holds it against what is expected of it.
function Test-Example([string] $Key, [string] $Code, $Entry) {
    if ($Entry -isnot [hashtable]) { $Entry = @{ Then = $Entry } }
    if ($Entry.Skip) { Set-ItResult -Skipped -Because $Entry.Skip; return }
    Reset-World
    # An engine with a root of its own sees this folder too.
    $place = Join-Path $world.Folder "examples/$($Key -replace ' ')"
    New-WorldFolder $place
    Push-Location $place
    try {
        if ($Entry.Before) { $null = . $Entry.Before }
        $example = Start-Example -Code $Code -Path $place -Inside $Entry.Inside
        try {
            Wait-Example $example $Entry
            # What the blocks of the table see.
            $out = @($example.Output)
            $text = $out | Out-String -Width 200
            $said = @($example.Speaker.Said)
            $asked = @($example.Speaker.Asked)
            $failures = @(@($example.Shell.Streams.Error) + $example.Fatal | Where-Object { $_ } | ForEach-Object { "$($_.FullyQualifiedErrorId -replace ',.*'): $_" })
            $reason = $Entry.SkipOn -and $failures ? $Entry.SkipOn[$failures[0] -replace ':.*'] : $null
            if ($reason) { Set-ItResult -Skipped -Because $reason; return }
            ($Entry.Errors ? ($failures -replace ':.*') : $failures) | Should -Be $Entry.Errors
            if ($Entry.Then -is [string]) { Test-Type $Entry.Then }
            elseif ($Entry.Then) { . $Entry.Then }
            else { $out | Should -BeNullOrEmpty }
            $null = $said, $asked, $text
        }
        finally {
            $example.Shell.Runspace.Dispose()
            $example.Shell.Dispose()
        }
    }
    finally {
        Pop-Location
        if ($Entry.After) { $null = . $Entry.After }
    }
}
