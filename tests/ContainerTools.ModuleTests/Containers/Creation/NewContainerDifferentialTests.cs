using System.Globalization;
using System.Text.RegularExpressions;

namespace ContainerTools.ModuleTests.Containers.Creation;

/// <summary>
/// For every parameter: <c>docker create</c> with the flag and <c>New-Container</c> with the parameter give the same inspect
/// answer. What an older docker client does not know is compared with what is written in the row, and what an older engine
/// does not know must be refused; no row is left out.
/// </summary>
public sealed partial class NewContainerDifferentialTests(CreationBench bench, PowerShellSession session) : IClassFixture<CreationBench>, IClassFixture<PowerShellSession>
{
    // About who makes the container and where, not about the container; but for the first, which needs a driver that takes
    // options and has a test of its own.
    private static readonly string[] NotOfTheContainer = ["StorageOption", "Name", "Image", "ThrottleLimit", "Context", "EngineHost", "ConnectTimeoutSeconds"];

    public static TheoryData<int, string> Rows()
    {
        var data = new TheoryData<int, string>();
        for (var i = 0; i < CreationRows.All.Count; i++) data.Add(i, CreationRows.All[i].Flags);
        return data;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void It_makes_what_docker_makes(int number, string flags)
    {
        var row = CreationRows.All[number];
        Assert.Equal(row.Flags, flags);
        bench.Prepare();
        for (var form = 0; form < row.Forms.Count; form++)
        {
            if (!bench.HasEngine(row))
            {
                Assert.StartsWith("NotSupportedByEngine: ", bench.Refusal(row, form), StringComparison.Ordinal);
                // Of several things that are too new, the first that is met names the version that it needs.
                var needed = ApiVersion().Match(bench.Refusal(row, form)).Groups[1].Value;
                Assert.InRange(int.Parse(needed, CultureInfo.InvariantCulture), bench.Api + 1, row.Api);
                continue;
            }
            var answer = bench.Answer(row, form);
            if (row.Expected is not null) Assert.True(InspectAnswer.Contains(answer, bench.Expected(row)), $"{row.Forms[form]}: {row.Expected} is not in {answer}");
            if (bench.HasDocker(row)) Assert.Equal(InspectAnswer.Comparable(bench.Answer(row), bench.IsOldClient), InspectAnswer.Comparable(answer, bench.IsOldClient));
        }
    }

    [Fact]
    public void A_row_that_not_every_client_knows_says_what_it_expects() =>
        Assert.All(CreationRows.All.Where(row => row.Cli > 20), row => Assert.NotNull(row.Expected));

    [Fact]
    public void Every_parameter_has_a_row()
    {
        var parameters = session.Run(
            """
            $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
            (Get-Command New-Container).Parameters.Keys | Where-Object { $_ -notin $common }
            """).Good().Text;
        Assert.True(parameters.Count > 50);
        var used = CreationRows.All.SelectMany(row => row.Forms).SelectMany(form => ParameterName().Matches(form)).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.Equal([], parameters.Except(NotOfTheContainer).Except(used, StringComparer.OrdinalIgnoreCase));
    }

    [GeneratedRegex(@"\b1\.(\d+)\b")]
    private static partial Regex ApiVersion();

    [GeneratedRegex("(?:^| )-([A-Za-z]+)")]
    private static partial Regex ParameterName();
}
