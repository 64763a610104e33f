using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace ContainerTools.ModuleTests.Containers.Creation;

/// <summary>Makes the containers of all rows, with docker's client and with the cmdlet, at the first question about one.</summary>
public sealed class CreationBench : IDisposable
{
    private const string Local = "CONTAINERTOOLS_DIFFERENTIAL";

    private readonly PowerShellSession session = new();
    private readonly Lazy<Dictionary<string, JsonElement>> answers;
    private readonly ConcurrentDictionary<string, string> failures = new(StringComparer.Ordinal);
    private readonly string name = "d" + Guid.NewGuid().ToString("n")[..10];
    private readonly string subnet = string.Create(CultureInfo.InvariantCulture, $"10.{Random.Shared.Next(100, 250)}.{Random.Shared.Next(1, 250)}");
    private readonly string folder;

    public CreationBench()
    {
        folder = Directory.CreateTempSubdirectory(name).FullName;
        answers = new(MakeAll);
    }

    /// <summary>The second number of the engine's API version.</summary>
    public int Api { get; private set; }

    /// <summary>Whether docker's client speaks an API older than 1.44.</summary>
    public bool IsOldClient { get; private set; }

    private int Cli { get; set; }

    /// <summary>Whether docker's client knows the flags of a row.</summary>
    internal bool HasDocker(CreationRow row) => Cli >= row.Cli && Api >= row.Api;

    internal bool HasEngine(CreationRow row) => Api >= row.Api;

    /// <summary>What the engine says of the container that docker's client made, or that the cmdlet made of a form.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">It was not made.</exception>
    internal JsonElement Answer(CreationRow row, int? form = null)
    {
        var key = Name(row, form);
        var all = answers.Value;
        Assert.False(failures.TryGetValue(key, out var failure), failure);
        return all[key];
    }

    /// <summary>The error with which the cmdlet refused a form.</summary>
    internal string Refusal(CreationRow row, int form)
    {
        Assert.False(answers.Value.ContainsKey(Name(row, form)), "it was made");
        return failures[Name(row, form)];
    }

    internal void Prepare() => _ = answers.Value;

    internal JsonElement Expected(CreationRow row) => JsonDocument.Parse(Fill(row.Expected!)).RootElement;

    private string Fill(string text) => text
        .Replace("{name}", name, StringComparison.Ordinal).Replace("{net}", name + "-net", StringComparison.Ordinal).Replace("{subnet}", subnet, StringComparison.Ordinal)
        .Replace("{folder}", folder, StringComparison.Ordinal).Replace("{image}", TestEngine.Image, StringComparison.Ordinal).Replace("{local}", Local, StringComparison.Ordinal);

    private string Name(CreationRow row, int? form) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}-{CreationRows.All.ToList().IndexOf(row)}-{(form is { } number ? $"ps{number}" : "cli")}");

    private Dictionary<string, JsonElement> MakeAll()
    {
        _ = TestEngine.Host;
        var versions = TestEngine.Docker("version", "--format", "{{.Client.Version}}|{{.Client.DefaultAPIVersion}}|{{.Server.APIVersion}}").Split('|');
        Cli = int.Parse(versions[0].Split('.')[0], CultureInfo.InvariantCulture);
        IsOldClient = Minor(versions[1]) < 44;
        Api = Minor(versions[2]);
        File.WriteAllText(Path.Combine(folder, "env1"), $"# a comment\nFROM_FILE=from file\n{Local}\nNOT_SET_ANYWHERE\nB=2\n");
        File.WriteAllText(Path.Combine(folder, "seccomp.json"), "{\n  \"defaultAction\": \"SCMP_ACT_ALLOW\"\n}\n");
        File.WriteAllText(Path.Combine(folder, "labels"), $"# a comment\na=from file\n{Local}\nb=2\n");
        // docker's client and the cmdlet both take it from this process.
        Environment.SetEnvironmentVariable(Local, "here");
        TestEngine.Docker("network", "create", "--subnet", subnet + ".0/24", name + "-net");
        TestEngine.Docker("network", "create", name + "-net2");
        TestEngine.Docker("create", "--name", name + "-base", "--ipc", "shareable", "--volume", "/base", TestEngine.Image);
        TestEngine.Docker("create", "--name", name + "-other", "--volume", "/other", TestEngine.Image);

        var made = new ConcurrentBag<string>();
        var cmdlet = Task.Run(() => MakeWithCmdlet(made));
        Parallel.ForEach(CreationRows.All.Where(HasDocker), new ParallelOptions { MaxDegreeOfParallelism = 4 }, row => MakeWithDocker(row, made));
        cmdlet.GetAwaiter().GetResult();
        using var inspected = JsonDocument.Parse(TestEngine.Docker(["inspect", .. made]));
        return inspected.RootElement.EnumerateArray().ToDictionary(json => json.GetProperty("Name").GetString()![1..], json => json.Clone(), StringComparer.Ordinal);
    }

    private void MakeWithDocker(CreationRow row, ConcurrentBag<string> made)
    {
        var (flags, command) = row.Words(Fill);
        try
        {
            TestEngine.Docker(["create", "--name", Name(row, null), .. flags, TestEngine.Image, .. command]);
            made.Add(Name(row, null));
        }
        catch (InvalidOperationException e)
        {
            failures[Name(row, null)] = e.Message;
        }
    }

    private void MakeWithCmdlet(ConcurrentBag<string> made)
    {
        foreach (var row in CreationRows.All)
        {
            for (var form = 0; form < row.Forms.Count; form++)
            {
                var outcome = session.Run($"New-Container $image -Name $containerName {Fill(row.Forms[form])}", ("image", TestEngine.Image), ("containerName", Name(row, form)));
                if (outcome.Output.Count == 1) made.Add(Name(row, form));
                else failures[Name(row, form)] = outcome.Failure?.Message ?? string.Join("; ", outcome.ErrorIds.Zip(outcome.Errors, (id, error) => $"{id}: {error}"));
            }
        }
    }

    private static int Minor(string version) => int.Parse(version.Split('.')[1], CultureInfo.InvariantCulture);

    public void Dispose()
    {
        session.Dispose();
        Directory.Delete(folder, recursive: true);
        if (!answers.IsValueCreated) return;
        Remove(["rm", "--force", "--volumes"], TestEngine.Docker("ps", "--all", "--quiet", "--filter", "name=^/?" + name));
        Remove(["volume", "rm"], TestEngine.Docker("volume", "ls", "--quiet", "--filter", "name=" + name));
        Remove(["network", "rm"], TestEngine.Docker("network", "ls", "--quiet", "--filter", "name=" + name));
    }

    private static void Remove(string[] command, string names)
    {
        if (names.Length > 0) TestEngine.Docker([.. command, .. names.Split('\n')]);
    }
}
