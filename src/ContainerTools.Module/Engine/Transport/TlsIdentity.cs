using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ContainerTools.Engine.Transport;

/// <summary>The certificates of TLS to an engine, read from what was found.</summary>
internal sealed class TlsIdentity
{
    /// <exception cref="EngineException">A file is not what it should be, or the key is encrypted.</exception>
    public TlsIdentity(TlsMaterial material)
    {
        Authorities = material.Authority is null ? null : ReadAuthorities(material.Authority, material.Origin);
        // As docker has it, one without the other is as none.
        Client = material is { Certificate: { } certificate, Key: { } key } ? ReadClient(certificate, key, material.Origin) : null;
    }

    /// <summary>Who alone is trusted to certify the engine; <see langword="null"/> where those are whom the system trusts.</summary>
    public X509Certificate2Collection? Authorities { get; }

    /// <summary>What the client shows of itself; <see langword="null"/> for nothing.</summary>
    public SslStreamCertificateContext? Client { get; }

    private static X509Certificate2Collection ReadAuthorities(byte[] pem, string origin)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPem(Encoding.UTF8.GetString(pem));
        }
        catch (CryptographicException e)
        {
            throw Invalid($"the file of authorities (ca.pem) of {origin} cannot be read: {e.Message}", e);
        }
        return authorities.Count > 0 ? authorities : throw Invalid($"the file of authorities (ca.pem) of {origin} has no certificate in PEM", null);
    }

    private static SslStreamCertificateContext ReadClient(byte[] certificatePem, byte[] keyPem, string origin)
    {
        var (certificates, key) = (Encoding.UTF8.GetString(certificatePem), Encoding.UTF8.GetString(keyPem));
        if (key.Contains("BEGIN ENCRYPTED PRIVATE KEY", StringComparison.Ordinal) || key.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
        {
            throw new EngineException("TlsKeyEncrypted", ErrorCategory.SecurityError, null,
                $"The key of the client's certificate (key.pem) of {origin} is encrypted, which docker does not support either. Keep it unencrypted in a file that you alone can read; 'openssl pkey' decrypts it.");
        }
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(certificates);
            using var first = X509Certificate2.CreateFromPem(certificates, key);
            // Windows does not take a key that is in memory only for a client's certificate.
            var own = OperatingSystem.IsWindows() ? new X509Certificate2(first.Export(X509ContentType.Pkcs12)) : new X509Certificate2(first);
            return SslStreamCertificateContext.Create(own, [.. chain.Skip(1)], offline: true);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw Invalid($"the client's certificate and its key (cert.pem, key.pem) of {origin} cannot be used together: {e.Message}", e);
        }
    }

    private static EngineException Invalid(string what, Exception? cause) => new("TlsFileInvalid", ErrorCategory.InvalidData, null,
        $"TLS is not possible: {what.TrimEnd('.')}. The files must be certificates and a key in PEM.", cause);
}
