using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace ContainerTools.Engine.Transport;

/// <summary>Looks at the certificate that an engine shows, and tells what is wrong with it.</summary>
internal sealed class CertificateCheck(Uri host, EndpointTls tls)
{
    private const X509ChainStatusFlags Untrusted = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.NotSignatureValid;

    /// <summary>Why it was refused; <see langword="null"/> where it was not.</summary>
    public EngineException? Rejection { get; private set; }

    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None || tls.SkipVerification) return true;
        Rejection = certificate is X509Certificate2 shown && chain is not null
            ? Judge(shown, chain, errors)
            : Refuse("TlsCertificateInvalid", "it shows no certificate");
        return false;
    }

    private EngineException Judge(X509Certificate2 certificate, X509Chain chain, SslPolicyErrors errors)
    {
        var status = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        if ((status & Untrusted) != 0)
        {
            var trusted = tls.Material.Authority is null ? "no authority that this system trusts" : $"none of the authorities in ca.pem of {tls.Origin}";
            return Refuse("TlsCertificateUntrusted", $"its certificate was issued by {Shown(certificate.Issuer)}, and {trusted} stands behind that",
                "Name the authority of the engine (ca.pem), and make sure that it is really this engine that answers.");
        }
        if (status.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            var late = chain.ChainElements.Select(element => element.Certificate).FirstOrDefault(c => c.NotAfter < DateTime.Now || c.NotBefore > DateTime.Now) ?? certificate;
            var when = late.NotBefore > DateTime.Now ? $"is not valid before {Shown(late.NotBefore)}" : $"expired at {Shown(late.NotAfter)}";
            return Refuse("TlsCertificateExpired", $"the certificate {Shown(late.Subject)} {when}", "Renew it, or set this machine's clock.");
        }
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return Refuse("TlsHostNameMismatch", $"its certificate is for {Names(certificate)}, and not for {host.IdnHost}", "Use a name that the certificate has, or give the engine a certificate with this name.");
        }
        return Refuse("TlsCertificateInvalid", $"its certificate is not accepted: {string.Join(" ", chain.ChainStatus.Select(one => one.StatusInformation.Trim()))}");
    }

    private EngineException Refuse(string id, string why, string advice = "Check the engine's certificate.") => new(id, ErrorCategory.SecurityError, null,
        $"The engine at {host.OriginalString} is not trusted: {why}. {advice} A context with -SkipTLSVerify does without this check, and without its protection.");

    private static string Names(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString()))).ToList();
        return Shown(names.Count > 0 ? string.Join(", ", names) : certificate.Subject);
    }

    // Whoever answers has written it.
    private static string Shown(string text) => DisplayText.Printable(text.Length > 200 ? text[..200] + "…" : text);

    private static string Shown(DateTime time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
