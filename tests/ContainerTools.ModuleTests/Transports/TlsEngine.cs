using System.Security.Cryptography.X509Certificates;
using ContainerTools.ModuleTests.Registries;

namespace ContainerTools.ModuleTests.Transports;

/// <summary>
/// A private engine that listens over TLS, with certificates made for it, and takes only clients with one of the same
/// authority. It begins with the first test that asks for it and is gone at the end.
/// </summary>
public sealed class TlsEngine : TransportPeer
{
    private readonly Lazy<string> local;
    private readonly string context = "tls-" + Guid.NewGuid().ToString("n")[..10];
    private readonly string root = Path.Combine(Path.GetTempPath(), "containertools-tls-" + Guid.NewGuid().ToString("n")[..12]);
    private readonly TestCertificates certificates = new("The authority of a test");
    private readonly X509Certificate2 client;

    public TlsEngine()
    {
        client = certificates.Client();
        local = new Lazy<string>(Start);
    }

    public override string Local => local.Value;

    public override string Context
    {
        get
        {
            _ = local.Value;
            return context;
        }
    }

    /// <summary>The port of the loopback address that it listens at.</summary>
    public int Port { get; private set; }

    /// <summary>The authority's certificate, in PEM.</summary>
    public string Authority => certificates.Authority;

    /// <summary>The client's certificate, in PEM.</summary>
    public string Certificate => client.ExportCertificatePem();

    /// <summary>The client's key, in PEM.</summary>
    public string Key => TestCertificates.Key(client);

    /// <summary>Makes a context for it.</summary>
    /// <returns>Its name.</returns>
    public string With(string host, bool skipTlsVerify, params (string File, string Text)[] files)
    {
        _ = local.Value;
        var name = $"{context}-{Guid.NewGuid():n}";
        TestConfiguration.WriteContext(TestConfiguration.Folder, name, host.Replace("PORT", $"{Port}", StringComparison.Ordinal), skipTlsVerify, files);
        return name;
    }

    private string Start()
    {
        Port = TestRegistry.FreePort();
        var folder = File("server");
        using var server = certificates.Server();
        Directory.CreateDirectory(folder);
        System.IO.File.WriteAllText(Path.Combine(folder, "ca.pem"), Authority);
        System.IO.File.WriteAllText(Path.Combine(folder, "server-cert.pem"), server.ExportCertificatePem());
        System.IO.File.WriteAllText(Path.Combine(folder, "server-key.pem"), TestCertificates.Key(server));
        var socket = TestEngine.Prepare("up", root, $"{Environment.ProcessId}", $"{Port}", folder);
        TestConfiguration.WriteContext(TestConfiguration.Folder, context, $"tcp://127.0.0.1:{Port}", false, ("ca.pem", Authority), ("cert.pem", Certificate), ("key.pem", Key));
        return socket;
    }

    /// <summary>With the engine goes all that is on it.</summary>
    protected override void CleanUp()
    {
        if (Directory.Exists(root)) TestEngine.Prepare("down", root);
        client.Dispose();
        certificates.Dispose();
    }
}
