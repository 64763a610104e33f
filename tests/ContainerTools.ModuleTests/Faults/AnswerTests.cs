namespace ContainerTools.ModuleTests.Faults;

/// <summary>Whatever an engine, or what stands before it, answers: the error says so, nothing hangs, and the script goes on.</summary>
public sealed class AnswerTests(PowerShellSession session) : IClassFixture<PowerShellSession>, IDisposable
{
    private readonly ScriptedEngine engine = SmallEngine.Create();
    private readonly TestFolder folder = new();

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    /// <summary>What cmdlets ask, and the scripts that make them ask it.</summary>
    public static TheoryData<string, string> Asked => new()
    {
        { "GET /containers/json", "Get-Container" },
        { "GET /containers/*/json", "Get-Container web -Detailed" },
        { "GET /containers/*/json", "Get-ContainerLog web" },
        { "GET /containers/*/logs", "Get-ContainerLog web" },
        { "GET /containers/*/top", "Get-ContainerProcess web" },
        { "GET /containers/*/stats", "Get-ContainerStats web" },
        { "GET /containers/*/changes", "Get-ContainerChange web" },
        { "POST /containers/*/exec", "Invoke-ContainerExec web -Command a" },
        { "POST /exec/*/start", "Invoke-ContainerExec web -Command a" },
        { "GET /exec/*/json", "Invoke-ContainerExec web -Command a" },
        { "GET /containers/*/archive", "Get-ContainerContent web /file" },
        { "GET /containers/*/archive", "Copy-ContainerItem web:/file $folder/out" },
        { "GET /containers/*/export", "Export-Container web $folder/out.tar" },
        { "GET /images/json", "Get-ContainerImage" },
        { "GET /images/*/json", "Get-ContainerImage small:1 -Detailed" },
        { "GET /images/*/history", "Get-ContainerImageHistory small:1" },
        { "GET /images/get", "Export-ContainerImage small:1 $folder/image.tar" },
        { "POST /images/create", "Receive-ContainerImage small:1" },
        { "POST /images/create", "Import-ContainerImage $folder/any.tar -RootFileSystem" },
        { "POST /images/*/push", "Publish-ContainerImage small:1" },
        { "POST /build", "Build-ContainerImage $folder" },
        { "GET /events", "Get-ContainerEvent" },
        { "GET /info", "Get-ContainerHost" },
        { "GET /networks", "Get-ContainerNetwork" },
        { "GET /volumes", "Get-ContainerVolume" },
        { "GET /system/df", "Get-ContainerDiskUsage" },
        { "POST /containers/create", "New-Container small:1" },
    };

    /// <summary>The same for requests that are answered with a status alone.</summary>
    public static TheoryData<string, string> Told => new()
    {
        { "PUT /containers/*/archive", "Set-ContainerContent web /file -Value a" },
        { "POST /containers/*/start", "Start-Container web" },
        { "POST /containers/*/stop", "Stop-Container web" },
        { "DELETE /containers/*", "Remove-Container web -Force" },
    };

    private Outcome Run(string script)
    {
        folder.Write("Dockerfile", "FROM scratch\n");
        File.WriteAllBytes(folder["any.tar"], SmallEngine.Tar("file", "any"));
        using var running = session.Start($"$PSDefaultParameterValues = @{{ '*-Container*:EngineHost' = $engine }}; {script}; 'next'", ("engine", engine.Address), ("folder", folder.Path));
        var outcome = running.Finish(TimeSpan.FromSeconds(20));
        Assert.Null(outcome.Failure);
        Assert.Equal("next", outcome.Text[^1]);
        Assert.DoesNotContain("UnexpectedFailure", outcome.ErrorIds);
        return outcome;
    }

    [Theory]
    [MemberData(nameof(Asked))]
    [MemberData(nameof(Told))]
    public void Plain_text_500_is_the_message(string request, string script)
    {
        engine.When(request).Answer(Answer.Text(500, "the disk is on fire\n"));
        Assert.Contains("the disk is on fire", Assert.Single(Run(script).Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Asked))]
    [MemberData(nameof(Told))]
    public void A_page_of_a_proxy_is_an_error(string request, string script)
    {
        engine.When(request).Answer(Answer.Html(502, "<html><h1>Bad Gateway</h1></html>"));
        Assert.Contains("Bad Gateway", Assert.Single(Run(script).Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Asked))]
    public void A_page_with_status_200_is_no_answer(string request, string script)
    {
        engine.When(request).Answer(Answer.Html(200, "<html><h1>Sign in</h1></html>"));
        var outcome = Run(script);
        Assert.Single(outcome.Errors);
        Assert.Equal(["next"], outcome.Text);
    }

    [Theory]
    [MemberData(nameof(Asked))]
    public void Malformed_JSON_is_told(string request, string script)
    {
        engine.When(request).Answer(Answer.Json("""[{"Id": "a", "Names": [ """));
        var outcome = Run(script);
        Assert.Single(outcome.Errors);
        Assert.Equal(["next"], outcome.Text);
    }

    [Theory]
    [MemberData(nameof(Asked))]
    public void JSON_of_another_shape_breaks_nothing(string request, string script)
    {
        foreach (var json in new[] { "5", "null", "\"text\"", "[]", "{}", "[5]", "[null]", "[[]]", """{"Id":5,"Names":5,"State":5,"Created":"x","Titles":5,"Config":[],"Processes":[[5]]}""", """[{"Id":5,"Names":5,"State":5,"Created":"x"}]""" })
        {
            engine.When(request).Answer(Answer.Json(json));
            Run(script);
        }
    }

    [Theory]
    [InlineData("Get-Container", "GET /containers/json", "{}")]
    [InlineData("Get-Container", "GET /containers/json", "[{}]")]
    [InlineData("Get-Container web -Detailed", "GET /containers/*/json", "[]")]
    [InlineData("Get-ContainerImage", "GET /images/json", "\"text\"")]
    [InlineData("Get-ContainerNetwork", "GET /networks", "[5]")]
    [InlineData("Invoke-ContainerExec web -Command a", "POST /containers/*/exec", "null")]
    [InlineData("Invoke-ContainerExec web -Command a", "GET /exec/*/json", "{}")]
    public void JSON_without_what_it_must_have_is_no_answer(string script, string request, string json)
    {
        engine.When(request).Answer(Answer.Json(json));
        Assert.Equal(["EngineAnswerInvalid"], Run(script).ErrorIds);
    }

    [Theory]
    [MemberData(nameof(Asked))]
    public void A_connection_that_ends_within_an_answer_is_told(string request, string script)
    {
        engine.When(request).Answer(Answer.Stream("[{\"Id\":\"a\"}]").CutAfter(5));
        var outcome = Run(script);
        Assert.Contains(Assert.Single(outcome.ErrorIds), new[] { "EngineConnectionLost", "CopyIncomplete" });
        Assert.Equal(["next"], outcome.Text);
    }

    [Fact]
    public void A_wait_goes_on_when_its_answer_breaks_off()
    {
        engine.When("POST /containers/*/wait").Answer(Answer.Stream("{}").CutAfter(1), Answer.Html(502, "<html/>"), Answer.Json("""{"StatusCode":7}"""));
        Assert.Equal(["7", "next"], Run("(Wait-Container web).ExitCode").Good().Text);
    }

    [Theory]
    [InlineData("Receive-ContainerImage small:1", "POST /images/create")]
    [InlineData("Publish-ContainerImage small:1", "POST /images/*/push")]
    [InlineData("Import-ContainerImage $folder/any.tar -RootFileSystem", "POST /images/create")]
    [InlineData("Build-ContainerImage $folder", "POST /build")]
    public void A_failure_in_the_stream_is_a_failure_though_the_status_is_200(string script, string request)
    {
        engine.When(request).Answer(Answer.Stream("""{"status":"going well"}""" + "\n" + """{"errorDetail":{"code":1,"message":"no space left"},"error":"no space left"}""" + "\n"));
        var outcome = Run(script);
        Assert.Contains("no space left", Assert.Single(outcome.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["next"], outcome.Text);
    }

    [Theory]
    [InlineData("Get-Container", "GET /containers/json")]
    [InlineData("Get-ContainerProcess web", "GET /containers/*/top")]
    [InlineData("Get-ContainerLog web", "GET /containers/*/logs")]
    [InlineData("Invoke-ContainerExec web -Command a", "POST /exec/*/start")]
    [InlineData("Get-ContainerContent web /file", "GET /containers/*/archive")]
    [InlineData("Receive-ContainerImage small:1", "POST /images/create")]
    [InlineData("Build-ContainerImage $folder", "POST /build")]
    [InlineData("Get-ContainerEvent", "GET /events")]
    public void One_byte_a_second_is_waited_for_and_left_at_once(string script, string request)
    {
        folder.Write("Dockerfile", "FROM scratch\n");
        engine.When(request).Answer(Answer.Stream(new string(' ', 1000)).OneByteASecond());
        session.StopsAtOnce($"'begun'; {script} -EngineHost $engine", 1, ("engine", engine.Address), ("folder", folder.Path));
    }

    [Fact]
    public void What_comes_byte_by_byte_is_read_whole()
    {
        engine.When("GET /containers/json").Answer(Answer.Stream("[]").OneByteASecond());
        engine.When("GET /containers/*/logs").Answer(Answer.Stream(Frame.StdOut(SmallEngine.LogTime + "größe 日本 🐳\n")).InPieces(1));
        engine.When("POST /exec/*/start").Answer(Answer.Upgrade(Frame.StdOut("größe 日本 🐳\n")).InPieces(1));
        engine.When("GET /events").Answer(Answer.Stream(SmallEngine.Event(1)).InPieces(1));
        Assert.Equal(["größe 日本 🐳", "größe 日本 🐳\n", "c1", "next"], Run("Get-Container; Get-ContainerLog web; (Invoke-ContainerExec web -Command a).StdOut; Get-ContainerEvent | ForEach-Object Name").Good().Text);
    }
}
