namespace ContainerTools.ModuleTests.Images;

public sealed class GetContainerImageTests(PowerShellSession session, RandomImages images, TestImages made) : IClassFixture<PowerShellSession>, IClassFixture<RandomImages>, IClassFixture<TestImages>
{
    private string Made(string name)
    {
        var reference = images.Repository(name) + ":1";
        RandomImages.Make(reference);
        return reference;
    }

    private Outcome Run(string script, string name, params (string, object?)[] more) =>
        session.Run(script, [("name", name), ("repository", name[..name.LastIndexOf(':')]), .. more]);

    [Fact]
    public void Its_values_are_dockers()
    {
        var name = made.Make("values", "echo 1 > /a");
        var image = Assert.Single(session.Run("Get-ContainerImage $name", ("name", name)).Good().Output);
        string Inspect(string format) => TestEngine.Docker("image", "inspect", "--format", format, name);
        Assert.Equal(Inspect("{{.Id}}"), image.Properties["Id"].Value);
        Assert.Equal(Inspect("{{.Size}}"), image.Properties["Size"].Value.ToString());
        Assert.Equal(DateTimeOffset.Parse(Inspect("{{.Created}}"), System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds(), ((DateTimeOffset)image.Properties["Created"].Value).ToUnixTimeSeconds());
        Assert.Equal((name, made.Prefix + "-values", "1"), (image.Properties["Name"].Value, image.Properties["Repository"].Value, image.Properties["Tag"].Value));
        Assert.Equal((TestEngine.Host, false), (image.Properties["EngineHost"].Value, image.Properties["Dangling"].Value));
        Assert.Equal(TestEngine.Docker("images", "--quiet", name), image.Properties["ShortId"].Value);
    }

    [Fact]
    public void Detailed_reaches_everything_that_inspect_shows()
    {
        var name = made.Name("detailed");
        var container = TestEngine.Docker("create", "--env", "A=b=c", TestEngine.Image, "cat", "/a b");
        made.Own(TestEngine.Docker("commit", "--change", "EXPOSE 80", "--change", "USER nobody", "--change", "WORKDIR /tmp", "--change", "LABEL who=me", container, name));
        TestEngine.Docker("rm", container);
        var image = Assert.Single(session.Run("Get-ContainerImage $name -Detailed", ("name", name)).Good().Output);
        Assert.Equal(["cat", "/a b"], (IEnumerable<string>)image.Properties["Command"].Value);
        Assert.Equal("b=c", ((IReadOnlyDictionary<string, string>)image.Properties["Environment"].Value)["A"]);
        Assert.Equal("me", ((IReadOnlyDictionary<string, string>)image.Properties["Labels"].Value)["who"]);
        Assert.Equal(["80/tcp"], (IEnumerable<string>)image.Properties["ExposedPorts"].Value);
        Assert.Equal(("nobody", "/tmp"), (image.Properties["User"].Value, image.Properties["WorkingDirectory"].Value));
        Assert.Equal(TestEngine.Docker("image", "inspect", "--format", "{{join .RootFS.Layers \" \"}}", name), string.Join(' ', (IEnumerable<string>)image.Properties["Layers"].Value));
        Assert.Equal(TestEngine.Docker("image", "inspect", "--format", "{{.GraphDriver.Name}}", name), session.Run("(Get-ContainerImage $name -Detailed).Raw.GraphDriver.Name", ("name", name)).Good().Text[0]);
        Assert.Equal(["True"], session.Run("$null -eq (Get-ContainerImage $name).Raw", ("name", name)).Good().Text);
    }

    [Theory]
    [InlineData("Get-ContainerImage $name")]
    [InlineData("Get-ContainerImage $repository")]
    [InlineData("Get-ContainerImage docker.io/$name")]
    [InlineData("Get-ContainerImage \"${repository}:?\"")]
    [InlineData("Get-ContainerImage \"*$($repository.Split('/')[-2])*\" | Where-Object Name -eq $name")]
    [InlineData("Get-ContainerImage -Id (Get-ContainerImage $name).Id")]
    [InlineData("Get-ContainerImage -Id (Get-ContainerImage $name).ShortId")]
    [InlineData("$name | Get-ContainerImage")]
    [InlineData("Get-ContainerImage $name | Get-ContainerImage")]
    [InlineData("[pscustomobject]@{ Name = $name } | Get-ContainerImage")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-ContainerImage $name))) | Get-ContainerImage")]
    public void It_finds_an_image_by(string script)
    {
        var name = Made("found");
        Assert.Equal([name], Run(script, name).Good().Text);
    }

    [Fact]
    public void An_image_is_one_object_whatever_its_tags_and_the_newest_comes_first()
    {
        var repository = images.Repository("several");
        RandomImages.Make(repository + ":1");
        RandomImages.Tag(repository + ":1", repository + ":2");
        RandomImages.Make(repository + ":3");
        Assert.Equal(["1", "2"], session.Run("Get-ContainerImage $name | ForEach-Object { $_.RepoTags.Count }", ("name", repository)).Good().Text.Order(StringComparer.Ordinal));
        var created = session.Run("(Get-ContainerImage $name).Created", ("name", repository)).Good().Output.Select(o => (DateTimeOffset)o.BaseObject).ToArray();
        Assert.Equal(created.OrderDescending(), created);
        Assert.Equal(2, created.Length);
    }

    [Fact]
    public void Filters_narrow_the_list()
    {
        var container = TestEngine.Docker("create", TestEngine.Image, "x");
        var name = made.Name("labelled");
        made.Own(TestEngine.Docker("commit", "--change", $"LABEL tier={made.Prefix} other=1", container, name));
        var dangling = made.Own(TestEngine.Docker("commit", "--change", $"LABEL tier={made.Prefix}", container));
        TestEngine.Docker("rm", container);
        (string, object?)[] variables = [("name", name), ("label", "tier=" + made.Prefix)];
        Assert.Equal(2, session.Run("Get-ContainerImage -Label $label", variables).Good().Output.Count);
        Assert.Equal([name], session.Run("Get-ContainerImage -Label $label, other", variables).Good().Text);
        Assert.Equal([name], session.Run("Get-ContainerImage -Label @{ other = 1 } -Filter @{ label = $label }", variables).Good().Text);
        Assert.Equal([dangling], session.Run("(Get-ContainerImage -Label $label -Dangling).Id", variables).Good().Text);
        Assert.Equal([name], session.Run("Get-ContainerImage -Label $label -Dangling:$false", variables).Good().Text);
        Assert.Empty(session.Run("Get-ContainerImage $name -Label nobody=has", variables).Good().Output);
        Assert.Equal(["RequestRefused"], session.Run("Get-ContainerImage -Filter @{ nonsense = 1 }", variables).ErrorIds);
    }

    [Fact]
    public void A_name_that_is_not_there_is_an_error_and_a_pattern_is_not()
    {
        var name = Made("there");
        var outcome = Run("Get-ContainerImage \"${repository}:none\", \"$repository-*\", $name; Get-ContainerImage -Id ffffffffffff", name);
        Assert.Equal([name], outcome.Text);
        Assert.Equal(["ImageNotFound", "ImageNotFound"], outcome.ErrorIds);
        Assert.Equal((name.Replace(":1", ":none", StringComparison.Ordinal), ErrorCategory.ObjectNotFound), (outcome.Errors[0].TargetObject, outcome.Errors[0].CategoryInfo.Category));
        Assert.Equal(["ImageReferenceInvalid"], Run("Get-ContainerImage Upper", name).ErrorIds);
        Assert.Contains("is not an image", Assert.Single(Run("Get-ContainerHost | Get-ContainerImage", name).Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_engines_are_asked_and_one_that_is_not_there_is_one_error()
    {
        var name = Made("engines");
        var outcome = Run("Get-ContainerImage \"$repository*\" -EngineHost $first, tcp://127.0.0.1:1 | ForEach-Object EngineHost", name, ("first", TestEngine.Host));
        Assert.Equal([TestEngine.Host], outcome.Text);
        Assert.Equal(["EngineUnreachable"], outcome.ErrorIds);
        Assert.Equal([name, "after"], Run("foreach ($once in 1) { Get-ContainerImage $name, $name | ForEach-Object { \"$_\"; break } }; 'after'", name).Good().Text);
    }
}
