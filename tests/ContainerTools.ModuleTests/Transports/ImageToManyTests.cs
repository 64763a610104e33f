namespace ContainerTools.ModuleTests.Transports;

/// <summary>One image from one engine to several: three real ones, one of which is reached over TLS.</summary>
[Collection(TlsCollection.Name)]
public sealed class ImageToManyTests(TlsEngine engine, PowerShellSession session, RandomImages images) : IClassFixture<PowerShellSession>, IClassFixture<RandomImages>
{
    [Fact]
    public void Those_that_have_it_are_sent_nothing()
    {
        var (image, build, prod1, prod2) = (images.Repository("many") + ":1", Context("build", TestEngine.Host), Context("prod", TestEngine.SecondHost), engine.Context);
        var id = RandomImages.Make(image, 2_000_000);
        try
        {
            Assert.Equal([$"{prod1} {id} sent"], Copy(image, build, prod1));
            Assert.Equal([$"{prod1} {id} there", $"{prod2} {id} sent"], Copy(image, build, prod1, prod2));
            Assert.Equal([$"{prod1} {id} there", $"{prod2} {id} there"], Copy(image, build, prod1, prod2));
            Assert.Equal(["True", "True"], session.Run("Test-ContainerImage $image -Context $prod1; Test-ContainerImage $image -Context $prod2", ("image", image), ("prod1", prod1), ("prod2", prod2)).Good().Text);
        }
        finally
        {
            session.Run("Remove-ContainerImage $image -Context $prod1", ("image", image), ("prod1", prod1)).Good();
        }
    }

    private string[] Copy(string image, string from, params string[] to)
    {
        var outcome = session.Run("Get-ContainerImage $image -Context $from | Copy-ContainerImage -ToContext $to -Verbose", ("image", image), ("from", from), ("to", to)).Good();
        var there = outcome.Verbose.Count(line => line.EndsWith("already.", StringComparison.Ordinal));
        return [.. outcome.Output.Select((copied, i) => $"{copied.Properties["Context"].Value} {copied.Properties["Id"].Value} {(i < there ? "there" : "sent")}")];
    }

    private static string Context(string kind, string host)
    {
        var name = $"{kind}-{Guid.NewGuid().ToString("n")[..10]}";
        TestConfiguration.WriteContext(TestConfiguration.Folder, name, host);
        return name;
    }
}
