using System.Text;
using ContainerTools.ModuleTests.Registries;

namespace ContainerTools.ModuleTests.Faults;

/// <summary>A password is in nothing that a cmdlet says, whether all goes well or not. For the command lines and environments of helpers see ConnectContainerRegistryTests.</summary>
[Collection(RegistryCollection.Name)]
public sealed class SecretTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    private const string Password = "s3cr3t-Pa55w0rd";

    public static TheoryData<string, string> Asked => new()
    {
        { "POST /images/create", "Receive-ContainerImage registry.example/small:1 -Credential $credential" },
        { "POST /images/*/push", "Publish-ContainerImage registry.example/small:1 -Credential $credential" },
        { "POST /auth", "Connect-ContainerRegistry registry.example $credential" },
        { "POST /containers/create", "New-Container registry.example/small:1 -PullPolicy Always -Credential $credential" },
    };

    [Theory]
    [MemberData(nameof(Asked))]
    public void It_is_sent_to_the_engine_and_told_to_nobody(string request, string script)
    {
        using var engine = SmallEngine.Create();
        var credential = new PSCredential("me", new System.Net.NetworkCredential("", Password).SecurePassword);
        foreach (var answer in new[] { Answer.Text(500, "the disk is on fire"), Answer.Json(401, """{"message":"unauthorized: incorrect username or password"}"""), Answer.Html(200, "<html/>"), Answer.Stream("{").CutAfter(0), Answer.Json("{}") })
        {
            engine.When(request).Answer(answer);
            var outcome = session.Run($"{script} -EngineHost $engine -Verbose -Debug 5>&1", ("engine", engine.Address), ("credential", credential));
            var told = new StringBuilder();
            foreach (var text in outcome.Text.Concat(outcome.Warnings).Concat(outcome.Verbose).Concat(outcome.Information)) told.AppendLine(text);
            foreach (var error in outcome.Errors) told.AppendLine($"{error} {error.Exception} {error.ErrorDetails} {error.TargetObject} {error.ScriptStackTrace}");
            foreach (var record in outcome.Progress) told.AppendLine($"{record.Activity} {record.StatusDescription} {record.CurrentOperation}");
            told.Append(outcome.Failure);
            foreach (var form in new[] { Password, Convert.ToBase64String(Encoding.UTF8.GetBytes("me:" + Password)), Encode(Password) })
            {
                Assert.DoesNotContain(form, told.ToString(), StringComparison.OrdinalIgnoreCase);
            }
        }
        // Some of the answers sign in, and sessions of a process share what they have signed in to.
        session.Run("Disconnect-ContainerRegistry registry.example -ErrorAction Ignore");
        Assert.Contains(engine.Requests, asked => asked.Line.StartsWith(request.Split('*')[0], StringComparison.Ordinal));
    }

    /// <summary>The part of base64 that the password has at any place of a longer text.</summary>
    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text))[2..^6];
}
