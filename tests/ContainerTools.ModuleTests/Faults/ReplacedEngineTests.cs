namespace ContainerTools.ModuleTests.Faults;

/// <summary>An engine that is replaced by one of another version while a session goes on: docker was updated beneath a runbook.</summary>
public sealed class ReplacedEngineTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    private static readonly Answer TooOld = Answer.Json(400, """{"message":"client version 1.41 is too old. Minimum supported API version is 1.44, please upgrade your client to a newer version"}""");

    private int refused;
    private int understood;

    /// <summary>What was agreed on is 1.41; the newer engine refuses that until it has been asked again.</summary>
    private ScriptedEngine Replaced(string request, Answer answer)
    {
        var engine = SmallEngine.Create();
        session.Run("Get-Container -EngineHost $engine | Out-Null", ("engine", engine.Address)).Good();
        var asked = false;
        engine.When("* /_ping").Answer(_ =>
        {
            asked = true;
            return Answer.Text(200, "OK").With("Api-Version: 1.52").With("MinAPIVersion: 1.44").With("OSType: linux");
        });
        return engine.When(request).Answer(_ =>
        {
            if (asked) understood++;
            else refused++;
            return asked ? answer : TooOld;
        });
    }

    [Theory]
    [InlineData("GET /containers/json", "[]", "Get-Container", 200)]
    [InlineData("GET /containers/*/json", """{"Id":"a","Name":"/web","State":{"Status":"running"},"Config":{},"HostConfig":{},"NetworkSettings":{"Networks":{}},"Mounts":[]}""", "Get-Container web -Detailed", 200)]
    [InlineData("GET /containers/*/logs", "", "Get-ContainerLog web", 200)]
    [InlineData("POST /containers/*/pause", "", "Suspend-Container web", 204)]
    [InlineData("POST /containers/create", """{"Id":"a","Warnings":[]}""", "New-Container small:1", 201)]
    public void Its_version_is_asked_again_and_the_command_is_as_good_as_before(string request, string answer, string script, int status)
    {
        using var engine = Replaced(request, Answer.Json(status, answer));
        session.Run($"$null = {script} -EngineHost $engine", ("engine", engine.Address)).Good();
        Assert.Equal((1, 1), (refused, understood));
    }

    [Fact]
    public void Many_requests_that_are_refused_at_once_are_all_understood_afterwards()
    {
        const int Many = 40;
        using var engine = SmallEngine.Create();
        var ids = Enumerable.Range(0, Many).Select(i => $"{i:d64}").ToArray();
        engine.When("GET /containers/json").Answer(Answer.Json("[" + string.Join(',', ids.Select(id => $$"""{"Id":"{{id}}","Names":["/c{{id}}"],"State":"running"}""")) + "]"));
        session.Run("$null = Get-Container -EngineHost $engine", ("engine", engine.Address)).Good();
        var asked = false;
        engine.When("* /_ping").Answer(_ =>
        {
            asked = true;
            return Answer.Text(200, "OK").With("Api-Version: 1.51").With("OSType: linux").After(TimeSpan.FromMilliseconds(300));
        });
        engine.When("GET /containers/*/json").Answer(request => asked ? Answer.Json($$"""{"Id":"{{request.Part(1)}}","Name":"/c","State":{"Status":"running"},"Config":{},"HostConfig":{},"NetworkSettings":{},"Mounts":[]}""") : TooOld);
        Assert.Equal(Many, session.Run("Get-Container -EngineHost $engine -Detailed", ("engine", engine.Address)).Good().Output.Count);
    }

    [Fact]
    public void One_that_goes_on_refusing_is_an_error_and_no_endless_question()
    {
        using var engine = SmallEngine.Create();
        var number = 0;
        session.Run("Get-Container -EngineHost $engine | Out-Null", ("engine", engine.Address)).Good();
        engine.When("* /_ping").Answer(_ => Answer.Text(200, "OK").With($"Api-Version: 1.{44 + (number++ % 2)}").With("OSType: linux")).When("GET /containers/json").Answer(TooOld);
        Assert.Equal(["ApiVersionUnsupported"], session.Run("Get-Container -EngineHost $engine", ("engine", engine.Address)).ErrorIds);
    }
}
