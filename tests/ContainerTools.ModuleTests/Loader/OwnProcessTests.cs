using System.Reflection;
using System.Reflection.Emit;
using System.Text;
using System.Text.RegularExpressions;

namespace ContainerTools.ModuleTests.Loader;

/// <summary>What needs a process in which nothing of the module has been loaded before.</summary>
public sealed partial class OwnProcessTests
{
    private static readonly string Modules = Path.GetFullPath(Path.Combine(TestEngine.Manifest, "../../.."));

    private static string Import => $"Import-Module '{TestEngine.Manifest}'";

    [Fact]
    public void A_cmdlet_that_is_used_loads_the_module_by_itself()
    {
        var run = ShellProcess.Command("(Get-Container -Name 'no-such-*' -EngineHost $env:DOCKER_HOST).Count; (Get-Module).Name",
            ("PSModulePath", Modules), ("DOCKER_HOST", TestEngine.Host));
        Assert.Contains("ContainerTools", run.Good().Lines);
    }

    [Fact]
    public void Another_copy_of_Docker_DotNet_in_the_process_does_no_harm()
    {
        using var folder = new TestFolder();
        // An assembly of that name without a single type of it: whoever bound to it would fail.
        var foreign = new PersistedAssemblyBuilder(new AssemblyName("Docker.DotNet") { Version = new Version(99, 0, 0, 0) }, typeof(object).Assembly);
        foreign.DefineDynamicModule("Docker.DotNet").DefineType("Foreign", TypeAttributes.Public).CreateType();
        foreign.Save(folder["Docker.DotNet.dll"]);
        var run = ShellProcess.Command($$"""
            $foreign = [System.Runtime.Loader.AssemblyLoadContext]::Default.LoadFromAssemblyPath('{{folder["Docker.DotNet.dll"]}}')
            {{Import}}
            @(Get-Container).Count -ge 0
            foreach ($loaded in [AppDomain]::CurrentDomain.GetAssemblies()) {
                if ($loaded.GetName().Name -eq 'Docker.DotNet') { $loaded.GetName().Version.Major -eq 99 ? 'foreign' : 'own' }
            }
            """, ("DOCKER_HOST", TestEngine.Host));
        Assert.Equal(["True", "foreign", "own"], run.Good().Lines);
    }

    [Fact]
    public void Runspaces_that_import_it_at_the_same_time_all_get_it()
    {
        var run = ShellProcess.Command(
            $$"""1..6 | ForEach-Object -Parallel { {{Import}}; $null = Get-Container; (Get-Command -Module ContainerTools).Count -gt 0 } -ThrottleLimit 6""",
            ("DOCKER_HOST", TestEngine.Host));
        Assert.Equal(Enumerable.Repeat("True", 6), run.Good().Lines);
    }

    [Fact]
    public void What_was_compiled_ahead_of_time_is_not_compiled_again()
    {
        var platform = Path.Combine(Path.GetDirectoryName(TestEngine.Manifest)!, "bin", System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier);
        Assert.SkipUnless(Directory.Exists(platform), $"This build compiled nothing ahead of time: there is no {platform}.");
        using var folder = new TestFolder();
        // The runtime itself writes down every method that it compiles.
        const string JitKeyword = "0x10", Verbose = "5";
        var run = ShellProcess.Command($"{Import}; @(Get-Container).Count -ge 0",
            ("DOCKER_HOST", TestEngine.Host), ("DOTNET_EnableEventPipe", "1"), ("DOTNET_EventPipeRundown", "0"),
            ("DOTNET_EventPipeConfig", $"Microsoft-Windows-DotNETRuntime:{JitKeyword}:{Verbose}"), ("DOTNET_EventPipeOutputPath", folder["trace"]));
        Assert.Equal(["True"], run.Good().Lines);
        var compiled = CompiledMethods(File.ReadAllBytes(folder["trace"]));
        Assert.Contains(compiled, method => method.StartsWith("ContainerTools.ModuleLoadContext ", StringComparison.Ordinal));
        var ours = compiled.Where(method => Private().IsMatch(method)).ToArray();
        Assert.True(ours.Length <= 10, $"{ours.Length} methods were compiled at run time: {string.Join(", ", ours)}");
    }

    // An event about a method has its type, name and signature in it, as text of two bytes a character that ends with a zero.
    private static HashSet<string> CompiledMethods(byte[] trace) =>
        [.. from offset in new[] { 0, 1 }
            from Match match in Method().Matches(Encoding.Unicode.GetString(trace, offset, (trace.Length - offset) / 2 * 2))
            select $"{match.Groups["type"].Value} {match.Groups["name"].Value}"];

    [GeneratedRegex(@"(?<type>[A-Za-z_][\w.+`<>/\[\],]*)\0(?<name>[\w.<>|`,]+)\0[^\0]{1,300}\0")]
    private static partial Regex Method();

    [GeneratedRegex(@"^(ContainerTools\.(Commands|Engine|Completion)|Docker\.DotNet)\b")]
    private static partial Regex Private();
}
