using ContainerTools.Engine;
using ContainerTools.Engine.Contexts;
using ContainerTools.Engine.Transport;

namespace ContainerTools.Commands;

/// <summary>A cmdlet that writes a context: what an engine's address and TLS to it take, checked before anything is written.</summary>
public abstract class ContextWriteCommand : ContextCommand
{
    /// <summary>What a person should know about it.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <summary>The file of the authorities, in PEM, that alone are trusted to certify the engine.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CACertificate { get; set; }

    /// <summary>The file of the client's certificate, in PEM, with those between it and its authority.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Certificate { get; set; }

    /// <summary>The file of the client's key, in PEM and not encrypted.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Key { get; set; }

    /// <summary>Speaks TLS to the engine without a look at who answers. Whoever stands in between can then do as the engine does.</summary>
    [Parameter]
    public SwitchParameter SkipTLSVerify { get; set; }

    /// <summary>Writes a context and gives it as it is then.</summary>
    /// <param name="from">The context that gives what no parameter says.</param>
    /// <param name="host">The address; <see langword="null"/> for that of <paramref name="from"/>.</param>
    /// <param name="withoutTls">Whether the certificates of <paramref name="from"/> are left out.</param>
    /// <param name="copyTls">Whether the certificates of <paramref name="from"/> are those of another context, and have to be written too.</param>
    /// <exception cref="EngineException">Something is wrong with what is to be written, or it cannot be written.</exception>
    private protected ContainerContext Write(DockerConfiguration configuration, string name, StoredContext? from, string? host, bool withoutTls, bool copyTls)
    {
        var material = Material(withoutTls ? null : from?.TlsFolder, name);
        var skip = MyInvocation.BoundParameters.ContainsKey(nameof(SkipTLSVerify)) ? (bool)SkipTLSVerify : !withoutTls && (from?.SkipTlsVerify ?? false);
        var address = EngineAddress.Parse(host ?? from!.Host, material.HasFiles || skip);
        if ((GivesFiles || SkipTLSVerify) && address.Scheme is not ("tcp" or "http" or "https"))
        {
            throw new EngineException("TlsNotApplicable", ErrorCategory.InvalidArgument, address.OriginalString,
                $"There is no TLS to {address.OriginalString}: only an engine that is reached over TCP has it. Leave out the certificates and -SkipTLSVerify.");
        }
        if (material.Certificate is null != material.Key is null)
        {
            throw new EngineException("TlsFilesIncomplete", ErrorCategory.InvalidArgument, name, "A client's certificate needs its key, and a key its certificate: give both, -Certificate and -Key.");
        }
        _ = new TlsIdentity(material);
        var tls = GivesFiles || withoutTls || copyTls ? material : null;
        var written = configuration.Contexts.Write(name, Description ?? from?.Description, host is null ? from!.Host : address.OriginalString, skip, tls);
        return Describe(written.Name, configuration);
    }

    private bool GivesFiles => (CACertificate ?? Certificate ?? Key) is not null;

    private TlsMaterial Material(string? folder, string name)
    {
        var origin = $"the context '{name}'";
        var kept = folder is null ? new TlsMaterial { Origin = origin } : TlsMaterial.FromFolder(folder, origin);
        return new TlsMaterial
        {
            Origin = origin,
            Authority = Read(CACertificate) ?? kept.Authority,
            Certificate = Read(Certificate) ?? kept.Certificate,
            Key = Read(Key) ?? kept.Key,
        };
    }

    private byte[]? Read(string? path) => path is null ? null : PathResolution.Read(this, path);
}
