using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ContainerTools.ModuleTests.Registries;

/// <summary>
/// A registry of its own on this machine's loopback, which wants a password, and a configuration of docker's that is empty at
/// first. It begins with the first test that asks for it and is gone, with all images that were named after it, at the end.
/// </summary>
public sealed class TestRegistry : IDisposable
{
    public const string User = "alice";
    public const string Password = "s3cret";

    /// <summary>The password above as the registry keeps it (bcrypt).</summary>
    private const string PasswordFile = User + ":$2y$05$5DJwyKS42tR.XVMWtrNPY.hY1eJ6DPHqBCpCAVphPnQB/xFwSkGl6\n";

    private readonly string folder = Directory.CreateTempSubdirectory("containertools-registry-").FullName;
    private readonly List<string> addresses = [];
    private Process? process;
    private int port;
    private int images;

    /// <summary>docker's configuration folder during these tests.</summary>
    public static string ConfigFolder => TestConfiguration.Folder;

    public static string ConfigFile => Path.Combine(ConfigFolder, "config.json");

    /// <summary>The registry's host and port.</summary>
    public string Address
    {
        get
        {
            if (process is null) Start();
            return $"127.0.0.1:{port}";
        }
    }

    /// <summary>What lets into it.</summary>
    public static PSCredential Credential => Credentials(Password);

    public static PSCredential WrongCredential => Credentials("wr0ng-" + Password);

    private static PSCredential Credentials(string password) => new(User, new NetworkCredential("", password).SecurePassword);

    /// <summary>A repository that no other test uses.</summary>
    public string Repository(string name, FaultProxy? through = null)
    {
        var host = through?.Name ?? Address;
        if (!addresses.Contains(host)) addresses.Add(host);
        return $"{host}/test/{name}{Interlocked.Increment(ref images)}";
    }

    /// <summary>Makes an image and brings it to the registry.</summary>
    /// <returns>The id.</returns>
    public static string PushImage(string name, int bytes = 1000)
    {
        var id = RandomImages.Make(name, bytes);
        var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"username":"{{User}}","password":"{{Password}}"}"""));
        Assert.NotNull(EngineApi.Send(HttpMethod.Post, $"images/{name[..name.LastIndexOf(':')]}/push?tag={name[(name.LastIndexOf(':') + 1)..]}", null, ("X-Registry-Auth", auth)));
        return id;
    }

    /// <summary>The digest that the registry has for a tag; <see langword="null"/> where it has none.</summary>
    public string? Digest(string name)
    {
        using var response = Send(HttpMethod.Head, name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..name.LastIndexOf(':')] + "/manifests/" + name[(name.LastIndexOf(':') + 1)..]);
        return response.StatusCode == HttpStatusCode.NotFound ? null : response.EnsureSuccessStatusCode().Headers.GetValues("Docker-Content-Digest").Single();
    }

    /// <summary>Takes a tag out of the registry.</summary>
    public void Delete(string name)
    {
        using var response = Send(HttpMethod.Delete, name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..name.LastIndexOf(':')] + "/manifests/" + Digest(name));
        response.EnsureSuccessStatusCode();
    }

    private HttpResponseMessage Send(HttpMethod method, string path)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, $"http://{Address}/v2/{path}");
        request.Headers.TryAddWithoutValidation("Accept", "application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json");
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")));
        return http.Send(request);
    }

    private void Start()
    {
        if (!TestEngine.Host.StartsWith("unix:", StringComparison.Ordinal)) Assert.Skip("The engine must be on this machine to reach its loopback.");
        TestEngine.Prepare("registry");
        port = FreePort();
        File.WriteAllText(Path.Combine(folder, "passwords"), PasswordFile);
        var config = Path.Combine(folder, "registry.yml");
        File.WriteAllText(config, $$$$"""
            version: 0.1
            log: {level: error}
            storage: {filesystem: {rootdirectory: "{{{{folder}}}}/data"}, delete: {enabled: true}}
            http: {addr: "127.0.0.1:{{{{port}}}}"}
            auth: {htpasswd: {realm: test, path: "{{{{folder}}}}/passwords"}}
            """);
        process = Process.Start(new ProcessStartInfo("docker-registry", ["serve", config]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        WaitUntilItListens();
    }

    private void WaitUntilItListens()
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(30); Thread.Sleep(20))
        {
            Assert.False(process!.HasExited, "docker-registry has ended");
            try
            {
                using var client = new TcpClient("127.0.0.1", port);
                return;
            }
            catch (SocketException)
            {
                // Not yet.
            }
        }
        Assert.Fail("docker-registry does not listen");
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        File.Delete(ConfigFile);
        if (process is not null)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
            foreach (var host in addresses) RandomImages.RemoveAll(host + "/");
        }
        Directory.Delete(folder, recursive: true);
    }
}
