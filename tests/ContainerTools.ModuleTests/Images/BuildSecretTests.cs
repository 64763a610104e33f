using System.Security.Cryptography;
using System.Text;
using ContainerTools.FaultEngine;

namespace ContainerTools.ModuleTests.Images;

/// <summary>Builds whose steps mount secrets. The Dockerfiles have a different text each, so that no step comes from the cache.</summary>
public sealed class BuildSecretTests(PowerShellSession session, BuildFolders images) : IClassFixture<PowerShellSession>, IClassFixture<BuildFolders>
{
    private static string Unlike => Guid.NewGuid().ToString("n");

    private static System.Security.SecureString Secure(string text) => new System.Net.NetworkCredential("", text).SecurePassword;

    /// <summary>Builds a Dockerfile of one step that fails where the secret is not what it should be.</summary>
    private Outcome Build(string step, string parameters, params (string Name, object? Value)[] variables) => session.Run(
        $"$dockerfile | Build-ContainerImage -Label $label {parameters}", [("dockerfile", $"FROM busybox\nRUN {step} # {Unlike}"), ("label", images.Label), .. variables]);

    private const string Mount = "--mount=type=secret,id=npm";
    private const string Reads = Mount + " test $(cat /run/secrets/npm) = the-token";

    public static TheoryData<string> Forms =>
    [
        "-Secret \"id=npm,src=$folder/token\"",
        "-Secret \"type=file,id=npm,source=$folder/token\"",
        "-Secret \"id=npm,env=$variable\"",
        "-Secret \"id=npm,type=env,src=$variable\"",
        "-Secret @{ npm = $secure }",
        "-Secret @{ npm = [pscredential]::new('me', $secure) }",
        "-Secret @{ npm = [Text.Encoding]::ASCII.GetBytes('the-token') }",
        "-Secret @{ npm = 116, 104, 101, 45, 116, 111, 107, 101, 110 | ForEach-Object { [byte] $_ } }",
        "-Secret @{ npm = [IO.FileInfo] \"$folder/token\" }",
        "-Secret @{ Id = 'npm'; Source = \"$folder/token\" }",
        "-Secret @{ other = $secure }, \"id=npm,src=$folder/token\"",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_step_reads_it_however_it_is_given(string parameters)
    {
        var variable = "BUILD_SECRET_" + Unlike;
        Environment.SetEnvironmentVariable(variable, "the-token");
        Build(Reads, parameters, ("folder", images.Folder(("token", "the-token"))), ("secure", Secure("the-token")), ("variable", variable)).Good();
        Environment.SetEnvironmentVariable(variable, null);
    }

    [Fact]
    public void An_id_alone_is_a_variable_or_else_a_file_where_the_user_is()
    {
        var name = "secret" + Unlike[..8];
        var folder = images.Folder((name, "of the file"));
        string Script(string expected) => $$"""
            $paths = $ExecutionContext.SessionState.Path
            $paths.PushCurrentLocation('secret')
            $null = $paths.SetLocation($folder)
            try { "FROM busybox`nRUN --mount=type=secret,id=$name test ""`$(cat /run/secrets/$name)"" = '{{expected}}' # {{Unlike}}" | Build-ContainerImage -Label $label -Secret id=$name }
            finally { $null = $paths.PopLocation('secret') }
            """;
        session.Run(Script("of the file"), ("folder", folder), ("name", name), ("label", images.Label)).Good();
        Environment.SetEnvironmentVariable(name, "of the variable");
        session.Run(Script("of the variable"), ("folder", folder), ("name", name), ("label", images.Label)).Good();
        Environment.SetEnvironmentVariable(name, null);
    }

    [Fact]
    public void A_path_may_be_on_a_drive_of_PowerShell()
    {
        var folder = images.Folder(("token", "the-token"));
        var drive = "secret" + Unlike[..8];
        session.Run("$null = $ExecutionContext.SessionState.Drive.New([Management.Automation.PSDriveInfo]::new($drive, $ExecutionContext.SessionState.Provider.GetOne('FileSystem'), $folder, '', $null), 'Global')",
            ("drive", drive), ("folder", folder)).Good();
        Build(Reads, "-Secret \"id=npm,src=${drive}:/token\"", ("drive", drive)).Good();
    }

    [Fact]
    public void It_is_where_with_whose_and_in_the_mode_that_the_Dockerfile_says()
    {
        Build(Mount + ",target=/etc/token,uid=7,gid=8,mode=0440 test \"$(stat -c '%u %g %a' /etc/token)\" = '7 8 440' && test $(cat /etc/token) = the-token", "-Secret @{ npm = $secure }", ("secure", Secure("the-token"))).Good();
        Build(Mount + " test $(stat -c %a /run/secrets/npm) = 400", "-Secret @{ npm = $secure }", ("secure", Secure("the-token"))).Good();
    }

    /// <summary>The longest that is allowed is more than the windows of a connection.</summary>
    [Fact]
    public void The_longest_arrives_whole()
    {
        var bytes = RandomNumberGenerator.GetBytes(500 * 1024);
        var file = Path.Combine(images.Folder(("a", "")), "long");
        File.WriteAllBytes(file, bytes);
        Build(Mount + " sha256sum /run/secrets/npm | grep -q " + Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant(), "-Secret \"id=npm,src=$file\"", ("file", file)).Good();
        File.WriteAllBytes(file, [.. bytes, 1]);
        Assert.Equal(["BuildSecretTooLong"], Build(Reads, "-Secret \"id=npm,src=$file\"", ("file", file)).ErrorIds);
    }

    [Fact]
    public void Several_steps_at_once_read_theirs()
    {
        const string Script = """
            $lines = @('FROM busybox AS base') + (1..12 | ForEach-Object { "FROM base AS s$_"; "RUN --mount=type=secret,id=s$_ test `$(cat /run/secrets/s$_ | wc -c) = $(200000 + $_) && touch /done$_ # $unlike" }) + 'FROM base' + (1..12 | ForEach-Object { "COPY --from=s$_ /done$_ /" })
            $secrets = 1..12 | ForEach-Object { @{ "s$_" = [byte[]]::new(200000 + $_) } }
            $lines | Build-ContainerImage -Label $label -Secret $secrets
            """;
        session.Run(Script, ("unlike", Unlike), ("label", images.Label)).Good();
    }

    [Fact]
    public void What_is_optional_may_be_left_out_with_and_without_others()
    {
        Build(Mount + " test ! -e /run/secrets/npm", "").Good();
        Build(Mount + " test ! -e /run/secrets/npm", "-Secret @{ other = $secure }", ("secure", Secure("x"))).Good();
        Build("--mount=type=ssh test ! -e \"$SSH_AUTH_SOCK\"", "").Good();
    }

    public static TheoryData<string, string, string> Errors => new()
    {
        { Mount + ",required true", "", "BuildSecretMissing" },
        { Mount + ",required=true true", "-Secret @{ other = $secure }", "BuildSecretMissing" },
        { Reads, "-Secret 'id=npm,src=/no/such/file'", "BuildSecretNotFound" },
        { Reads, "-Secret 'id=npm,src=nodrive:/x'", "BuildSecretUnreadable" },
        { Reads, "-Secret 'id=npm,src=/'", "BuildSecretUnreadable" },
        { Reads, "-Secret 'id=npm,src=/dev/zero'", "BuildSecretUnreadable" },
        { Reads, "-Secret 'id=npm,env=NO_SUCH_VARIABLE_HERE'", "BuildSecretNotFound" },
        { Reads, "-Secret 'id=no-variable-and-no-file'", "BuildSecretNotFound" },
        { Reads, "-Secret @{ npm = $secure }, @{ npm = $secure }", "BuildMountDuplicate" },
        { "true", "-Secret @{ npm = $secure } -Builder Classic", "BuildSessionUnsupported" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void What_cannot_be_given_is_an_error_before_anything_is_sent(string step, string parameters, string id)
    {
        using var proxy = new FaultProxy(TestEngine.Host);
        proxy.When("POST /*").Die();
        var outcome = Build(step, parameters + " -EngineHost $engine", ("secure", Secure("the-token")), ("engine", proxy.Address));
        Assert.Equal([id], outcome.ErrorIds);
        Assert.DoesNotContain("the-token", outcome.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'p4ssw0rd'")]
    [InlineData("'p4ssw0rd=x'")]
    [InlineData("'id=npm,p4ssw0rd'")]
    [InlineData("'id=npm,value=p4ssw0rd'")]
    [InlineData("'id=npm,src=a,env=p4ssw0rd'")]
    [InlineData("@{ npm = 'p4ssw0rd' }")]
    [InlineData("@{ npm = 1 }")]
    [InlineData("@{ npm = $null }")]
    [InlineData("''")]
    [InlineData("'id='")]
    public void What_is_no_secret_ends_the_command_and_is_not_shown(string given)
    {
        var outcome = session.Run($"try {{ 'FROM busybox' | Build-ContainerImage -Secret {given}; 'not reached' }} catch {{ $_.FullyQualifiedErrorId; \"$($_.Exception)\" }}");
        Assert.StartsWith("ParameterArgumentTransformationError,", outcome.Text[0], StringComparison.Ordinal);
        Assert.DoesNotContain("p4ssw0rd", outcome.Text[1], StringComparison.Ordinal);
    }

    /// <summary>Not in what the command says, not in the image's history, and not in any of its layers.</summary>
    [Fact]
    public void It_is_found_nowhere_afterwards()
    {
        var token = "token-" + Unlike;
        const string Script = """
            "FROM busybox`nRUN --mount=type=secret,id=npm cat /run/secrets/npm | wc -c >/length; echo ready # $unlike`nRUN --mount=type=secret,id=npm exit 3" | Build-ContainerImage -Secret @{ npm = $secure } -Label $label -Verbose -Debug -StepVariable steps 5>&1
            $steps | ForEach-Object { "$_ $($_.Log) $($_.Error)" }
            $image = "FROM busybox`nRUN --mount=type=secret,id=npm cat /run/secrets/npm | wc -c >/length; echo ready # $unlike" | Build-ContainerImage -Secret @{ npm = $secure } -Label $label -Verbose -Debug 5>&1
            $image
            $secret = [ContainerTools.BuildSecret]::Parse('id=a,src=b'); "$secret"
            $image[-1] | Get-ContainerImageHistory | ForEach-Object { $_.CreatedBy }
            $image[-1] | Export-ContainerImage -Path $file
            """;
        var file = Path.Combine(images.Folder(("a", "")), "image.tar");
        var outcome = session.Run(Script, ("secure", Secure(token)), ("unlike", Unlike), ("label", images.Label), ("file", file));
        Assert.Null(outcome.Failure);
        Assert.Equal(["BuildStepFailed"], outcome.ErrorIds);
        var told = new StringBuilder();
        foreach (var text in outcome.Text.Concat(outcome.Warnings).Concat(outcome.Verbose).Concat(outcome.Information)) told.AppendLine(text);
        foreach (var error in outcome.Errors) told.AppendLine($"{error} {error.Exception} {error.ErrorDetails} {error.TargetObject}");
        foreach (var record in outcome.Progress) told.AppendLine($"{record.Activity} {record.StatusDescription} {record.CurrentOperation}");
        Assert.Contains("cat /run/secrets/npm", told.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(token, told.ToString(), StringComparison.Ordinal);
        var archive = File.ReadAllBytes(file);
        // The step has read it, and its layers are in the archive as they are.
        Assert.True(archive.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"{token.Length}\n")) >= 0);
        Assert.True(archive.AsSpan().IndexOf(Encoding.ASCII.GetBytes(token)) < 0);
    }

    /// <summary>The engine asks for the secret when the connection is cut.</summary>
    [Theory]
    [InlineData(0, "")]
    [InlineData(100_000, "")]
    [InlineData(100_000, "reset")]
    public void A_session_that_breaks_ends_the_build_with_the_reason(int bytes, string how)
    {
        using var proxy = new FaultProxy(TestEngine.Host);
        var fault = bytes == 0 ? proxy.When("POST /session").CutAnswerAfter(100) : proxy.When("POST /session").CutRequestAfter(bytes);
        if (how == "reset") fault.ByReset();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var outcome = Build(Mount + " wc -c /run/secrets/npm; sleep 1000", "-Secret @{ npm = [byte[]]::new(200000) } -EngineHost $engine", ("engine", proxy.Address));
        Assert.Equal(["BuildSessionLost"], outcome.ErrorIds);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void A_session_that_cannot_be_opened_is_an_error()
    {
        using var proxy = new FaultProxy(TestEngine.Host);
        proxy.When("POST /session").CutRequestAfter(10);
        Assert.Equal(["EngineConnectionLost"], Build(Reads, "-Secret @{ npm = $secure } -EngineHost $engine", ("secure", Secure("the-token")), ("engine", proxy.Address)).ErrorIds);
    }

    private static readonly Dictionary<string, (Answer Answer, string Error)> Odd = new()
    {
        ["no sessions"] = (Answer.Text(404, "page not found"), "BuildSessionUnsupported"),
        ["an answer in its place"] = (Answer.Json("{}"), "BuildSessionUnsupported"),
        ["a failure"] = (Answer.Json(500, """{"message":"the disk is on fire"}"""), "BuildFailed"),
        ["the end at once"] = (Answer.Upgrade([]), "BuildSessionLost"),
        ["another protocol"] = (Answer.Upgrade(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")).ThatLasts(), "BuildSessionLost"),
        ["a frame that is too long"] = (Answer.Upgrade([.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 1]).ThatLasts(), "BuildSessionLost"),
    };

    public static TheoryData<string> OddOnes => [.. Odd.Keys];

    [Theory]
    [MemberData(nameof(OddOnes))]
    public void An_engine_that_does_something_else_with_a_session_ends_the_build(string what)
    {
        using var engine = SmallEngine.Create();
        engine.When("POST /session").Answer(Odd[what].Answer);
        engine.When("POST /build").Answer(Answer.Stream("").ThatLasts());
        var outcome = session.Run("'FROM scratch', 'RUN --mount=type=secret,id=npm x' | Build-ContainerImage -Secret @{ npm = $secure } -EngineHost $engine", ("secure", Secure("the-token")), ("engine", engine.Address));
        Assert.Equal([Odd[what].Error], outcome.ErrorIds);
    }

    [Fact]
    public void Stopping_ends_the_session_and_the_build()
    {
        using var proxy = new FaultProxy(TestEngine.Host);
        using var running = session.Start("\"FROM busybox`nRUN --mount=type=secret,id=npm echo ready; sleep 1000 # $unlike\" | Build-ContainerImage -Secret @{ npm = $secure } -Verbose -EngineHost $engine 4>&1 | Where-Object { $_ -like '  ready' }",
            ("secure", Secure("x")), ("unlike", Unlike), ("engine", proxy.Address));
        running.WaitForOutput(1, TimeSpan.FromSeconds(60));
        Assert.Equal(1, proxy.Open("POST /session"));
        Assert.InRange(running.Stop(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        proxy.WaitForOpen("POST /session", 0);
        proxy.WaitForOpen("POST /build", 0);
    }

    [Fact]
    public void The_session_ends_with_the_build_and_there_is_none_where_nothing_is_mounted()
    {
        using var proxy = new FaultProxy(TestEngine.Host);
        Build(Reads, "-Secret @{ npm = $secure } -EngineHost $engine", ("secure", Secure("the-token")), ("engine", proxy.Address)).Good();
        proxy.WaitForOpen("POST /session", 0);
        using var other = new FaultProxy(TestEngine.Host);
        other.When("POST /session").Die();
        Build("true", "-EngineHost $engine", ("engine", other.Address)).Good();
    }

    /// <summary>Longer than the engine waits before it asks whether the session is still alive.</summary>
    [Fact]
    public void A_session_lives_as_long_as_a_long_build()
    {
        Build("sleep 12", "-Secret @{ npm = $secure }", ("secure", Secure("x"))).Good();
    }
}
