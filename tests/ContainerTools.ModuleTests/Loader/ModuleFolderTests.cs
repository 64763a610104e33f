namespace ContainerTools.ModuleTests.Loader;

public sealed class ModuleFolderTests
{
    private static readonly string Folder = Path.GetDirectoryName(TestEngine.Manifest)!;

    [Fact]
    public void It_holds_no_assembly_of_PowerShell()
    {
        // Beside the module a reference assembly of PowerShell makes it import with no cmdlets and no error.
        var names = Directory.GetFiles(Folder, "*.dll", SearchOption.AllDirectories).Select(Path.GetFileName).ToArray();
        Assert.Contains("ContainerTools.Module.dll", names);
        Assert.DoesNotContain(names, name => name!.StartsWith("System.Management.Automation", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("Microsoft.PowerShell", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_public_assembly_lies_in_front_and_the_private_ones_behind()
    {
        Assert.Equal(["ContainerTools.dll"], Directory.GetFiles(Folder, "*.dll").Select(Path.GetFileName));
        Assert.DoesNotContain("ContainerTools.dll", Directory.GetFiles(Path.Combine(Folder, "bin"), "*.dll", SearchOption.AllDirectories).Select(Path.GetFileName));
    }

    [Fact]
    public void Every_private_assembly_that_is_compiled_ahead_of_time_is_there_to_run_elsewhere_too()
    {
        var bin = Path.Combine(Folder, "bin");
        var portable = Directory.GetFiles(bin, "*.dll").Select(Path.GetFileName).ToHashSet();
        foreach (var platform in Directory.GetDirectories(bin))
        {
            Assert.Equal(portable, Directory.GetFiles(platform, "*.dll").Select(Path.GetFileName).ToHashSet());
        }
    }
}
