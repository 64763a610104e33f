using System.Net;
using System.Text.RegularExpressions;
using System.Reflection;

namespace ContainerTools.ModuleTests.Podman;

/// <summary>Every cmdlet does with podman what the table in about_ContainerTools_Connections says.</summary>
[Collection(PodmanCollection.Name)]
public sealed partial class PodmanTests(PodmanService podman, PowerShellSession session) : IClassFixture<PowerShellSession>
{
    public static TheoryData<string> Names => [.. PodmanRows.All.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void With_podman(string name)
    {
        var row = PodmanRows.All.Single(r => r.Name == name);
        var n = podman.Name(Guid.NewGuid().ToString("n")[..8]);
        var folder = Directory.CreateDirectory(podman.File(n)).FullName;
        var outcome = session.Run("Use-ContainerContext $context; " + row.Script,
            ("context", podman.Context), ("web", podman.Running), ("label", podman.Label), ("n", n), ("d", folder), ("second", TestEngine.Host),
            ("credential", new PSCredential("alice", new NetworkCredential("", "s3cret").SecurePassword)));
        if (row.Expected is [var id] && outcome.Errors.Count == 1) Assert.Equal([id], outcome.ErrorIds);
        else Assert.Equal(row.Expected.Select(line => line.Replace("$n", n, StringComparison.Ordinal)), outcome.Good().Text);
        if (row.Verdict == Verdict.Refused) Assert.NotEmpty(outcome.Errors);
    }

    [Fact]
    public void The_table_says_what_was_tried()
    {
        var tried = PodmanRows.All.Select(row => $"{row.Name}: {row.Verdict}").Concat(PodmanRows.WithoutEngine.Select(name => name + ": Works"));
        Assert.Equal(tried.Order(StringComparer.Ordinal), Table().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_cmdlet_was_tried()
    {
        var exported = session.Run("(Get-Module ContainerTools).ExportedCmdlets.Keys").Good().Text;
        var tried = PodmanRows.All.Select(row => row.Name.Split(' ')[0]).Concat(PodmanRows.WithoutEngine).Concat(PodmanRows.WithTerminal);
        Assert.Empty(exported.Where(name => !Swarm().IsMatch(name)).Except(tried));
    }

    private static IEnumerable<string> Table()
    {
        var folder = typeof(PodmanTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "HelpPages").Value!;
        var page = File.ReadAllText(Path.Combine(folder, "about_ContainerTools_Connections.md"));
        return from row in Row().Matches(page) from name in Name().Matches(row.Groups["names"].Value) select $"{name.Groups[1].Value}: {Verdicts[row.Groups["verdict"].Value]}";
    }

    private static readonly Dictionary<string, Verdict> Verdicts = new() { ["works"] = Verdict.Works, ["differs"] = Verdict.Differs, ["refused"] = Verdict.Refused };

    [GeneratedRegex(@"^\| (?<names>`.*`) \| (?<verdict>works|differs|refused) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();

    /// <summary>podman has no Swarm.</summary>
    [GeneratedRegex("-Container(Swarm|Node|Service|Task|Secret|Config|Stack)")]
    private static partial Regex Swarm();
}
