using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Text.RegularExpressions;

namespace ContainerTools.ModuleTests.Loader;

/// <summary>All PowerShell that is shown anywhere, in README, pages and their tables, is right as far as it can be told without running it.</summary>
public sealed partial class DocumentationTests(DocumentationTests.Module module) : IClassFixture<DocumentationTests.Module>
{
    private static readonly string Repository = typeof(DocumentationTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Repository").Value!;
    private static readonly string Pages = Path.Combine(Repository, "docs/en-US");

    public static TheoryData<string> Files => [Path.Combine(Repository, "README.md"), .. Directory.GetFiles(Pages, "*.md")];

    [Theory, MemberData(nameof(Files))]
    public void What_is_shown_parses_and_names_cmdlets_and_parameters_that_are_there(string file)
    {
        var text = File.ReadAllText(file).ReplaceLineEndings("\n");
        var blocks = Block().Matches(text).Select(m => m.Groups[1].Value).Where(block => !block.StartsWith("PS>", StringComparison.Ordinal));
        // In a table the left column is docker's, the right one ours; a bar is escaped there.
        var cells = TableRow().Matches(text).SelectMany(row => Code().Matches(row.Groups[1].Value)).Select(m => m.Groups[1].Value.Replace("\\|", "|", StringComparison.Ordinal)).Where(code => OwnCommand().IsMatch(code));
        Assert.Equal("", string.Join("\n", blocks.Concat(cells).SelectMany(module.Flaws)));
    }

    [Theory]
    [InlineData("Get-Container -Colour red", "Colour")]
    [InlineData("1 | ForEach-Object { Paint-Container web }", "there is no Paint-Container")]
    [InlineData("Get-Container | ", "empty pipe")]
    public void What_is_wrong_is_noticed(string code, string flaw) => Assert.Contains(flaw, Assert.Single(module.Flaws(code)), StringComparison.Ordinal);

    [Fact]
    public void The_migration_page_has_every_command_of_docker()
    {
        _ = TestEngine.Host; // where there is an engine under test, there is docker's client too
        var page = File.ReadAllText(Path.Combine(Pages, "about_ContainerTools_Migration.md"));
        var commands = Commands([]).ToArray();
        Assert.Contains("docker container rename", commands);
        Assert.Equal("", string.Join(", ", commands.Where(command => !page.Contains($"`{command}`", StringComparison.Ordinal))));
    }

    /// <summary>The commands that docker's own help lists, with those of its groups, but not those of plugins that may be installed.</summary>
    private static IEnumerable<string> Commands(string[] group)
    {
        var help = TestEngine.DockerOn("unix:///nowhere/engine.sock", [.. group, "--help"]);
        foreach (Match match in HelpLine().Matches(help))
        {
            var (name, isPlugin) = (match.Groups[1].Value, match.Groups[2].Value == "*");
            if (isPlugin || name is "help") continue;
            string[] words = [.. group, name];
            if (group.Length == 0 && IsGroup(name))
            {
                foreach (var command in Commands(words)) yield return command;
            }
            else yield return "docker " + string.Join(' ', words);
        }
    }

    private static bool IsGroup(string name) => name is "builder" or "checkpoint" or "config" or "container" or "context" or "image" or "manifest" or "network"
        or "node" or "plugin" or "secret" or "service" or "stack" or "swarm" or "system" or "trust" or "volume";

    [GeneratedRegex(@"^```powershell\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\|(?:\\\||[^|])*\|((?:\\\||[^|\n])*)\|$", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\b[A-Z]\w+-Container\w*")]
    private static partial Regex OwnCommand();

    [GeneratedRegex(@"^  ([a-z][a-z-]+)(\*?)\s{2,}\S", RegexOptions.Multiline)]
    private static partial Regex HelpLine();

    /// <summary>The module in a runspace of its own, and what its cmdlets say to a piece of PowerShell.</summary>
    public sealed class Module : IDisposable
    {
        private readonly Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());

        public Module()
        {
            runspace.Open();
            using var import = new RunningScript(runspace, $"Import-Module '{TestEngine.Manifest}'");
            import.Finish().Good();
        }

        public IEnumerable<string> Flaws(string code)
        {
            var script = Parser.ParseInput(code, out _, out var errors);
            foreach (var error in errors) yield return $"{error.Message}: {code}";
            foreach (var command in script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
            {
                if (command.GetCommandName() is not { } name || !OwnCommand().IsMatch(name)) continue;
                foreach (var flaw in Binding(command, name)) yield return $"{flaw}: {command}";
            }
        }

        private List<string> Binding(CommandAst command, string name)
        {
            // The binder looks for commands in the runspace that its thread has.
            var before = Runspace.DefaultRunspace;
            Runspace.DefaultRunspace = runspace;
            try
            {
                if (runspace.SessionStateProxy.InvokeCommand.GetCommand(name, CommandTypes.Cmdlet | CommandTypes.Alias) is null) return [$"there is no {name}"];
                // What decides between parameter sets may come from the pipeline, or be left out where only the cmdlet is named.
                return [.. StaticParameterBinder.BindCommand(command, resolve: true).BindingExceptions.Values.Select(e => e.BindingException)
                    .Where(e => e.ErrorId != "AmbiguousParameterSet").Select(e => e.Message)];
            }
            finally
            {
                Runspace.DefaultRunspace = before;
            }
        }

        public void Dispose() => runspace.Dispose();
    }
}
