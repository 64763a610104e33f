using System.Management.Automation.Runspaces;

namespace ContainerTools.ModuleTests.Loader;

/// <summary>What stays in this process: importing does not need an engine.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());

    public ImportTests()
    {
        runspace.Open();
        runspace.SessionStateProxy.SetVariable("manifest", TestEngine.Manifest);
    }

    public void Dispose() => runspace.Dispose();

    private IReadOnlyList<string> Run(string script)
    {
        using var running = new RunningScript(runspace, script);
        return running.Finish().Good().Text;
    }

    private IReadOnlyList<string> ManifestList() =>
        [.. Run("(& ([scriptblock]::Create([IO.File]::ReadAllText($manifest)))).CmdletsToExport").Order(StringComparer.Ordinal)];

    private IReadOnlyList<string> Exported() =>
        [.. Run("(Get-Module ContainerTools).ExportedCmdlets.Keys").Order(StringComparer.Ordinal)];

    [Fact]
    public void What_it_exports_is_the_manifests_list_and_the_assemblys_cmdlets()
    {
        Run("Import-Module $manifest");
        var listed = ManifestList();
        Assert.NotEmpty(listed);
        Assert.Equal(listed, Exported());
        var built = Run("""
            foreach ($type in (Get-Command Get-Container).ImplementingType.Assembly.GetExportedTypes()) {
                foreach ($cmdlet in $type.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)) { "$($cmdlet.VerbName)-$($cmdlet.NounName)" }
            }
            """);
        Assert.Equal(built.Order(StringComparer.Ordinal), listed);
    }

    [Theory]
    [InlineData("Import-Module $manifest; Import-Module $manifest")]
    [InlineData("Import-Module $manifest; Import-Module $manifest -Force")]
    [InlineData("Import-Module $manifest; Remove-Module ContainerTools; Import-Module $manifest")]
    public void It_can_be_imported_again(string script)
    {
        Run(script);
        Assert.Equal(ManifestList(), Exported());
        Assert.Equal(["1"], Run("@(Get-Module ContainerTools).Count"));
        Assert.NotEmpty(Run("(Get-Command Get-Container).Parameters.Keys"));
    }

    [Fact]
    public void Removing_it_leaves_no_module_and_no_command()
    {
        Run("Import-Module $manifest; Remove-Module ContainerTools");
        Assert.Empty(Run("Get-Module -All | ForEach-Object Name | Where-Object { $_ -like 'ContainerTools*' }"));
        Assert.Equal(["False"], Run("[bool] (Get-Command Get-Container -ErrorAction Ignore)"));
    }

    [Fact]
    public void No_parameter_and_no_output_is_of_a_type_that_a_script_cannot_name()
    {
        Run("Import-Module $manifest");
        var hidden = Run("""
            $default = [System.Runtime.Loader.AssemblyLoadContext]::Default
            function Test-Hidden([type] $Type) {
                if ($Type.HasElementType) { return Test-Hidden $Type.GetElementType() }
                foreach ($argument in $Type.GenericTypeArguments) { if (Test-Hidden $argument) { return $true } }
                -not $Type.IsGenericParameter -and [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($Type.Assembly) -ne $default
            }
            foreach ($command in Get-Command -Module ContainerTools) {
                foreach ($parameter in $command.Parameters.Values) { if (Test-Hidden $parameter.ParameterType) { "$command -$($parameter.Name)" } }
                foreach ($output in $command.OutputType) { if (-not $output.Type -or (Test-Hidden $output.Type)) { "$command returns $output" } }
            }
            """);
        Assert.Empty(hidden);
    }

    [Fact]
    public void Get_Help_knows_every_parameter_of_every_cmdlet()
    {
        Run("Import-Module $manifest");
        var missing = Run("""
            foreach ($command in Get-Command -Module ContainerTools) {
                $shown = @((Get-Help $command.Name -Full).syntax.syntaxItem.parameter.name)
                foreach ($set in $command.ParameterSets) {
                    foreach ($parameter in $set.Parameters) {
                        if ($parameter.Name -notin $shown -and $parameter.Name -notin [System.Management.Automation.Cmdlet]::CommonParameters) { "$command -$($parameter.Name)" }
                    }
                }
            }
            """);
        Assert.Empty(missing);
    }
}
