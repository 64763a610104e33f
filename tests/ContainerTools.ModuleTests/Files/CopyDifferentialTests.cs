namespace ContainerTools.ModuleTests.Files;

/// <summary>
/// Every kind of source goes to every kind of destination as with <c>docker cp</c>, both ways. Where that is not so, it is written
/// here what happens instead, and why.
/// </summary>
public sealed class CopyDifferentialTests(PowerShellSession session, CopyTable table) : IClassFixture<PowerShellSession>, IClassFixture<CopyTable>
{
    /// <summary>docker's client cannot put what is in a directory behind a link with a slash; there is no reason for that.</summary>
    private static bool OnlyDockerFails(string source, string target, bool into) => !into && target == "todir/" && source != "none/." && (source == "." || source.EndsWith("/.", StringComparison.Ordinal));

    /// <summary>docker's client gives up at the first thing that is in the way; here it is told, and the rest is copied.</summary>
    private static bool GoesOn(string source, string target, bool into) => !into && source == "." && target == "full";

    public static TheoryData<string> Sources() => [.. CopyTable.Sources];

    [Theory]
    [MemberData(nameof(Sources))]
    public void Into_a_container(string source) => Compare(source, followLink: false, into: true);

    [Theory]
    [MemberData(nameof(Sources))]
    public void Out_of_a_container(string source) => Compare(source, followLink: false, into: false);

    [Theory]
    [InlineData("tofile")]
    [InlineData("todir")]
    [InlineData("todir/.")]
    [InlineData("dangling")]
    [InlineData("dir")]
    public void Links_followed_into_a_container(string source) => Compare(source, followLink: true, into: true);

    [Theory]
    [InlineData("tofile")]
    [InlineData("todir")]
    [InlineData("todir/.")]
    [InlineData("dangling")]
    [InlineData("dir")]
    public void Links_followed_out_of_a_container(string source) => Compare(source, followLink: true, into: false);

    private void Compare(string source, bool followLink, bool into)
    {
        var prefix = $"x{Guid.NewGuid():n}"[..8];
        var rows = CopyTable.Targets.Select((target, i) => (Target: target, Docker: $"{prefix}d{i}", Ours: $"{prefix}o{i}")).ToList();
        var names = rows.SelectMany(row => new[] { row.Docker, row.Ours }).ToList();
        if (into) table.PrepareContainer(names);
        else table.PrepareLocal(names);
        var from = into ? $"{table.Local}/s/{source}" : $"{table.Container}:/s/{source}";
        string To(string name, string target) => into ? $"{table.Container}:/{name}/t/{target}" : $"{table.Local}/{name}/t/{target}";
        var dockerFailed = new bool[rows.Count];
        Parallel.For(0, rows.Count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => dockerFailed[i] = Failed(from, To(rows[i].Docker, rows[i].Target), followLink));
        // A local path is taken as it is written: one of the names has brackets.
        var outcome = session.Run(
            $"foreach ($to in $destinations) {{ Copy-ContainerItem {(into ? "-LiteralPath " : "")}$from -Destination $to -FollowLink:$follow -ErrorVariable failure -ErrorAction SilentlyContinue; $failure.Count; \"$failure\" }}",
            ("from", from), ("destinations", rows.Select(row => To(row.Ours, row.Target)).ToArray()), ("follow", followLink));
        Assert.Null(outcome.Failure);
        var facts = into ? table.ListContainer(names) : table.ListLocal(names);
        var differences = new List<string>();
        for (var i = 0; i < rows.Count; i++)
        {
            var (target, docker, ours) = rows[i];
            var (errors, message) = (int.Parse(outcome.Text[2 * i], System.Globalization.CultureInfo.InvariantCulture), outcome.Text[(2 * i) + 1]);
            if (OnlyDockerFails(source, target, into)) Assert.Equal((true, 0), (dockerFailed[i], errors));
            else if (GoesOn(source, target, into)) Assert.Equal((true, 2), (dockerFailed[i], errors));
            else if (dockerFailed[i] != errors > 0) differences.Add($"{source} to {target}: docker {(dockerFailed[i] ? "fails" : "does not fail")}, and it says: {message}");
            else if (!facts[docker].SequenceEqual(facts[ours])) differences.Add($"{source} to {target}: - {string.Join(" | ", facts[docker].Except(facts[ours]))} + {string.Join(" | ", facts[ours].Except(facts[docker]))} {message}");
        }
        Assert.All(rows, row => Assert.NotEmpty(facts[row.Ours]));
        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    private static bool Failed(string from, string to, bool followLink)
    {
        try
        {
            TestEngine.Docker([.. (string[])["cp", .. followLink ? ["--follow-link"] : Array.Empty<string>(), from, to]]);
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
