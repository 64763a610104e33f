using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ContainerTools.ModuleTests;

/// <summary>An authority of one test, and the certificates that it gives.</summary>
internal sealed class TestCertificates : IDisposable
{
    private static readonly Oid ServerUse = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid ClientUse = new("1.3.6.1.5.5.7.3.2");

    private readonly X509Certificate2 authority;
    private int serial;

    public TestCertificates(string name, int days = 30)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(days));
    }

    /// <summary>The authority's own certificate, in PEM.</summary>
    public string Authority => authority.ExportCertificatePem();

    /// <summary>The authority's own key, in PEM.</summary>
    public string AuthorityKey => Key(authority);

    /// <summary>The authority's own key in PEM, encrypted.</summary>
    public string EncryptedAuthorityKey => EncryptedKey(authority);

    /// <summary>A certificate for an engine.</summary>
    /// <param name="host">The name or address that it is for.</param>
    public X509Certificate2 Server(string host = "127.0.0.1", DateTimeOffset? until = null)
    {
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(host);
        return Make(host, ServerUse, until, names.Build());
    }

    /// <summary>A certificate for a client.</summary>
    public X509Certificate2 Client() => Make("client", ClientUse, null, null);

    /// <summary>The key of a certificate, in PEM.</summary>
    public static string Key(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>The key of a certificate in PEM, encrypted.</summary>
    public static string EncryptedKey(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return key.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
    }

    /// <summary>Writes the files that docker has in a folder for TLS.</summary>
    public void WriteTo(string folder, X509Certificate2? own)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "ca.pem"), Authority);
        if (own is null) return;
        File.WriteAllText(Path.Combine(folder, "cert.pem"), own.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "key.pem"), Key(own));
    }

    private X509Certificate2 Make(string name, Oid use, DateTimeOffset? until, X509Extension? names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([use], critical: false));
        if (names is not null) request.CertificateExtensions.Add(names);
        using var certificate = request.Create(authority, DateTimeOffset.UtcNow.AddDays(-20), until ?? DateTimeOffset.UtcNow.AddDays(20), BitConverter.GetBytes(Interlocked.Increment(ref serial)));
        return certificate.CopyWithPrivateKey(key);
    }

    public void Dispose() => authority.Dispose();
}
