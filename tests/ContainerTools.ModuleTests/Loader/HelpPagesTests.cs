using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Text.RegularExpressions;

namespace ContainerTools.ModuleTests.Loader;

/// <summary>The pages that the help is made from say all that the cmdlets have, and nothing that they do not have.</summary>
public sealed partial class HelpPagesTests
{
    private static readonly string Folder =
        typeof(HelpPagesTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "HelpPages").Value!;

    private static readonly Lazy<IReadOnlyDictionary<string, string[]>> Cmdlets = new(ReadCmdlets);

    [Fact]
    public void Every_cmdlet_has_a_page_and_every_page_a_cmdlet()
    {
        var pages = Directory.GetFiles(Folder, "*-*.md").Select(Path.GetFileNameWithoutExtension);
        Assert.Equal(Cmdlets.Value.Keys.Order(StringComparer.Ordinal), pages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_page_describes_the_parameters_of_its_cmdlet_and_no_others() => Assert.Empty(Flaws((page, parameters) =>
    {
        var described = ParameterHeading().Matches(page).Select(m => m.Groups[1].Value).ToArray();
        return
        [
            .. parameters.Except(described, StringComparer.Ordinal).Select(p => $"lacks -{p}"),
            .. described.Except(parameters, StringComparer.Ordinal).Select(p => $"has -{p}, which is no parameter"),
            .. EmptyParameter().Matches(page).Select(m => $"says nothing of -{m.Groups[1].Value}"),
        ];
    }));

    [Fact]
    public void A_page_shows_at_least_two_examples() => Assert.Empty(Flaws((page, _) =>
        Example().Count(page) is var count and < 2 ? [$"has {count} examples"] : []));

    [Fact]
    public void Nothing_is_left_to_be_filled_in() => Assert.Empty(Flaws((page, _) => page.Contains("{{", StringComparison.Ordinal) ? ["has a '{{'"] : []));

    [Fact]
    public void A_link_leads_to_a_page_that_is_there() => Assert.Empty(Flaws((page, _) =>
        [.. PageLink().Matches(page).Select(m => m.Groups[1].Value).Where(link => !File.Exists(Path.Combine(Folder, link))).Select(link => $"links to {link}, which is not there")]));

    /// <summary>What is wrong with the pages that are there.</summary>
    private static IEnumerable<string> Flaws(Func<string, string[], IEnumerable<string>> find)
    {
        foreach (var (cmdlet, parameters) in Cmdlets.Value)
        {
            var file = Path.Combine(Folder, cmdlet + ".md");
            if (!File.Exists(file)) continue;
            foreach (var flaw in find(File.ReadAllText(file).ReplaceLineEndings("\n"), parameters)) yield return $"{cmdlet}.md {flaw}";
        }
    }

    private static Dictionary<string, string[]> ReadCmdlets()
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        runspace.SessionStateProxy.SetVariable("manifest", TestEngine.Manifest);
        using var running = new RunningScript(runspace, """
            Import-Module $manifest
            foreach ($command in (Get-Module ContainerTools).ExportedCmdlets.Values) {
                "$command $($command.Parameters.Keys | Where-Object { $_ -notin [System.Management.Automation.Cmdlet]::CommonParameters })"
            }
            """);
        return running.Finish().Good().Text.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(words => words[0], words => words[1..]);
    }

    [GeneratedRegex(@"^### -(\w+)$", RegexOptions.Multiline)]
    private static partial Regex ParameterHeading();

    [GeneratedRegex(@"^### -(\w+)\n\s*```", RegexOptions.Multiline)]
    private static partial Regex EmptyParameter();

    [GeneratedRegex(@"^### Example \d+: .*\n+```powershell\n\S", RegexOptions.Multiline)]
    private static partial Regex Example();

    [GeneratedRegex(@"\]\(([\w-]+\.md)\)")]
    private static partial Regex PageLink();
}
