using System.Diagnostics;

namespace ContainerTools.ModuleTests.Images;

public sealed class BuildContainerImageTests(PowerShellSession session, BuildFolders images) : IClassFixture<PowerShellSession>, IClassFixture<BuildFolders>
{
    private static readonly Version Api = Version.Parse(TestEngine.Docker("version", "--format", "{{.Server.APIVersion}}"));

    [Fact]
    public void What_is_built_runs()
    {
        var folder = images.Folder(("Dockerfile", "FROM busybox\nCOPY greeting /\nCMD [\"cat\", \"/greeting\"]"), ("greeting", "hello from the image\n"));
        var result = session.Run("Build-ContainerImage $folder -Tag $tag -Label $label | Invoke-Container -AutoRemove", ("folder", folder), ("tag", images.Name("run")), ("label", images.Label)).Good();
        Assert.Equal("hello from the image\n", Assert.Single(result.Output).Properties["StdOut"].Value);
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [InlineData("BuildKit")]
    [InlineData("Classic")]
    public void Stages_arguments_labels_and_several_names_arrive(string builder)
    {
        var folder = images.Folder(("Dockerfile", """
            ARG BASE=nothing-like-this
            FROM $BASE AS first
            ARG WHO=nobody
            ARG FROM_HERE
            COPY a /a
            LABEL who=$WHO here=$FROM_HERE
            FROM nothing-like-that
            """), ("a", "1"));
        var script = """
            $env:BUILD_TEST_VALUE = 'of this process'
            $image = Build-ContainerImage $folder -Builder $builder -Target first -BuildArgument @{ BASE = 'busybox'; WHO = 'me=you' }, "FROM_HERE=$env:BUILD_TEST_VALUE" -Label $label, 'own=1' -Tag "${name}:one", "${name}:two"
            $image
            $image.BuildSteps.Count -gt 0
            """;
        var output = session.Run(script, ("folder", folder), ("builder", builder), ("label", images.Label), ("name", images.Name("args-" + builder.ToLowerInvariant()))).Good().Output;
        var name = images.Name("args-" + builder.ToLowerInvariant());
        Assert.Equal([$"{name}:one", $"{name}:two"], ((IEnumerable<string>)output[0].Properties["RepoTags"].Value).Order());
        var labels = (IReadOnlyDictionary<string, string>)output[0].Properties["Labels"].Value;
        Assert.Equal(("me=you", "of this process", "1"), (labels["who"], labels["here"], labels["own"]));
        Assert.Equal(TestEngine.Docker("inspect", "--format", "{{.Id}}", name + ":one"), output[0].Properties["Id"].Value);
        Assert.Equal(TestEngine.Host, output[0].Properties["EngineHost"].Value);
        Assert.Equal(true, output[1].BaseObject);
    }

    [Theory]
    [InlineData("BuildKit")]
    [InlineData("Classic")]
    public void Steps_have_the_hosts_and_the_limits_that_they_are_given(string builder)
    {
        var folder = images.Folder(("Dockerfile", $"FROM busybox\nRUN cat /etc/hosts; df -k /dev/shm; echo files $(ulimit -Sn) $(ulimit -Hn) {Guid.NewGuid()}"));
        var script = "$image = Build-ContainerImage $folder -Builder $builder -Label $label -AddHost @{ 'db.example' = '10.9.8.7' }, 'cache:10.9.8.6' -ShmSize 12m -Ulimit nofile=123:456 -Verbose 4>&1; \"$image\"";
        var outcome = session.Run(script, ("folder", folder), ("builder", builder), ("label", images.Label));
        if (builder == "BuildKit" && Api < new Version(1, 42))
        {
            Assert.Equal(["BuildLimitUnsupported"], outcome.ErrorIds);
            outcome = session.Run(script.Replace("-ShmSize 12m -Ulimit nofile=123:456", "", StringComparison.Ordinal), ("folder", folder), ("builder", builder), ("label", images.Label));
        }
        else
        {
            Assert.Matches(@"\b12288\b", outcome.Good().Text[0]);
            Assert.Contains("files 123 456", outcome.Text[0], StringComparison.Ordinal);
        }
        Assert.Matches(@"10\.9\.8\.7\s+db\.example", outcome.Good().Text[0]);
        Assert.Matches(@"10\.9\.8\.6\s+cache", outcome.Text[0]);
    }

    [Theory]
    [InlineData("BuildKit")]
    [InlineData("Classic")]
    public void An_image_from_elsewhere_is_a_cache(string builder)
    {
        // The other engine has never built it: what it has is the image. Without the parameter that is of no use. Another version
        // of BuildKit reads the image and knows its own steps in it no more.
        var same = builder == "Classic" || TestEngine.Docker("version", "--format", "{{.Server.Version}}") == TestEngine.DockerOn(TestEngine.SecondHost, "version", "--format", "{{.Server.Version}}");
        var script = """
            $null = "FROM busybox`nLABEL unique=$name" | Build-ContainerImage -Tag "${name}:base" -Label $label
            try {
                foreach ($used in $true, $false) {
                    $dockerfile = "FROM ${name}:base`nRUN echo $used $name >/made"
                    $null = $dockerfile | Build-ContainerImage -Builder $builder -Label $label -Tag "${name}:made" -BuildArgument BUILDKIT_INLINE_CACHE=1
                    $null = "${name}:base", "${name}:made" | Copy-ContainerImage -ToEngineHost $second
                    $more = $used ? @{ CacheFrom = "${name}:made" } : @{}
                    $image = $dockerfile | Build-ContainerImage -Builder $builder -Label $label -Tag "${name}:again" -EngineHost $second @more
                    if ($same) { "$(($image.BuildSteps | Where-Object Name -like '*RUN echo*').Cached)" }
                    else { "$(@($image.BuildSteps | Where-Object Name -like 'importing cache*').Count -eq 1)" }
                }
            }
            finally { foreach ($tag in 'again', 'made', 'base') { $null = Remove-ContainerImage "${name}:$tag" -EngineHost $second -Force -Confirm:$false } }
            """;
        Assert.Equal(["True", "False"], session.Run(script, ("builder", builder), ("label", images.Label), ("name", images.Name("cache-" + builder.ToLowerInvariant())), ("second", TestEngine.SecondHost), ("same", same)).Good().Text);
    }

    [Theory]
    [InlineData("BuildKit")]
    [InlineData("Classic")]
    public void A_second_build_takes_its_steps_from_the_cache_unless_that_is_refused(string builder)
    {
        var folder = images.Folder(("Dockerfile", $"FROM busybox\nCOPY a /a\nLABEL unique={Guid.NewGuid()}"), ("a", Guid.NewGuid().ToString()));
        var script = """
            foreach ($again in $false, $true, $false) {
                $steps = (Build-ContainerImage $folder -Builder $builder -Label $label -NoCache:$again).BuildSteps
                "$(($steps | Where-Object Name -like '*COPY a /a*').Cached)"
            }
            """;
        Assert.Equal(["False", "False", "True"], session.Run(script, ("folder", folder), ("builder", builder), ("label", images.Label)).Good().Text);
    }

    [Theory]
    [InlineData("BuildKit")]
    [InlineData("Classic")]
    public void A_step_that_fails_is_an_error_with_the_step_its_code_and_its_output(string builder)
    {
        const string Script = """
            'FROM busybox', 'RUN echo written; echo complained >&2; exit 42' | Build-ContainerImage -Builder $builder -Tag $tag -StepVariable steps
            'after'
            $steps.Count
            ($steps | Where-Object ExitCode).Log -join ','
            """;
        var outcome = session.Run(Script, ("builder", builder), ("tag", images.Name("fails")));
        Assert.Null(outcome.Failure);
        Assert.Equal("after", outcome.Text[0]);
        var error = Assert.Single(outcome.Errors);
        Assert.Equal("BuildStepFailed", outcome.ErrorIds[0]);
        Assert.Equal(ErrorCategory.InvalidResult, error.CategoryInfo.Category);
        Assert.Equal(images.Name("fails"), error.TargetObject);
        Assert.Contains("exit code 42", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("complained", error.Exception.Message, StringComparison.Ordinal);
        var step = PSObject.AsPSObject(PSObject.AsPSObject(error.Exception).Properties["Result"].Value);
        Assert.Equal(42, step.Properties["ExitCode"].Value);
        Assert.Contains("RUN echo written", (string)step.Properties["Name"].Value, StringComparison.Ordinal);
        Assert.Equal(["complained", "written"], outcome.Text[2].Split(',').Order());
        Assert.Equal("", TestEngine.Docker("images", "--quiet", images.Name("fails")));
    }

    [Fact]
    public void A_failed_build_ends_a_script_that_wants_that()
    {
        var outcome = session.Run("'FROM busybox', 'COPY nothing-there /' | Build-ContainerImage -ErrorAction Stop; 'not reached'");
        Assert.Empty(outcome.Output);
        Assert.StartsWith("BuildStepFailed,", outcome.FailureRecord!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("nothing-there", outcome.FailureRecord.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BuildKit")]
    [InlineData("Classic")]
    public void The_ignore_file_is_obeyed_and_the_Dockerfile_may_lie_elsewhere(string builder)
    {
        var folder = images.Folder(
            ("context/.dockerignore", "\uFEFF# a comment\n*\n!keep\n!sub/keep\n!elsewhere\n"), ("context/keep", "1"), ("context/drop", "2"), ("context/sub/keep", "3"), ("context/sub/drop", "4"), ("context/elsewhere", "5"),
            ("other/my.dockerfile", "FROM busybox\nCOPY . /c\nCMD cd /c && find . -type f ! -name '.docker*' | sort | cut -c3-"));
        const string Script = """
            $paths = $ExecutionContext.SessionState.Path
            $paths.PushCurrentLocation('build')
            $null = $paths.SetLocation($folder)
            try { Build-ContainerImage context -File other/my.dockerfile -Builder $builder -Label $label -Tag $tag | Invoke-Container -AutoRemove | ForEach-Object StdOut }
            finally { $null = $paths.PopLocation('build') }
            """;
        var output = session.Run(Script, ("folder", folder), ("builder", builder), ("label", images.Label), ("tag", images.Name("ignore"))).Good().Text[0];
        Assert.Equal("elsewhere keep sub/keep", string.Join(' ', output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void Text_needs_no_folder_and_may_have_one()
    {
        var folder = images.Folder(("a", "from the folder"));
        Assert.Equal("text\n", session.Run("\"FROM busybox`nCMD echo text\" | Build-ContainerImage -Label $label | Invoke-Container -AutoRemove | ForEach-Object StdOut", ("label", images.Label)).Good().Text[0]);
        Assert.Equal("from the folder", session.Run("'FROM busybox', 'COPY a /', 'CMD cat /a' | Build-ContainerImage $folder -Label $label | Invoke-Container -AutoRemove | ForEach-Object StdOut", ("folder", folder), ("label", images.Label)).Good().Text[0]);
    }

    [Theory]
    [InlineData("@() | Build-ContainerImage", "DockerfileEmpty")]
    [InlineData("'', ' ' | Build-ContainerImage", "DockerfileEmpty")]
    [InlineData("[IO.DirectoryInfo]'/' | Build-ContainerImage", "InputObjectInvalid")]
    [InlineData("42 | Build-ContainerImage", "InputObjectInvalid")]
    [InlineData("'FROM busybox' | Build-ContainerImage -Tag Upper/Case", "ImageReferenceInvalid")]
    [InlineData("'FROM busybox' | Build-ContainerImage -Tag a@sha256:0000000000000000000000000000000000000000000000000000000000000000", "ImageReferenceInvalid")]
    public void What_cannot_be_meant_ends_the_command(string script, string id)
    {
        var outcome = session.Run($"try {{ {script}; 'not reached' }} catch {{ $_.FullyQualifiedErrorId }}");
        Assert.StartsWith(id + ",", Assert.Single(outcome.Text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Build-ContainerImage /no/such/folder", "BuildContextNotFound")]
    [InlineData("Build-ContainerImage $folder/a", "BuildContextNotFound")]
    [InlineData("Build-ContainerImage $folder", "DockerfileNotFound")]
    [InlineData("Build-ContainerImage $folder -File no-file", "DockerfileNotFound")]
    [InlineData("Build-ContainerImage $folder -File binary", "BuildFileNotText")]
    [InlineData("'FROM busybox', 'RUN --mount=type=cache,target=/c true' | Build-ContainerImage -Builder Classic", "DockerfileNeedsBuildKit")]
    [InlineData("\"FROM busybox`nRUN <<EOF`ntrue`nEOF\" | Build-ContainerImage -Builder Classic", "DockerfileNeedsBuildKit")]
    [InlineData("'FROM 127.0.0.1:1/nothing:1' | Build-ContainerImage", "BaseImageUnavailable")]
    [InlineData("'# syntax=127.0.0.1:1/frontend:1', 'FROM busybox' | Build-ContainerImage", "BuildFrontendUnavailable")]
    [InlineData("'FROM busybox', 'NONSENSE x' | Build-ContainerImage", "BuildFailed")]
    [InlineData("'FROM busybox', 'NONSENSE x' | Build-ContainerImage -Builder Classic", "BuildFailed")]
    public void What_cannot_be_built_is_an_error(string script, string id)
    {
        var folder = images.Folder(("a", "1"), ("binary", "FROM\0\0\0\0"));
        var outcome = session.Run(script + "; 'after'", ("folder", folder));
        Assert.Equal([id], outcome.ErrorIds);
        Assert.Equal(["after"], outcome.Text);
    }

    [Fact]
    public void Heredocs_are_built_by_newer_engines_and_refused_for_older_ones()
    {
        var outcome = session.Run("\"FROM busybox`nCOPY <<EOF /text`nin the file`nEOF`nCMD cat /text\" | Build-ContainerImage -Label $label | Invoke-Container -AutoRemove | ForEach-Object StdOut", ("label", images.Label));
        if (Api < new Version(1, 42)) Assert.Equal(["DockerfileNeedsNewerFrontend"], outcome.ErrorIds);
        else Assert.Equal("in the file\n", outcome.Good().Text[0]);
    }

    [Fact]
    public void The_network_of_its_steps_can_be_chosen()
    {
        session.Run("'FROM busybox', 'RUN test \"$(ls /sys/class/net)\" = lo' | Build-ContainerImage -Network none -Label $label", ("label", images.Label)).Good();
    }

    [Fact]
    public void What_if_builds_nothing()
    {
        Assert.Empty(session.Run("'FROM busybox' | Build-ContainerImage -Tag $tag -WhatIf", ("tag", images.Name("whatif"))).Good().Output);
        Assert.Equal("", TestEngine.Docker("images", "--quiet", images.Name("whatif")));
    }

    [Theory]
    [InlineData("BuildKit")]
    [InlineData("Classic")]
    public void Progress_and_text_tell_what_happens(string builder)
    {
        var outcome = session.Run("'FROM busybox', 'RUN echo a line; sleep 0.7; echo another' | Build-ContainerImage -Builder $builder -NoCache -Verbose -PassThru -Label $label", ("builder", builder), ("label", images.Label)).Good();
        Assert.Contains(outcome.Verbose, text => text.EndsWith("RUN echo a line; sleep 0.7; echo another", StringComparison.Ordinal));
        Assert.Contains("  a line", outcome.Verbose);
        Assert.Contains("  another", outcome.Verbose);
        Assert.Equal("ContainerTools.ContainerImage", outcome.Output[^1].TypeNames[0]);
        Assert.All(outcome.Output.SkipLast(1), step => Assert.Equal("ContainerTools.ContainerBuildStep", step.TypeNames[0]));
        var step = outcome.Output.Single(o => o.ToString().Contains("RUN echo", StringComparison.Ordinal));
        Assert.InRange((TimeSpan)step.Properties["Duration"].Value, TimeSpan.FromSeconds(0.6), TimeSpan.FromSeconds(60));
        Assert.True((DateTimeOffset)step.Properties["Completed"].Value > (DateTimeOffset)step.Properties["Started"].Value);

        var parent = outcome.Progress.First(p => p.ParentActivityId < 0).ActivityId;
        Assert.Contains(outcome.Progress, p => p.ParentActivityId == parent && p.Activity.Contains("RUN echo", StringComparison.Ordinal));
        Assert.Single(outcome.Progress, p => p.ActivityId == parent && p.RecordType == ProgressRecordType.Completed);
        Assert.Equal(parent, outcome.Progress[^1].ActivityId);
        foreach (var activity in outcome.Progress.GroupBy(p => p.ActivityId)) Assert.Equal(ProgressRecordType.Completed, activity.Last().RecordType);
    }

    [Fact]
    public void A_pipeline_that_wants_no_more_does_not_end_the_script()
    {
        var outcome = session.Run("foreach ($once in 1) { 'FROM busybox' | Build-ContainerImage -PassThru -Label $label | ForEach-Object { break } }; 'after'", ("label", images.Label));
        Assert.Equal(["after"], outcome.Good().Text);
    }

    /// <summary>A cache mount that one step at a time may have tells whether the step has ended, wherever the engine is.</summary>
    [Fact]
    public void Stopping_ends_the_step_on_the_engine()
    {
        var mount = $"RUN --mount=type=cache,id={images.Name("lock")},target=/c,sharing=locked";
        using var running = session.Start("'FROM busybox', \"$mount echo ready; sleep 1000\" | Build-ContainerImage -NoCache -Verbose 4>&1 | Where-Object { $_ -like '*ready*' }", ("mount", mount));
        running.WaitForOutput(2, TimeSpan.FromSeconds(60));
        Assert.InRange(running.Stop(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        session.Run("'FROM busybox', \"$mount true\" | Build-ContainerImage -NoCache -Label $label", ("mount", mount), ("label", images.Label)).Good();
    }

    [Fact]
    public void Stopping_ends_the_classic_builders_step_too()
    {
        var seconds = Random.Shared.Next(100_000, 999_999);
        using var running = session.Start("'FROM busybox', \"RUN echo ready; sleep $seconds\" | Build-ContainerImage -Builder Classic -NoCache -Verbose 4>&1 | Where-Object { $_ -like '  ready' }", ("seconds", seconds));
        running.WaitForOutput(1, TimeSpan.FromSeconds(60));
        // The list of a busy engine shows what runs a moment after it has begun to write.
        for (var watch = Stopwatch.StartNew(); !TestEngine.Docker("ps", "--no-trunc", "--format", "{{.Command}}").Contains($"{seconds}", StringComparison.Ordinal); Thread.Sleep(50))
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), "the step does not run");
        }
        Assert.InRange(running.Stop(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        for (var tries = 0; TestEngine.Docker("ps", "--all", "--no-trunc", "--format", "{{.Command}}").Contains($"{seconds}", StringComparison.Ordinal); tries++)
        {
            Assert.True(tries < 100, "the step's container is still there");
            Thread.Sleep(100);
        }
    }
}
