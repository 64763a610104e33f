namespace ContainerTools.ModuleTests.Images;

/// <summary>From the engine under test to a second one.</summary>
public sealed class CopyContainerImageTests(PowerShellSession session, RandomImages images) : IClassFixture<PowerShellSession>, IClassFixture<RandomImages>
{
    private Outcome Run(string script, string image, params (string, object?)[] more) =>
        session.Run(script + "\n", [("image", image), ("second", TestEngine.SecondHost), .. more]);

    private string Made(string name, int bytes = 1000)
    {
        var reference = images.Repository(name) + ":1";
        RandomImages.Make(reference, bytes);
        return reference;
    }

    private void Forget(string reference) => Run("Remove-ContainerImage $image -EngineHost $second", reference).Good();

    [Theory]
    [InlineData("Copy-ContainerImage $image -ToEngineHost $second")]
    [InlineData("Get-ContainerImage $image | Copy-ContainerImage -ToEngineHost $second")]
    [InlineData("$image | Copy-ContainerImage -ToEngineHost $second, $second")]
    public void The_other_engine_has_the_same_image_then(string script)
    {
        var reference = Made("copied");
        var copied = Assert.Single(Run(script, reference).Good().Output);
        Assert.Equal((RandomImages.Id(reference), reference, TestEngine.SecondHost), (copied.Properties["Id"].Value, copied.ToString(), copied.Properties["EngineHost"].Value));
        Assert.Equal([RandomImages.Id(reference)!], Run("(Get-ContainerImage $image -EngineHost $second).Id", reference).Good().Text);
        Forget(reference);
    }

    [Fact]
    public void What_is_there_gets_its_names_and_nothing_is_sent()
    {
        var reference = Made("there", 3_000_000);
        Run("Copy-ContainerImage $image -ToEngineHost $second", reference).Good();
        var other = reference.Replace(":1", ":2", StringComparison.Ordinal);
        RandomImages.Tag(reference, other);
        var outcome = Run("Get-ContainerImage $image | Copy-ContainerImage -ToEngineHost $second -Verbose", reference).Good();
        Assert.Contains(outcome.Verbose, line => line.Contains("already", StringComparison.Ordinal));
        Assert.Equal(["2"], Run("(Get-ContainerImage $image -EngineHost $second).RepoTags.Count", reference).Good().Text);
        Forget(other);
        Forget(reference);
    }

    [Fact]
    public void Its_own_engine_is_passed_over_and_one_that_is_not_there_is_one_error()
    {
        var first = Made("many");
        var second = Made("many");
        var outcome = Run("$image, $more | Copy-ContainerImage -ToEngineHost $own, tcp://127.0.0.1:1, $second | ForEach-Object EngineHost", first, ("more", second), ("own", TestEngine.Host));
        Assert.Equal(["EngineUnreachable"], outcome.ErrorIds);
        Assert.Equal([TestEngine.SecondHost, TestEngine.SecondHost], outcome.Text);
        Forget(first);
        Forget(second);
    }

    [Fact]
    public void WhatIf_copies_nothing_and_a_missing_image_or_destination_is_an_error()
    {
        var reference = Made("whatif");
        Assert.Empty(Run("Copy-ContainerImage $image -ToEngineHost $second -WhatIf", reference).Good().Output);
        Assert.Equal(["ImageNotFound"], Run("Get-ContainerImage $image -EngineHost $second", reference).ErrorIds);
        Assert.Equal(["ImageNotFound"], Run("Copy-ContainerImage no-such-image:1 -ToEngineHost $second", reference).ErrorIds);
        Assert.Equal(["DestinationMissing"], Run("Copy-ContainerImage $image", reference).ErrorIds);
    }

    [Fact]
    public void Stopping_is_at_once()
    {
        var reference = Made("large", 200_000_000);
        using var running = session.Start("'begun'; Copy-ContainerImage $image -ToEngineHost $second", ("image", reference), ("second", TestEngine.SecondHost));
        running.WaitForOutput(1);
        Thread.Sleep(50);
        Assert.InRange(running.Stop().TotalMilliseconds, 0, 1000);
        if (Run("Get-ContainerImage $image -EngineHost $second", reference).Output.Count > 0) Forget(reference);
    }
}
