namespace ContainerTools.ModuleTests.Volumes;

/// <summary>Folders of this machine and volumes in new containers.</summary>
public sealed class MountTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    /// <summary>The session's location is <c>/usr</c>: an engine that has a root of its own has that folder too.</summary>
    [Theory]
    [InlineData("-Volume ./bin:/mnt", "bind", false)]
    [InlineData("-Volume ./bin:/mnt:ro", "bind", true)]
    [InlineData("-Volume ../usr/bin:/mnt", "bind", false)]
    [InlineData("-Mount 'type=bind,source=./bin,target=/mnt,readonly'", "bind", true)]
    [InlineData("-Mount @{ Type = 'bind'; Source = './bin'; Target = '/mnt' }", "bind", false)]
    [InlineData("-Volume ${volume}:/mnt", "volume", false)]
    [InlineData("-Volume ${volume}:/mnt:ro", "volume", true)]
    [InlineData("-Mount \"type=volume,source=$volume,target=/mnt\"", "volume", false)]
    [InlineData("-Mount @{ Source = $volume; Target = '/mnt'; ReadOnly = $true }", "volume", true)]
    public void A_local_path_is_taken_from_the_sessions_location_and_a_name_is_a_volume(string parameter, string type, bool isReadOnly)
    {
        var volume = containers.Filled("mounted" + Guid.NewGuid().ToString("n")[..6], "touch env");
        var outcome = session.Run(
            $$"""
            $before = $ExecutionContext.SessionState.Path.CurrentLocation
            $null = $ExecutionContext.SessionState.Path.SetLocation('/usr')
            try { $container = New-Container $image -Label $label {{parameter}} } finally { $null = $ExecutionContext.SessionState.Path.SetLocation($before) }
            $container.Mounts | ForEach-Object { "$($_.Type) $($_.Destination) $($_.ReadWrite)" }
            $container.Mounts | ForEach-Object { if ($_.Type -eq 'bind') { $_.Source } else { $_.Name } }
            Test-ContainerPath $container /mnt/env
            """, ("image", TestEngine.Image), ("label", containers.Label), ("volume", volume)).Good();
        Assert.Equal([$"{type} /mnt {!isReadOnly}", type == "bind" ? "/usr/bin" : volume, "True"], outcome.Text);
    }

    [Fact]
    public void A_container_writes_to_what_is_mounted()
    {
        var volume = containers.Volume("written");
        var outcome = session.Run(
            """
            (Invoke-Container $image -AutoRemove -Network none -Label $label -Volume ${volume}:/data -Command sh, -c, 'echo kept >/data/file').ExitCode
            (Invoke-Container $image -AutoRemove -Network none -Label $label -Mount @{ Source = $volume; Target = '/d' } -Command cat, /d/file).StdOut.Trim()
            """, ("image", TestEngine.Image), ("label", containers.Label), ("volume", volume)).Good();
        Assert.Equal(["0", "kept"], outcome.Text);
    }
}
