using ContainerTools.ModuleTests.Registries;

namespace ContainerTools.ModuleTests.Images;

/// <summary>The whole way of an image: from a Dockerfile through a registry to another engine.</summary>
[Collection(RegistryCollection.Name)]
public sealed class ImageWorkflowTests(TestRegistry registry, PowerShellSession session, BuildFolders folders, TestContainers containers)
    : IClassFixture<PowerShellSession>, IClassFixture<BuildFolders>, IClassFixture<TestContainers>
{
    private (string, object?)[] With(string name, string folder) =>
    [
        ("name", name), ("folder", folder), ("second", TestEngine.SecondHost), ("registry", registry.Address), ("credential", TestRegistry.Credential),
        ("label", containers.Label), ("imageLabel", folders.Label), ("container", containers.Name("app")),
    ];

    [Theory]
    [InlineData("BuildKit")]
    [InlineData("Classic")]
    public void From_a_Dockerfile_to_another_engine(string builder)
    {
        var folder = folders.Folder(
            // The classic builder keeps the images of its stages: with the label they go with the rest.
            ("Dockerfile", $"FROM busybox AS made\nLABEL {folders.Label}\nARG WHO\nRUN echo \"hello $WHO\" > /greeting\nFROM busybox\nCOPY --from=made /greeting /app/\nCOPY run.sh /app/\nCMD [\"sh\", \"/app/run.sh\"]"),
            ("run.sh", "cat /app/greeting; echo complaint >&2; touch /app/trace; until [ -e /stop ]; do sleep 0.05; done; exit 4\n"));
        var name = registry.Repository("workflow") + ":1";
        var variables = With(name, folder);

        var built = Assert.Single(session.Run($"Build-ContainerImage $folder -Tag $name -Builder {builder} -BuildArgument @{{ WHO = $WhoIsThis }} -Label $imageLabel", [.. variables, ("WhoIsThis", "you")]).Good().Output);
        var id = (string)built.Properties["Id"].Value;
        const string Debugging = """
            $image = Get-ContainerImage $name
            $running = $image | Invoke-Container -Detach -Init -Name "$container" -Label $label
            for ($i = 0; $i -lt 200 -and -not ($running | Get-ContainerLog -Stream StdErr); $i++) { [Threading.Thread]::Sleep(50) }
            ($running | Get-ContainerLog -Stream StdOut).Message
            ($running | Get-ContainerLog -Stream StdErr).Message
            for ($i = 0; $i -lt 200 -and -not ($running | Get-ContainerChange | Where-Object Path -eq /app/trace); $i++) { [Threading.Thread]::Sleep(50) }
            ($running | Get-ContainerChange | Where-Object Path -eq /app/trace).Kind
            ($running | Invoke-ContainerExec -Command sh, -c, 'cat /app/greeting; touch /stop').StdOut
            ($running | Wait-Container).ExitCode
            $running | Remove-Container
            """;
        Assert.Equal(["hello you", "complaint", "Added", "hello you\n", "4"], session.Run(Debugging, variables).Good().Text);

        try
        {
            const string Moving = """
                $null = Connect-ContainerRegistry $registry $credential
                $pushed = Get-ContainerImage $name | Publish-ContainerImage
                $pulled = Receive-ContainerImage $pushed.Reference -EngineHost $second
                "$($pushed.Reference) $($pulled.Id) $($pulled.EngineHost)"
                $pulled.RepoDigests -contains $pushed.DigestReference
                ($pulled | Invoke-Container -AutoRemove -Command cat, /app/greeting).StdOut
                ($pulled | Test-ContainerImage -UpdateAvailable).Status
                """;
            Assert.Equal([$"{name} {id} {TestEngine.SecondHost}", "True", "hello you\n", "UpToDate"], session.Run(Moving, variables).Good().Text);
        }
        finally
        {
            session.Run("Disconnect-ContainerRegistry $registry; Get-ContainerImage $name -EngineHost $second -ErrorAction Ignore | Remove-ContainerImage | Out-Null", variables);
        }
    }

    [Fact]
    public void What_a_build_or_a_container_needs_comes_from_a_private_registry()
    {
        var name = registry.Repository("base") + ":1";
        var variables = With(name, "");
        session.Run("$null = Connect-ContainerRegistry $registry $credential", variables).Good();
        try
        {
            // An image that runs, in the registry alone.
            const string Hidden = "Add-ContainerImageTag busybox $name; $null = Publish-ContainerImage $name; Remove-ContainerImageTag $name\n";
            const string Running = " | Invoke-Container -AutoRemove -Label $label | ForEach-Object StdOut";
            foreach (var builder in new[] { "BuildKit", "Classic" })
            {
                Assert.Equal(["built\n"], session.Run($"{Hidden}\"FROM $name`nCMD echo built\" | Build-ContainerImage -Builder {builder} -Label $imageLabel{Running}", variables).Good().Text);
            }
            Assert.Equal(["ran"], session.Run(Hidden + "(Invoke-Container $name -AutoRemove -Label $label -PullPolicy Missing -Command printf, ran).StdOut", variables).Good().Text);
            session.Run("Disconnect-ContainerRegistry $registry", variables).Good();
            Assert.Equal(["BaseImageUnavailable"], session.Run("Remove-ContainerImageTag $name; \"FROM $name\" | Build-ContainerImage", variables).ErrorIds);
            Assert.Equal(["AccessDenied"], session.Run("Invoke-Container $name -Label $label -Command true", variables).ErrorIds);
        }
        finally
        {
            session.Run("Disconnect-ContainerRegistry $registry -ErrorAction Ignore", variables);
        }
    }

    [Fact]
    public void The_newest_is_fetched_where_that_is_asked_for()
    {
        var name = registry.Repository("newest") + ":1";
        var old = TestRegistry.PushImage(name);
        var newer = TestRegistry.PushImage(name);
        var variables = With(name, "");
        session.Run("$null = Connect-ContainerRegistry $registry $credential", variables).Good();
        try
        {
            RandomImages.Tag(old, name);
            var layers = session.Run("(\"FROM $name\" | Build-ContainerImage -Label $imageLabel).Layers; (\"FROM $name\" | Build-ContainerImage -Pull -Label $imageLabel).Layers", variables).Good().Text;
            Assert.Equal(newer, RandomImages.Id(name));
            Assert.Equal(layers[1], session.Run("(Get-ContainerImage $name -Detailed).Layers", variables).Good().Text[0]);
            Assert.NotEqual(layers[0], layers[1]);

            RandomImages.Tag(old, name);
            Assert.Equal([old], session.Run("(New-Container $name -Name $container -Label $label -Command x -PullPolicy Missing | Get-Container -Detailed).ImageId", variables).Good().Text);
            Assert.Equal([newer], session.Run("Remove-Container $container; (New-Container $name -Name $container -Label $label -Command x -PullPolicy Always | Get-Container -Detailed).ImageId; Remove-Container $container", variables).Good().Text);
        }
        finally
        {
            session.Run("Disconnect-ContainerRegistry $registry", variables);
        }
    }
}
