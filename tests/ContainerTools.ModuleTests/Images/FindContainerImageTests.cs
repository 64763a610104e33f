using System.Globalization;
using System.Net;
using System.Text;
using ContainerTools.ModuleTests.Registries;

namespace ContainerTools.ModuleTests.Images;

/// <summary>Searching, in a stand-in for a registry that offers it: docker-registry does not.</summary>
[Collection(RegistryCollection.Name)]
public sealed class FindContainerImageTests : IClassFixture<PowerShellSession>, IDisposable
{
    private const string Found = """
        {"num_results":2,"query":"web","results":[
          {"name":"web","description":"The official one","star_count":120,"is_official":true,"is_automated":false},
          {"name":"someone/web","description":"Another","star_count":3,"is_official":false,"is_automated":false}]}
        """;

    private readonly HttpListener listener = new();
    private readonly PowerShellSession session;
    private readonly string address = $"127.0.0.1:{TestRegistry.FreePort()}";
    private readonly List<Uri> asked = [];

    public FindContainerImageTests(PowerShellSession session)
    {
        this.session = session;
        listener.Prefixes.Add($"http://{address}/");
        listener.Start();
        _ = ServeAsync();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync().ConfigureAwait(false);
                var isSearch = context.Request.Url!.AbsolutePath == "/v1/search";
                if (isSearch) asked.Add(context.Request.Url);
                context.Response.ContentType = "application/json";
                context.Response.StatusCode = isSearch && context.Request.QueryString["q"] == "broken" ? 500 : 200;
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(isSearch ? Found : "{}")).ConfigureAwait(false);
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    public void Dispose() => listener.Close();

    private Outcome Run(string script)
    {
        if (!TestEngine.Host.StartsWith("unix:", StringComparison.Ordinal)) Assert.Skip("The engine must be on this machine to reach its loopback.");
        return session.Run(script, ("registry", address));
    }

    [Fact]
    public void It_gives_what_the_registry_found()
    {
        var results = Run("Find-ContainerImage \"$registry/web\" -Limit 10").Good().Output;
        Assert.Equal(["web", "someone/web"], results.Select(r => r.ToString()));
        Assert.Equal([120, 3], results.Select(r => (int)r.Properties["Stars"].Value));
        Assert.Equal([true, false], results.Select(r => (bool)r.Properties["IsOfficial"].Value));
        Assert.Equal("The official one", results[0].Properties["Description"].Value);
        Assert.Equal(TestEngine.Host, results[0].Properties["EngineHost"].Value);
        Assert.Contains("n=10", Assert.Single(asked).Query, StringComparison.Ordinal);
    }

    [Fact]
    public void Official_chooses()
    {
        Assert.Equal(["120"], Run("Find-ContainerImage \"$registry/web\" -Official | ForEach-Object Stars").Good().Text);
        Assert.Equal(["3"], Run("Find-ContainerImage \"$registry/web\" -Official:$false | ForEach-Object Stars").Good().Text);
    }

    [Theory]
    [InlineData(3, "web,someone/web")]
    [InlineData(4, "web")]
    [InlineData(121, "")]
    public void Stars_choose(int least, string expected)
    {
        Assert.Equal(expected, string.Join(',', Run($"Find-ContainerImage \"$registry/web\" -MinimumStars {least.ToString(CultureInfo.InvariantCulture)}").Good().Text));
        Assert.Equal(["ParameterArgumentValidationError"], Run("Find-ContainerImage \"$registry/web\" -MinimumStars 0").ErrorIds);
    }

    [Fact]
    public void Several_terms_come_in_order_and_the_pipeline_may_be_left()
    {
        Assert.Equal(4, Run("'a', 'b' | ForEach-Object { \"$registry/$_\" } | Find-ContainerImage").Good().Output.Count);
        Assert.Equal(["?q=a&n=25", "?q=b&n=25"], asked.Select(uri => uri.Query));
        Assert.Equal(["120", "after"], Run("foreach ($once in 1) { Find-ContainerImage \"$registry/web\" | ForEach-Object { $_.Stars; break } }; 'after'").Good().Text);
    }

    [Fact]
    public void Failures_have_ids_and_stop_nothing()
    {
        var outcome = Run("Find-ContainerImage \"$registry/broken\", \"$registry/web\", '127.0.0.1:1/web'");
        Assert.Equal(2, outcome.Output.Count);
        Assert.Equal(["ImageSearchFailed", "RegistryUnreachable"], outcome.ErrorIds);
        Assert.Equal("127.0.0.1:1/web", outcome.Errors[1].TargetObject);
    }
}
