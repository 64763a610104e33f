namespace ContainerTools.ModuleTests.Containers;

public sealed class InvokeContainerExecTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    private readonly string name = containers.Start("exec" + Guid.NewGuid().ToString("n")[..6]);

    private Outcome Run(string script, params (string, object?)[] more) => session.Run(script, [("name", name), .. more]);

    [Fact]
    public void The_result_has_code_streams_and_lines()
    {
        var r = Assert.Single(Run("Invoke-ContainerExec $name -Command sh, -c, 'echo out; sleep 0.1; echo err >&2; sleep 0.1; printf end; exit 5'").Good().Output);
        Assert.Equal((5, "out\nend", "err\n"), (r.Properties["ExitCode"].Value, r.Properties["StdOut"].Value, r.Properties["StdErr"].Value));
        Assert.Equal(name, r.Properties["Container"].Value);
        Assert.Equal(["out", "err", "end"], ((IEnumerable<object>)r.Properties["Output"].Value).Select(l => l.ToString()));
        Assert.True((TimeSpan)r.Properties["Duration"].Value > TimeSpan.FromMilliseconds(150));
    }

    [Theory]
    [InlineData("Invoke-ContainerExec $name echo hi")]
    [InlineData("Invoke-ContainerExec $name -Command echo, hi")]
    [InlineData("Invoke-ContainerExec -Container $name -Command echo, hi")]
    [InlineData("Get-Container $name | Invoke-ContainerExec -Command echo, hi")]
    [InlineData("$name | Invoke-ContainerExec -Command echo, hi")]
    [InlineData("[pscustomobject]@{ Id = (Get-Container $name).Id } | Invoke-ContainerExec -Command echo, hi")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-Container $name))) | Invoke-ContainerExec -Command echo, hi")]
    public void Its_container_is_named_by(string script) => Assert.Equal(["hi"], Run(script).Good().Text);

    [Fact]
    public void No_quoting_stands_between() =>
        Assert.Equal(["a \"b\" 'c' $HOME \\ *"], Run("Invoke-ContainerExec $name -Command echo, 'a \"b\"', '''c''', '$HOME', '\\', '*'").Good().Text);

    [Fact]
    public void The_pipeline_is_its_input_with_an_end()
    {
        Assert.Equal(["eins\nzwölf\n3"], Run("'eins', 'zwölf', 3 | Invoke-ContainerExec $name -Command cat").Good().Text);
        Assert.Equal("0\n", Run("@() | Invoke-ContainerExec $name -Command wc, -c | ForEach-Object StdOut").Good().Text[0]);
        Assert.Equal("hi\n", Run("Invoke-ContainerExec $name -InputObject hi -Command cat | ForEach-Object StdOut").Good().Text[0]);
    }

    [Fact]
    public void Large_input_and_output_pass_each_other()
    {
        var bytes = new byte[3_000_000];
        new Random(5).NextBytes(bytes);
        var back = Run(",$bytes | Invoke-ContainerExec $name -Command cat -AsByteStream", ("bytes", bytes)).Good().Output;
        Assert.Equal(bytes, back.Select(b => (byte)b.BaseObject));
    }

    [Fact]
    public void Input_goes_to_all_named_containers()
    {
        var other = containers.Start("exec-other");
        Assert.Equal(["x", "x"], Run("'x' | Invoke-ContainerExec $name, $other -Command cat", ("other", other)).Good().Text);
    }

    [Fact]
    public void A_command_that_reads_nothing_does_not_hold_up_the_pipeline() =>
        Assert.Equal(["done"], Run("1..100000 | Invoke-ContainerExec $name -Command echo, done").Good().Text);

    [Fact]
    public void An_engine_object_is_never_input()
    {
        var outcome = Run("Get-Container $name | Invoke-ContainerExec $name -Command cat");
        Assert.Equal(["EngineObjectAsInput"], outcome.ErrorIds);
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public void User_folder_and_environment_are_sent()
    {
        var text = Run("Invoke-ContainerExec $name -User 65534:65533 -WorkingDirectory /tmp -Environment @{ A = 'x=y' }, 'B=2' -Command sh, -c, 'id -u; id -g; pwd; echo $A$B'").Good().Text;
        Assert.Equal(["65534\n65533\n/tmp\nx=y2"], text);
    }

    [Fact]
    public void An_environment_file_comes_before_single_variables()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "# comment\nA=file\nB=\"file\"\n");
        try
        {
            Assert.Equal(["over \"file\""], Run("Invoke-ContainerExec $name -EnvironmentFile $file -Environment A=over -Command sh, -c, 'echo $A $B'", ("file", file)).Good().Text);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_missing_program_is_a_code_and_a_message_as_docker_has_them()
    {
        var r = Assert.Single(Run("Invoke-ContainerExec $name no-such-program").Good().Output);
        Assert.Contains((int)r.Properties["ExitCode"].Value, new[] { 126, 127 });
        Assert.Contains("no-such-program", (string)r.Properties["StdOut"].Value + r.Properties["StdErr"].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void After_its_time_the_error_has_what_came()
    {
        var outcome = Run("Invoke-ContainerExec $name -Command sh, -c, 'echo begun; sleep 30' -TimeoutSeconds 1; $Error[0].Exception.Result.StdOut");
        Assert.Equal(["ExecTimeout"], outcome.ErrorIds);
        Assert.Equal(["begun\n"], outcome.Text);
    }

    [Fact]
    public void A_code_is_an_error_only_for_those_who_ask()
    {
        var outcome = Run("Invoke-ContainerExec $name -Command sh, -c, 'echo why >&2; exit 4' -ErrorOnNonZeroExit");
        Assert.Single(outcome.Output);
        Assert.Equal(["NonZeroExit"], outcome.ErrorIds);
        Assert.EndsWith("why", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_come_while_it_runs()
    {
        using var running = session.Start("Invoke-ContainerExec $name -Command sh, -c, 'echo first; sleep 1000' -AsStream", ("name", name));
        running.WaitForOutput(1);
        Assert.Equal("first", running.Output[0].ToString());
        running.Stop();
    }

    [Theory]
    [InlineData("Invoke-ContainerExec $name -Command sh, -c, 'echo first; sleep 1000' -AsStream")]
    [InlineData("'ready'; Invoke-ContainerExec $name sleep 1000")]
    public void Stopping_is_at_once(string script) => session.StopsAtOnce(script, 1, ("name", name));

    [Fact]
    public void Its_output_goes_to_a_file_byte_by_byte()
    {
        var file = Path.Combine(Path.GetTempPath(), containers.Name("out"));
        try
        {
            Run("Invoke-ContainerExec $name -Command printf, '\\000\\377\\r\\n' -OutFile $file", ("file", file)).Good();
            Assert.Equal([0, 255, 13, 10], File.ReadAllBytes(file));
            var outcome = Run("Invoke-ContainerExec $name, $name -Command echo -OutFile $file", ("file", file));
            Assert.Equal(["OutFileForOneContainer"], outcome.ErrorIds);
            Assert.Equal([0, 255, 13, 10], File.ReadAllBytes(file));
            Assert.Empty(Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(file) + ".*.partial"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Detached_it_runs_on()
    {
        var r = Assert.Single(Run("Invoke-ContainerExec $name -Detach -Command sh, -c, 'sleep 0.2; touch /detached'").Good().Output);
        Assert.Null(r.Properties["ExitCode"].Value);
        for (var i = 0; i < 100 && Run("Invoke-ContainerExec $name ls /detached | ForEach-Object ExitCode").Good().Text[0] != "0"; i++) Thread.Sleep(50);
        Assert.Equal("0", Run("Invoke-ContainerExec $name ls /detached | ForEach-Object ExitCode").Good().Text[0]);
    }

    [Fact]
    public void WhatIf_runs_nothing()
    {
        Assert.Empty(Run("Invoke-ContainerExec $name touch /whatif -WhatIf").Good().Output);
        Assert.Equal("1", Run("Invoke-ContainerExec $name ls /whatif | ForEach-Object ExitCode").Good().Text[0]);
    }

    [Fact]
    public void What_is_not_there_or_does_not_run_is_an_error_each()
    {
        var stopped = containers.Create("exec-created");
        var outcome = Run("Invoke-ContainerExec $none, $stopped, $name echo hi", ("none", containers.Name("none")), ("stopped", stopped));
        Assert.Equal(["hi"], outcome.Text);
        Assert.Equal(["ContainerNotFound", "ContainerConflict"], outcome.ErrorIds);
    }

    [Fact]
    public void Leaving_the_pipeline_early_leaves_the_script_running() =>
        Assert.Equal(["a", "after"], Run("foreach ($once in 1) { Invoke-ContainerExec $name -Command sh, -c, 'echo a; echo b; sleep 1000' -AsStream | ForEach-Object { $_; break } }; 'after'").Good().Text);
}
