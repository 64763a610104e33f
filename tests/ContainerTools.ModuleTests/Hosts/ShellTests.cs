namespace ContainerTools.ModuleTests.Hosts;

/// <summary>The host that runs scripts where there is no pwsh: build.ps1 and the demo rest on it.</summary>
public sealed class ShellTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("'all is well'", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("function f { exit 4 }; f; 'never'", 4)]
    [InlineData("throw 'enough'", 1)]
    [InlineData("& dotnet --no-such-option *> $null; 'goes on'", 0)]
    [InlineData("& dotnet --no-such-option *> $null; exit 0", 0)]
    [InlineData("1 / 0; 'goes on'", 0)]
    [InlineData("param([int] $Missing = 'x')", 1)]
    [InlineData("'unfinished", 1)]
    public void A_script_ends_with_the_code(string script, int expected)
    {
        var run = ShellProcess.Run(["-File", folder.Write("a script.ps1", script)]);
        Assert.Equal(expected, run.ExitCode);
        Assert.DoesNotContain("never", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 5", 5)]
    [InlineData("Get-Module | ForEach-Object Name", 0)]
    [InlineData("Get-Module -Nonsense", 1)]
    [InlineData("throw 'enough'", 1)]
    public void A_command_ends_with_the_code(string command, int expected) => Assert.Equal(expected, ShellProcess.Command(command).ExitCode);

    [Fact]
    public void Arguments_bind_to_the_scripts_parameters()
    {
        var script = folder.Write("arguments.ps1", """
            param([string] $Name, [int] $Count, [switch] $On, [switch] $Off, [Parameter(ValueFromRemainingArguments)] [string[]] $Rest)
            "$Name|$Count|$On|$Off|$($Rest -join ',')|$PSScriptRoot"
            """);
        var run = ShellProcess.Run(["-File", script, "-Name", "it's $me; \"x\"", "-Off:$false", "-On", "-Count:7", "one two", "-1", ""]);
        Assert.Equal([$"it's $me; \"x\"|7|True|False|one two,-1,|{folder.Path}"], run.Good().Lines);
    }

    [Fact]
    public void Output_goes_through_the_formatter_and_errors_to_standard_error()
    {
        var run = ShellProcess.Command("[pscustomobject] @{ Size = 12; Name = 'x' }; Get-Module -Nonsense; $Host.UI.WriteWarningLine('careful')");
        // The formatter waits a moment for more objects to fit its columns to, and the warning does not wait for it.
        Assert.Equal(["Size Name", "---- ----", "12 x"], run.Lines.Where(line => line != "WARNING: careful"));
        Assert.Contains("WARNING: careful", run.Lines);
        Assert.Contains("Get-Module: A parameter cannot be found that matches parameter name 'Nonsense'.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output + run.Error);
    }

    [Theory]
    [InlineData("y\n", 0, "done")]
    [InlineData("?\nnonsense\nn\n", 0, "left")]
    [InlineData("", 1, "")]
    public void A_confirmation_is_answered_from_standard_input(string input, int exitCode, string expected)
    {
        var script = folder.Write("confirm.ps1", """
            [CmdletBinding(SupportsShouldProcess)] param()
            $ErrorActionPreference = 'Stop'
            if ($PSCmdlet.ShouldProcess('the target', 'Act')) { 'done' } else { 'left' }
            """);
        var run = ShellProcess.Run(["-File", script, "-Confirm"], input);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains("Performing the operation \"Act\" on target \"the target\".", run.Output, StringComparison.Ordinal);
        if (exitCode == 0) Assert.Equal(expected, run.Lines[^1]);
        else Assert.Contains("was not answered: standard input has ended", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_is_not_written_where_no_terminal_reads_it()
    {
        var script = folder.Write("progress.ps1", "[CmdletBinding()] param() $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'Working', 'hard')); 'end'");
        Assert.Equal("end\n", ShellProcess.Run(["-File", script]).Good().Output);
    }

    [Theory]
    [InlineData("-File", "no-such.ps1")]
    [InlineData("-Nonsense", "x")]
    [InlineData("-Command")]
    public void A_wrong_command_line_is_refused_with_the_word_that_is_wrong(params string[] arguments)
    {
        var run = ShellProcess.Run(arguments);
        Assert.Equal((64, ""), (run.ExitCode, run.Output));
        Assert.Contains(arguments[^1] == "x" ? "-Nonsense" : arguments[^1], run.Error.Split('\n')[0], StringComparison.Ordinal);
    }
}
