using System.Text.Json;

namespace ContainerTools.ModuleTests.Hosts;

/// <summary>What nothing uses is removed from an engine of the tests' own: on a shared one others' things would go too.</summary>
[Collection(PrivateEngineCollection.Name)]
public sealed class ClearContainerHostTests : IClassFixture<PowerShellSession>, IDisposable
{
    private readonly PrivateEngine engine;
    private readonly PowerShellSession session;
    private readonly string mark = "m" + Guid.NewGuid().ToString("n")[..8];

    public ClearContainerHostTests(PrivateEngine engine, PowerShellSession session)
    {
        (this.engine, this.session) = (engine, session);
        engine.Docker("system", "prune", "--force");
    }

    private string Label => "mark=" + mark;

    public void Dispose()
    {
        if (engine.Docker("ps", "--all", "--quiet", "--filter", "label=" + Label) is { Length: > 0 } ids) engine.Docker(["rm", "--force", "--volumes", .. ids.Split('\n')]);
        if (engine.Docker("images", "--quiet", "--filter", "label=" + Label) is { Length: > 0 } images) engine.Docker(["rmi", "--force", .. images.Split('\n').Distinct()]);
    }

    private Outcome Run(string script, params (string Name, object? Value)[] variables) => session.Run(script, [("engine", engine.Host), ("label", Label), ("mark", mark), .. variables]);

    /// <summary>A stopped container into which a thousand bytes a number were written.</summary>
    private string Stopped(string suffix, int kilobytes = 0, params string[] flags)
    {
        var name = $"{mark}-{suffix}";
        engine.Docker(["run", "--name", name, "--label", Label, "--network", "none", .. flags, TestEngine.Image, "sh", "-c", $"head -c {kilobytes}000 /dev/zero >/file"]);
        return name;
    }

    private string Running(string suffix, params string[] flags)
    {
        engine.Docker(["run", "--detach", "--init", "--name", $"{mark}-{suffix}", "--label", Label, .. flags, TestEngine.Image, "sleep", "1000"]);
        return $"{mark}-{suffix}";
    }

    /// <summary>An image of what was written into a container.</summary>
    /// <returns>Its id.</returns>
    private string Commit(string container, params string[] names)
    {
        var id = engine.Docker("commit", "--change", $"LABEL {Label}", container);
        foreach (var name in names) engine.Docker("tag", id, name);
        return id;
    }

    private string Network(string suffix)
    {
        engine.Docker("network", "create", "--label", Label, $"{mark}-{suffix}");
        return $"{mark}-{suffix}";
    }

    /// <summary>Lists what would be removed, removes it, and requires that the two agree.</summary>
    /// <returns>What was removed: the kinds with names or ids.</returns>
    private List<string> Agree(string parameters)
    {
        var outcome = Run($"Clear-ContainerHost -EngineHost $engine {parameters} -WhatIf; 'after'; Clear-ContainerHost -EngineHost $engine {parameters} -Force").Good();
        var parts = outcome.Output.ToList();
        var split = parts.FindIndex(part => part.BaseObject is "after");
        var candidates = parts[..split];
        var results = parts[(split + 1)..];
        var foretold = candidates.Select(c => Prop(c, "UntagOnly") is true ? $"Untag {Prop(c, "Name")}" : $"{Prop(c, "Type")} {(Prop(c, "Type")!.ToString() == "Image" ? Prop(c, "Id") : Prop(c, "Name"))}").Order(StringComparer.Ordinal).ToList();
        var tags = candidates.Where(c => Prop(c, "UntagOnly") is true).Select(c => (string)Prop(c, "Name")!).ToHashSet();
        var done = results.SelectMany(r => ((IEnumerable<string>)Prop(r, "Deleted")!).Select(name => $"{Prop(r, "Type")} {name}")
            .Concat(((IEnumerable<string>)Prop(r, "Untagged")!).Where(tags.Contains).Select(name => "Untag " + name))).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(foretold, done);
        foreach (var kind in candidates.GroupBy(c => Prop(c, "Type")!.ToString()))
        {
            var result = results.Single(r => Prop(r, "Type")!.ToString() == kind.Key);
            Assert.Equal((kind.Key, kind.Sum(c => (long?)Prop(c, "Size") ?? 0)), (kind.Key, (long)Prop(result, "SpaceReclaimed")!));
        }
        return done;
    }

    private static object? Prop(PSObject item, string name) => item.Properties[name].Value;

    [Fact]
    public void What_it_would_remove_is_what_it_removes()
    {
        var (stopped, running) = (Stopped("stopped", 5), Running("running", "--network", Network("used")));
        var created = engine.Docker("create", "--name", mark + "-created", "--label", Label, TestEngine.Image, "sh");
        var dangling = Commit(Stopped("source", 7));
        var tagged = Commit(stopped, mark + ":tagged");
        Network("unused");
        var removed = Agree("-Label $label");
        Assert.Equal([$"Container {mark}-created", $"Container {mark}-source", $"Container {mark}-stopped", "Image " + dangling, $"Network {mark}-unused"], removed);
        Assert.Equal(running, engine.Docker("ps", "--all", "--format", "{{.Names}}", "--filter", "label=" + Label));
        Assert.Equal(mark + "-used", engine.Docker("network", "ls", "--format", "{{.Name}}", "--filter", "label=" + Label));
        Assert.StartsWith(tagged, engine.Docker("inspect", "--format", "{{.Id}}", mark + ":tagged"), StringComparison.Ordinal);
        Assert.NotEmpty(created);
    }

    [Fact]
    public void With_All_unused_images_go_too_and_one_in_use_may_lose_names()
    {
        var source = Stopped("source", 9);
        var unused = Commit(source, mark + ":a", mark + ":b");
        // Two images on one layer: it goes with the last of them, and is counted once.
        engine.Docker("run", "--name", mark + "-upper", "--label", Label, "--network", "none", mark + ":a", "sh", "-c", "head -c 3000 /dev/zero >/more");
        var upper = Commit(mark + "-upper", mark + ":upper");
        var used = Commit(source, mark + ":keep", mark + ":lose");
        engine.Docker("run", "--detach", "--init", "--name", mark + "-user", "--label", Label, mark + ":keep", "sleep", "1000");
        var removed = Agree("-Label $label -All");
        Assert.Equal([$"Container {mark}-source", $"Container {mark}-upper", .. new[] { unused, upper }.Select(id => "Image " + id).Order(StringComparer.Ordinal), $"Untag {mark}:keep"], removed);
        Assert.Equal($"[\"{mark}:lose\"]", engine.Docker("inspect", "--format", "{{json .RepoTags}}", used));
    }

    [Fact]
    public void Containers_go_before_what_they_hold()
    {
        var id = Commit(Stopped("source", 2), mark + ":held");
        engine.Docker("run", "--name", mark + "-holder", "--label", Label, "--network", "none", "--volume", "/data", mark + ":held", "sh", "-c", "echo content >/data/file");
        var volume = engine.Docker("inspect", "--format", "{{range .Mounts}}{{.Name}}{{end}}", mark + "-holder");
        var removed = Agree("-Label $label -All -Include Container, Image");
        Assert.Equal([$"Container {mark}-holder", $"Container {mark}-source", "Image " + id], removed);
        // The volume has no label of ours; nothing else on this engine uses an anonymous one.
        Assert.Contains("Volume " + volume, Agree("-Include Volume"));
    }

    [Fact]
    public void Of_volumes_those_with_a_name_go_only_with_All()
    {
        var (plain, options, used) = (mark + "-plain", mark + "-options", mark + "-used");
        engine.Docker("volume", "create", "--label", Label, plain);
        // Those with options may be somebody's share: no engine removes them.
        engine.Docker("volume", "create", "--label", Label, "--opt", "type=tmpfs", "--opt", "device=tmpfs", options);
        engine.Docker("volume", "create", "--label", Label, used);
        Running("user", "--volume", used + ":/data", "--volume", plain + ":/plain");
        engine.Docker("exec", mark + "-user", "sh", "-c", "head -c 4000 /dev/zero >/plain/file");
        engine.Docker("rm", "--force", mark + "-user");
        Running("user", "--volume", used + ":/data");
        Assert.Empty(Agree("-Include Volume -Label $label"));
        Assert.Equal(["Volume " + plain], Agree("-Include Volume -Label $label -All"));
        Assert.Equal([options, used], engine.Docker("volume", "ls", "--quiet", "--filter", "label=" + Label).Split('\n'));
        engine.Docker("volume", "rm", options);
    }

    [Fact]
    public void Time_and_labels_narrow_it()
    {
        var keep = Stopped("keep", 0, "--label", "keep=yes");
        var other = Stopped("other", 0, "--label", "keep=no");
        Thread.Sleep(1100); // lists tell whole seconds
        var until = DateTimeOffset.Now.ToString("o");
        Thread.Sleep(1100);
        var late = Stopped("late");
        Assert.Equal([$"Container {other}"], Agree($"-Label $label, 'keep!=yes' -Until '{until}'"));
        Assert.Empty(Agree("-Label $label -Until 10m"));
        Assert.Equal([$"Container {late}"], Agree("-Label $label, '!keep'"));
        Assert.Equal([$"Container {keep}"], Agree("-Label @{ mark = $mark; keep = 'yes' }"));
    }

    [Fact]
    public void Filters_of_dockers_configuration_count_unless_they_are_contradicted()
    {
        using var folder = new TestFolder();
        folder.Write("config.json", JsonSerializer.Serialize(new { pruneFilters = new[] { "label=" + Label, "label!=keep=yes" } }));
        var (keep, other) = (Stopped("keep", 0, "--label", "keep=yes"), Stopped("other"));
        string Names(string parameters) => string.Join(' ', ShellProcess.Command(
            $"Import-Module '{TestEngine.Manifest}'; (Clear-ContainerHost -EngineHost {engine.Host} -Include Container -Force {parameters}).Deleted", ("DOCKER_CONFIG", folder.Path)).Good().Lines);
        Assert.Equal(other, Names(""));
        Assert.Equal(keep, Names("-Label keep=yes"));
    }

    [Fact]
    public void The_build_cache_goes_and_with_it_what_images_gave_back()
    {
        using var folder = new TestFolder();
        folder.Write("Dockerfile", $"FROM {TestEngine.Image} AS big\nRUN head -c 1234000 /dev/zero >/big\nFROM {TestEngine.Image}\nARG N\nRUN echo $N >/n\nCOPY --from=big /big /copy\nRUN --mount=type=cache,target=/c head -c 777000 /dev/zero >/c/x\n");
        // The first image is left without a name by the second; the cache has the layers of both.
        Run("Build-ContainerImage $path -Tag \"${mark}:built\" -EngineHost $engine -BuildArgument N=1; Build-ContainerImage $path -Tag \"${mark}:built\" -EngineHost $engine -BuildArgument N=2", ("path", folder.Path)).Good();
        var cache = Run("Get-ContainerDiskUsage BuildCache -EngineHost $engine").Good().Output[0];
        Assert.True((long)Prop(cache, "Size")! > 2_000_000);
        Assert.All(Run("Clear-ContainerHost -EngineHost $engine -Include BuildCache -Label $label -Verbose -Force").Good().Output, _ => Assert.Fail("the build cache has no labels"));

        var outcome = Run(
            """
            $candidates = Clear-ContainerHost -EngineHost $engine -WhatIf
            $results = Clear-ContainerHost -EngineHost $engine -Force
            foreach ($part in $candidates.Where({ $_.Type -eq 'BuildCache' })) { if ($part.Id -notin $results.Deleted) { "$part stayed" } }
            ($candidates.Where({ $_.Type -eq 'Image' })).Count
            $sum = 0; foreach ($c in $candidates) { $sum += $c.Size }; $sum
            $sum = 0; foreach ($r in $results) { $sum += $r.SpaceReclaimed }; $sum
            foreach ($c in $candidates) { "said: $($c.Type) $($c.Size) $($c.Name) $($c.Description)" }
            foreach ($r in $results) { "done: $($r.Type) $($r.SpaceReclaimed) $($r.Deleted)" }
            """).Good().Text;
        Assert.True(outcome[0] == "1" && outcome[1] == outcome[2], string.Join('\n', outcome));
        Assert.True(long.Parse(outcome[1], System.Globalization.CultureInfo.InvariantCulture) > 3_000_000);

        // What is left belongs to the image that has a name; all of it goes with All, but that is not freed.
        Assert.Empty(Run("Clear-ContainerHost -EngineHost $engine -WhatIf -Include BuildCache").Good().Output);
        Assert.NotEmpty(Run("Clear-ContainerHost -EngineHost $engine -WhatIf -Include BuildCache -All").Good().Output);
        Assert.Equal(["0"], Run("$sum = 0; foreach ($c in Clear-ContainerHost -EngineHost $engine -WhatIf -Include BuildCache -All) { $sum += $c.Size }; $sum").Good().Text);
        Run("$null = Clear-ContainerHost -EngineHost $engine -Include BuildCache -All -Force").Good();
        Assert.Equal(["0"], Run("(Get-ContainerDiskUsage BuildCache -EngineHost $engine).TotalCount").Good().Text);
        engine.Docker("rmi", mark + ":built");
    }

    [Fact]
    public void Of_the_build_cache_what_was_used_lately_stays()
    {
        using var folder = new TestFolder();
        folder.Write("Dockerfile", $"FROM {TestEngine.Image} AS one\nRUN echo {mark} >/file\nFROM scratch\nCOPY --from=one /file /\n");
        Run("$null = Build-ContainerImage $path -EngineHost $engine", ("path", folder.Path)).Good();
        Assert.Empty(Agree("-Include BuildCache -Until 1h"));
        Assert.NotEmpty(Agree("-Include BuildCache -Until ([DateTimeOffset]::Now.AddMinutes(1))"));
    }

    [Theory]
    [InlineData("No", false)]
    [InlineData("Yes", true)]
    [InlineData("Yes to All", true)]
    public void It_asks_once_with_counts_and_bytes(string answer, bool goes)
    {
        var (name, network) = (Stopped("asked", 5), Network("asked"));
        var host = new AnsweringHost(answer);
        using var asked = PowerShellSession.With(host);
        var outcome = asked.Run("Clear-ContainerHost -EngineHost $engine -Label $label", ("engine", engine.Host), ("label", Label)).Good();
        var question = Assert.Single(host.Questions);
        Assert.Contains($"Remove 1 container and 1 network (5kB) from {engine.Host}.", question, StringComparison.Ordinal);
        Assert.Contains($"containers: {name}, 5kB", question, StringComparison.Ordinal);
        Assert.Contains($"networks: {network}", question, StringComparison.Ordinal);
        Assert.Equal(goes ? ["Container", "Network"] : Array.Empty<string>(), outcome.Text);
        Assert.Equal(goes ? "" : name, engine.Docker("ps", "--all", "--format", "{{.Names}}", "--filter", "label=" + Label));
        if (!goes) engine.Docker("network", "rm", network);
    }

    [Fact]
    public void Nothing_to_remove_is_no_question_and_WhatIf_no_change()
    {
        var host = new AnsweringHost();
        using var silent = PowerShellSession.With(host);
        Assert.Contains(silent.Run("Clear-ContainerHost -EngineHost $engine -Label $label -Verbose", ("engine", engine.Host), ("label", Label)).Good().Verbose, line => line.Contains("nothing on", StringComparison.Ordinal));
        var name = Stopped("stays");
        var outcome = silent.Run("Clear-ContainerHost -EngineHost $engine -Label $label -Force -WhatIf; $WhatIfPreference = $true; Clear-ContainerHost -EngineHost $engine -Label $label").Good();
        Assert.Equal([name, name], outcome.Text);
        Assert.Empty(host.Questions);
        Assert.Equal(name, engine.Docker("ps", "--all", "--format", "{{.Names}}", "--filter", "label=" + Label));
    }

    [Fact]
    public void What_cannot_be_is_refused_and_an_engine_that_is_not_there_does_not_stop_the_others()
    {
        var name = Stopped("there");
        var outcome = Run(
            """
            try { Clear-ContainerHost -EngineHost $engine -Include Volume -Until 1h -Force } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            try { Clear-ContainerHost -EngineHost unix:///nowhere/engine.sock -Force } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            (Clear-ContainerHost -EngineHost unix:///nowhere/engine.sock, $engine -Label $label -Include Container -Force).Deleted
            """);
        Assert.Equal(["VolumeHasNoAge", "EngineUnreachable", name], outcome.Text);
        Assert.Contains("EngineUnreachable", outcome.ErrorIds);
    }
}
