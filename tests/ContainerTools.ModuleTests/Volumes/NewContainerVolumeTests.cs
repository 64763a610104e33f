using System.Text.Json.Nodes;

namespace ContainerTools.ModuleTests.Volumes;

public sealed class NewContainerVolumeTests(PowerShellSession session, TestContainers containers) : IClassFixture<PowerShellSession>, IClassFixture<TestContainers>
{
    [Theory]
    [InlineData("", "")]
    [InlineData("--driver local", "-Driver local")]
    [InlineData("--label a=1 --label b", "-Label a=1, b")]
    [InlineData("--opt type=tmpfs --opt device=tmpfs --opt o=size=1m,uid=7", "-Option @{ type = 'tmpfs'; device = 'tmpfs' }, 'o=size=1m,uid=7'")]
    public void It_makes_what_docker_makes(string flags, string parameters)
    {
        var name = containers.Name("same");
        TestEngine.Docker(["volume", "create", "--label", containers.Label, .. flags.Split(' ', StringSplitOptions.RemoveEmptyEntries), name]);
        var expected = Comparable(name);
        TestEngine.Docker("volume", "rm", name);
        var labelled = parameters.Contains("-Label ", StringComparison.Ordinal) ? parameters.Replace("-Label ", "-Label $label, ", StringComparison.Ordinal) : parameters + " -Label $label";
        Assert.Equal([name], session.Run($"New-ContainerVolume $name {labelled}", ("name", name), ("label", containers.Label)).Good().Text);
        Assert.Equal(expected, Comparable(name));
        TestEngine.Docker("volume", "rm", name);
    }

    [Fact]
    public void Without_a_name_the_engine_makes_one_up_and_names_come_from_the_pipeline()
    {
        Assert.Equal(["True 64"], session.Run("New-ContainerVolume -Label $label | ForEach-Object { \"$($_.Anonymous) $($_.Name.Length)\" }", ("label", containers.Label)).Good().Text);
        string[] names = [containers.Name("p2"), containers.Name("p1")];
        Assert.Equal(names, session.Run("$names | New-ContainerVolume -Label $label", ("names", names)).Good().Text);
        Assert.Empty(session.Run("@() | New-ContainerVolume -Label $label").Good().Text);
    }

    [Fact]
    public void A_name_that_is_taken_is_an_error_unless_forced()
    {
        var name = containers.Volume("taken");
        containers.Create("taken", "exit 0", "--volume", name + ":/data");
        var outcome = session.Run("New-ContainerVolume $name; (New-ContainerVolume $name -Force).UsedBy.Name; New-ContainerVolume $name -Force -Driver nosuch", ("name", name));
        Assert.Equal([containers.Name("taken")], outcome.Text);
        Assert.Equal("VolumeAlreadyExists", outcome.ErrorIds[0]);
        Assert.Equal((ErrorCategory.ResourceExists, name), (outcome.Errors[0].CategoryInfo.Category, outcome.Errors[0].TargetObject));
        Assert.Equal(2, outcome.Errors.Count);
    }

    [Fact]
    public void What_cannot_be_made_says_why_and_WhatIf_makes_nothing()
    {
        var outcome = session.Run("New-ContainerVolume $name -Driver nosuch; New-ContainerVolume 'a b'; New-ContainerVolume $name -WhatIf", ("name", containers.Name("wrong")));
        Assert.Empty(outcome.Output);
        Assert.Equal(2, outcome.Errors.Count);
        Assert.Contains("nosuch", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal("RequestRefused", outcome.ErrorIds[1]);
        Assert.Null(TestVolumes.Inspect(containers.Name("wrong")));
    }

    private static string Comparable(string name)
    {
        var volume = JsonObject.Create(TestVolumes.Inspect(name)!.Value)!;
        volume.Remove("CreatedAt");
        // Docker's client sends no options at all where there are none.
        if (volume["Options"] is JsonObject { Count: 0 }) volume["Options"] = null;
        return volume.ToJsonString();
    }
}
