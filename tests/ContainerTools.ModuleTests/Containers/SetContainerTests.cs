namespace ContainerTools.ModuleTests.Containers;

public sealed class SetContainerTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    private const string Limits = "{{.HostConfig.Memory}} {{.HostConfig.MemorySwap}} {{.HostConfig.MemoryReservation}} {{.HostConfig.NanoCpus}} " +
        "{{.HostConfig.CpuShares}} {{.HostConfig.CpusetCpus}} {{.HostConfig.PidsLimit}} {{.HostConfig.RestartPolicy.Name}}:{{.HostConfig.RestartPolicy.MaximumRetryCount}} " +
        "{{.HostConfig.CpusetMems}} {{.HostConfig.CpuPeriod}} {{.HostConfig.CpuQuota}} {{.HostConfig.BlkioWeight}}";

    private static string Inspect(string name) => TestEngine.Docker("inspect", "--format", Limits, name);

    [Theory]
    [InlineData("-Memory 64MB -MemorySwap 128MB", "--memory 64m --memory-swap 128m")]
    [InlineData("-Memory '64m' -MemorySwap '0.125g'", "--memory 64m --memory-swap 128m")]
    [InlineData("-Memory 64MB -MemorySwap -1", "--memory 64m --memory-swap -1")]
    [InlineData("-MemoryReservation 32mb", "--memory-reservation 32m")]
    [InlineData("-Cpu 0.5", "--cpus 0.5")]
    [InlineData("-CpuShares 512", "--cpu-shares 512")]
    [InlineData("-CpuSet 0", "--cpuset-cpus 0")]
    [InlineData("-CpuSetMemory 0", "--cpuset-mems 0")]
    [InlineData("-CpuPeriod 50000 -CpuQuota 25000", "--cpu-period 50000 --cpu-quota 25000")]
    [InlineData("-CpuQuota -1", "--cpu-quota -1")]
    [InlineData("-PidsLimit 77", "--pids-limit 77")]
    [InlineData("-PidsLimit -1", "--pids-limit -1")]
    [InlineData("-RestartPolicy always", "--restart always")]
    [InlineData("-RestartPolicy on-failure:3", "--restart on-failure:3")]
    [InlineData("-RestartPolicy @{ Name = 'on-failure'; MaximumRetryCount = 3 }", "--restart on-failure:3")]
    [InlineData("-RestartPolicy no", "--restart no")]
    public void Every_parameter_sets_what_docker_update_sets(string parameters, string flags)
    {
        var suffix = Guid.NewGuid().ToString("n")[..6];
        string[] before = ["--pids-limit", "50", "--restart", "unless-stopped"];
        var (ours, dockers) = (containers.Create($"ours-{suffix}", "exit 0", before), containers.Create($"dockers-{suffix}", "exit 0", before));
        TestEngine.Docker(["update", .. flags.Split(' '), dockers]);
        var start = Inspect(ours);
        session.Run($"Set-Container $name {parameters}", ("name", ours)).Good();
        Assert.Equal(Inspect(dockers), Inspect(ours));
        Assert.NotEqual(start, Inspect(ours));
    }

    [Fact]
    public void A_running_container_is_changed_and_passed_on()
    {
        var name = containers.Start("live");
        var outcome = session.Run("Get-Container $name | Set-Container -Memory 64MB -MemorySwap 64MB -Cpu 1.5 -PidsLimit 77 -PassThru | ForEach-Object { $_.MemoryLimit; $_.CpuLimit; $_.PidsLimit }", ("name", name)).Good();
        Assert.Equal(["67108864", "1.5", "77"], outcome.Text);
    }

    [Theory]
    [InlineData("", "NothingToSet")]
    [InlineData("-MemorySwap 0", "MemorySwapInvalid")]
    [InlineData("-Memory 0", "ParameterArgumentValidationError")]
    [InlineData("-Cpu 0", "ParameterArgumentValidationError")]
    [InlineData("-CpuShares 0", "ParameterArgumentValidationError")]
    [InlineData("-CpuSet ''", "ParameterArgumentValidationError")]
    [InlineData("-CpuPeriod 0", "ParameterArgumentValidationError")]
    [InlineData("-BlkioWeight 5", "ParameterArgumentValidationError")]
    [InlineData("-Memory lots", "ParameterArgumentTransformationError")]
    [InlineData("-Cpu '1.23456789012'", "ParameterArgumentTransformationError")]
    [InlineData("-RestartPolicy sometimes", "ParameterArgumentTransformationError")]
    public void What_would_change_nothing_or_means_nothing_is_refused(string parameters, string id)
    {
        var outcome = session.Run($"Set-Container no-such-container {parameters}");
        Assert.Equal([id], outcome.ErrorIds);
    }

    [Theory]
    [InlineData("-Memory 1MB", "RequestRefused")]
    [InlineData("-CpuSet 4711", "RequestRefused")]
    [InlineData("-Memory 512MB", "ContainerConflict")]
    public void What_the_engine_refuses_is_its_error_and_changes_nothing(string parameters, string id)
    {
        var name = containers.Create("refused" + Guid.NewGuid().ToString("n")[..6], "exit 0", "--memory", "64m", "--memory-swap", "128m");
        var before = Inspect(name);
        var outcome = session.Run($"Set-Container $name {parameters}", ("name", name));
        Assert.Equal([id], outcome.ErrorIds);
        Assert.Equal(id == "ContainerConflict", outcome.Errors[0].Exception.Message.EndsWith("(-MemorySwap)", StringComparison.Ordinal));
        Assert.Equal(before, Inspect(name));
    }

    [Fact]
    public void The_question_names_what_is_set()
    {
        var name = containers.Create("asked");
        var outcome = session.Run("Set-Container $name -Cpu 0.5 -RestartPolicy on-failure:3 -Verbose", ("name", name)).Good();
        Assert.Contains(outcome.Verbose, line => line.Contains("\"Set Cpu = 0.5, RestartPolicy = on-failure:3\"", StringComparison.Ordinal));
    }
}
