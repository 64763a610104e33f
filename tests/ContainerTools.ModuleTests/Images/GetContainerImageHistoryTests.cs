using System.Globalization;

namespace ContainerTools.ModuleTests.Images;

public sealed class GetContainerImageHistoryTests(PowerShellSession session, TestImages images) : IClassFixture<PowerShellSession>, IClassFixture<TestImages>
{
    [Fact]
    public void Its_values_are_dockers()
    {
        var name = images.Make("values", "echo hello > /a", "rm /a");
        var docker = TestEngine.Docker("history", "--no-trunc", "--human=false", "--format", "{{.ID}}|{{.Size}}|{{.CreatedBy}}|{{.Comment}}", name).Split('\n');
        var ours = session.Run("Get-ContainerImageHistory $name | ForEach-Object { \"$(if ($_.Id) { $_.Id } else { '<missing>' })|$($_.Size)|$($_.CreatedBy)|$($_.Comment)\" }", ("name", name)).Good().Text;
        Assert.Equal(docker, ours);
        Assert.Equal(3, ours.Count);
        var created = TestEngine.Docker("image", "inspect", "--format", "{{.Created}}", name);
        var ofNewest = (DateTimeOffset)session.Run("Get-ContainerImageHistory $name", ("name", name)).Good().Output[0].Properties["Created"].Value;
        Assert.Equal(DateTimeOffset.Parse(created, CultureInfo.InvariantCulture).ToUnixTimeSeconds(), ofNewest.ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData("Get-ContainerImageHistory $name")]
    [InlineData("$name | Get-ContainerImageHistory")]
    [InlineData("Get-ContainerImage $name | Get-ContainerImageHistory")]
    [InlineData("Get-ContainerImageHistory -Id (Get-ContainerImage $name).Id")]
    [InlineData("Get-ContainerImageHistory ($name -replace '1$', '*')")]
    [InlineData("[pscustomobject]@{ Name = $name } | Get-ContainerImageHistory")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-ContainerImage $name))) | Get-ContainerImageHistory")]
    public void Its_image_is_named_by(string script)
    {
        var name = images.Make("named", "echo > /a");
        var entries = session.Run(script, ("name", name)).Good().Output;
        Assert.Equal(2, entries.Count);
        Assert.All(entries, e => Assert.Equal(TestImages.Id(name), e.Properties["ImageId"].Value));
    }

    [Fact]
    public void Other_things_are_refused_and_what_is_not_there_stops_nothing()
    {
        var wrong = session.Run("Get-Process -Id $PID | Get-ContainerImageHistory");
        Assert.Empty(wrong.Output);
        Assert.NotEmpty(wrong.Errors);
        var name = images.Make("there", "echo > /b");
        var outcome = session.Run("Get-ContainerImageHistory $none, $name; 'after'", ("none", images.Name("none")), ("name", name));
        Assert.Equal(["ImageNotFound"], outcome.ErrorIds);
        Assert.Equal(images.Name("none"), outcome.Errors[0].TargetObject);
        Assert.Equal(3, outcome.Output.Count);
        Assert.NotNull(session.Run("Get-ContainerImageHistory $none -ErrorAction Stop; 'after'").Failure);
    }

    [Theory]
    [InlineData("Get-ContainerImageHistory $name", 48)]
    [InlineData("Get-ContainerImage $name", 49)]
    [InlineData("Get-ContainerImage $name | Get-ContainerImage", 49)]
    [InlineData("Remove-ContainerImage $name -WhatIf:$false", 50)]
    public void One_platform_is_asked_for_where_the_engine_can_tell(string script, int minor)
    {
        var name = images.Make("platform" + Guid.NewGuid().ToString("n")[..6], "echo > /p");
        var platform = TestEngine.Docker("image", "inspect", "--format", "{{.Os}}/{{.Architecture}}", name);
        var other = platform == "linux/s390x" ? "linux/amd64" : "linux/s390x";
        Assert.Equal(["PlatformInvalid"], session.Run(script + " -Platform amd64", ("name", name)).ErrorIds);
        if (TestEngine.ApiVersion.Minor < minor)
        {
            Assert.Equal(["NotSupportedByEngine"], session.Run(script + " -Platform $platform", ("name", name), ("platform", platform)).ErrorIds.Distinct());
            return;
        }
        var wrong = session.Run(script + " -Platform $platform", ("name", name), ("platform", other));
        Assert.Empty(wrong.Output);
        Assert.Contains(name, Assert.Single(wrong.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(session.Run(script + " -Platform $platform", ("name", name), ("platform", platform)).Good().Output);
        Assert.Equal(minor == 50 ? "" : name, TestEngine.Docker("images", "--format", "{{.Repository}}:{{.Tag}}", name));
    }

    [Fact]
    public void Leaving_the_pipeline_early_leaves_the_script_running()
    {
        var name = images.Make("early", "echo > /c");
        Assert.Equal(2, session.Run("foreach ($once in 1) { Get-ContainerImageHistory $name | ForEach-Object { $_; break } }; 'after'", ("name", name)).Good().Output.Count);
    }
}
