using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ContainerTools.ModuleTests.Loader;

/// <summary>The help that <c>Get-Help</c> shows is generated from the pages and committed: it must not stay behind them.</summary>
public sealed partial class GeneratedHelpTests
{
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";

    private static readonly string Pages =
        typeof(GeneratedHelpTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "HelpPages").Value!;

    private static readonly Lazy<Dictionary<string, XElement>> Help = new(() =>
        XDocument.Load(Path.Combine(Path.GetDirectoryName(TestEngine.Manifest)!, "en-US", "ContainerTools.Module.dll-Help.xml"))
            .Root!.Elements(Command + "command").ToDictionary(c => c.Element(Command + "details")!.Element(Command + "name")!.Value));

    public static TheoryData<string> Cmdlets() => [.. Directory.GetFiles(Pages, "*-*.md").Select(f => Path.GetFileNameWithoutExtension(f)!)];

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void It_says_what_the_page_says(string cmdlet)
    {
        var page = File.ReadAllText(Path.Combine(Pages, cmdlet + ".md")).ReplaceLineEndings("\n");
        var help = Help.Value[cmdlet];
        Assert.Equal(Plain(Synopsis().Match(page).Groups[1].Value), Plain(help.Element(Command + "details")!.Element(Maml + "description")!.Value));
        var described = help.Element(Command + "parameters")!.Elements(Command + "parameter")
            .ToDictionary(p => p.Element(Maml + "name")!.Value, p => Plain(p.Element(Maml + "description")!.Value));
        foreach (Match parameter in Parameter().Matches(page)) Assert.Equal(Plain(parameter.Groups[2].Value), described[parameter.Groups[1].Value]);
        Assert.Equal(Example().Count(page), help.Element(Command + "examples")!.Elements(Command + "example").Count());
    }

    [Fact]
    public void It_has_no_cmdlet_without_a_page() => Assert.Equal(Cmdlets().Count, Help.Value.Count);

    private static string Plain(string text) => Blanks().Replace(text, "").Replace("\\", "", StringComparison.Ordinal);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"## SYNOPSIS\n+(.*?)\n+## ", RegexOptions.Singleline)]
    private static partial Regex Synopsis();

    [GeneratedRegex(@"^### -(\w+)\n+(.*?)\n+```yaml", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^### Example \d+", RegexOptions.Multiline)]
    private static partial Regex Example();
}
