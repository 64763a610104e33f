using ContainerTools.ModuleTests.Hosts;

namespace ContainerTools.ModuleTests.Transports;

/// <summary>Who is trusted over TLS and who is not, and what is said then.</summary>
[Collection(TlsCollection.Name)]
public sealed class TlsTests(TlsEngine engine, PowerShellSession session) : IClassFixture<PowerShellSession>
{
    private (string, string)[] Own => [("cert.pem", engine.Certificate), ("key.pem", engine.Key)];

    private (string, string)[] All => [("ca.pem", engine.Authority), .. Own];

    private ErrorRecord Fails(string context)
    {
        var outcome = session.Run("Get-Container -Context $context", ("context", context));
        Assert.Empty(outcome.Output);
        return Assert.Single(outcome.Errors);
    }

    private void Fails(string context, string id, ErrorCategory category, params string[] words)
    {
        var error = Fails(context);
        Assert.Equal((id, category), (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category));
        Assert.Equal(context, error.TargetObject);
        Assert.All(words, word => Assert.Contains(word, error.Exception.Message, StringComparison.Ordinal));
        // A test of reachability says the same, and does not fail.
        Assert.Equal([id], session.Run("(Test-ContainerHost -Context $context).ErrorId", ("context", context)).Good().Text);
    }

    [Fact]
    public void An_engine_of_another_authority_is_not_trusted()
    {
        using var other = new TestCertificates("Another authority");
        Fails(engine.With("tcp://127.0.0.1:PORT", false, [("ca.pem", other.Authority), .. Own]), "TlsCertificateUntrusted", ErrorCategory.SecurityError, "The authority of a test", "ca.pem", "-SkipTLSVerify");
    }

    [Fact]
    public void Without_an_own_authority_those_of_the_system_count() =>
        Fails(engine.With("tcp://127.0.0.1:PORT", false, Own), "TlsCertificateUntrusted", ErrorCategory.SecurityError, "this system trusts");

    [Fact]
    public void An_engine_by_another_name_is_not_trusted() =>
        Fails(engine.With("tcp://localhost:PORT", false, All), "TlsHostNameMismatch", ErrorCategory.SecurityError, "127.0.0.1", "not for localhost");

    [Theory]
    [InlineData("tcp://localhost:PORT")]
    [InlineData("https://127.0.0.1:PORT")]
    public void It_is_taken_for_good_only_where_the_context_says_so(string host) =>
        Assert.Equal(["True"], session.Run("Test-ContainerHost -Quiet -Context $context", ("context", engine.With(host, true, Own))).Good().Text);

    [Fact]
    public void Without_a_certificate_of_the_client_there_is_no_access() =>
        Fails(engine.With("tcp://127.0.0.1:PORT", false, ("ca.pem", engine.Authority)), "TlsClientCertificateRequired", ErrorCategory.PermissionDenied, "cert.pem", "key.pem");

    [Fact]
    public void A_certificate_of_another_authority_is_refused()
    {
        using var other = new TestCertificates("Another authority");
        using var client = other.Client();
        Fails(engine.With("tcp://127.0.0.1:PORT", false, ("ca.pem", engine.Authority), ("cert.pem", client.ExportCertificatePem()), ("key.pem", TestCertificates.Key(client))),
            "TlsClientCertificateRefused", ErrorCategory.PermissionDenied, "cert.pem");
    }

    [Fact]
    public void An_encrypted_key_and_other_wrong_files_are_refused_before_anything_is_sent()
    {
        using var other = new TestCertificates("Another authority");
        using var client = other.Client();
        Fails(engine.With("tcp://127.0.0.1:1", false, ("cert.pem", client.ExportCertificatePem()), ("key.pem", TestCertificates.EncryptedKey(client))), "TlsKeyEncrypted", ErrorCategory.SecurityError, "key.pem", "openssl");
        Fails(engine.With("tcp://127.0.0.1:1", false, ("ca.pem", "no certificate")), "TlsFileInvalid", ErrorCategory.InvalidData, "ca.pem");
        Fails(engine.With("tcp://127.0.0.1:1", false, ("cert.pem", client.ExportCertificatePem()), ("key.pem", engine.Key)), "TlsFileInvalid", ErrorCategory.InvalidData, "cert.pem");
    }

    [Fact]
    public void A_port_without_TLS_is_told_and_nothing_is_sent_to_it_in_the_clear()
    {
        using var peer = new RawPeer("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        Fails(engine.With(peer.Address, false, All), "TlsNotSpoken", ErrorCategory.ConnectionError, peer.Address, "has certificates", "2376");
        using var silent = new RawPeer("");
        Fails(engine.With(silent.Address, false, All), "TlsNotSpoken", ErrorCategory.ConnectionError, silent.Address);
    }

    [Fact]
    public void A_port_with_TLS_says_so_to_who_comes_without() =>
        Fails(engine.With("tcp://127.0.0.1:PORT", false), "TlsRequired", ErrorCategory.ConnectionError, "-CACertificate", "DOCKER_TLS_VERIFY");

    [Fact]
    public void An_alert_of_TLS_in_the_place_of_an_answer_hints_at_it()
    {
        using var peer = new RawPeer("\u0015\u0003\u0001\0\u0002\u0002\u0016");
        Fails(engine.With(peer.Address, false), "NotAnEngine", ErrorCategory.ConnectionError, "TLS");
    }

    [Fact]
    public void A_certificate_that_has_expired_is_not_trusted()
    {
        using var certificates = new TestCertificates("Its authority");
        using var expired = certificates.Server(until: DateTimeOffset.UtcNow.AddDays(-2));
        using var peer = new TlsPeer(expired);
        Fails(engine.With(peer.Address, false, ("ca.pem", certificates.Authority)), "TlsCertificateExpired", ErrorCategory.SecurityError, "127.0.0.1", $"expired at {DateTime.Now.AddDays(-2):yyyy-MM-dd}");
    }

    [Theory]
    [InlineData("1", null, true, "", true)]
    [InlineData("0", null, true, "", true)]
    [InlineData("", "1", true, "", true)]
    [InlineData("1", null, false, "TlsFileNotFound", false)]
    [InlineData("", null, true, "TlsRequired", false)]
    public void Dockers_variables_turn_it_on_as_docker_has_it(string verify, string? tls, bool certificates, string error, bool docker)
    {
        _ = engine.Context;
        using var folder = new TestFolder();
        if (certificates)
        {
            folder.Write("ca.pem", engine.Authority);
            folder.Write("cert.pem", engine.Certificate);
            folder.Write("key.pem", engine.Key);
        }
        (string, string?)[] variables =
        [
            ("DOCKER_HOST", $"tcp://127.0.0.1:{engine.Port}"), ("DOCKER_TLS_VERIFY", verify), ("DOCKER_TLS", tls), ("DOCKER_CERT_PATH", folder.Path),
        ];
        var run = ShellProcess.Command($"Import-Module '{TestEngine.Manifest}'; $t = Test-ContainerHost; \"$($t.Reachable) $($t.ErrorId)\"; & docker version *> $null; $LASTEXITCODE -eq 0", variables);
        Assert.Equal([$"{error.Length == 0} {error}".Trim(), $"{docker}"], run.Lines);
    }

    [Fact]
    public void A_port_that_is_left_out_is_that_of_TLS()
    {
        using var folder = new TestFolder();
        folder.Write("ca.pem", engine.Authority);
        var run = ShellProcess.Command($"Import-Module '{TestEngine.Manifest}'; (Get-ContainerContext -Current).EngineHost; (Test-ContainerHost).EngineHost; (Test-ContainerHost -EngineHost tcp://127.0.0.1).EngineHost; (Test-ContainerHost -EngineHost unix:///none.sock).ErrorId",
            ("DOCKER_HOST", null), ("DOCKER_TLS_VERIFY", "1"), ("DOCKER_CERT_PATH", folder.Path), ("DOCKER_CONFIG", folder.Path));
        Assert.Equal(["tcp://localhost:2376", "tcp://localhost:2376", "tcp://127.0.0.1:2376", "EngineUnreachable"], run.Good().Lines);
    }

    [Fact]
    public void New_certificates_are_used_at_once()
    {
        var context = engine.With("tcp://127.0.0.1:PORT", false, ("ca.pem", engine.Authority));
        Assert.Equal(["False"], session.Run("Test-ContainerHost -Quiet -Context $context", ("context", context)).Good().Text);
        TestConfiguration.WriteContext(TestConfiguration.Folder, context, $"tcp://127.0.0.1:{engine.Port}", false, All);
        Assert.Equal(["True"], session.Run("Test-ContainerHost -Quiet -Context $context", ("context", context)).Good().Text);
    }
}
