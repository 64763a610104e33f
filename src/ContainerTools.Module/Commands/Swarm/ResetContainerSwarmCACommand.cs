using System.Net;
using System.Text.Json.Nodes;
using ContainerTools.Engine;
using ContainerTools.Engine.Mapping;
using Docker.DotNet;

namespace ContainerTools.Commands;

/// <summary>Replaces the authority of a swarm that certifies its nodes, and their certificates with it.</summary>
[Cmdlet(VerbsCommon.Reset, "ContainerSwarmCA", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerSwarm))]
public sealed class ResetContainerSwarmCACommand : EngineCommand
{
    private string? certificate;
    private string? key;
    private IReadOnlyList<SwarmAuthority>? authorities;

    /// <summary>The file of the new root certificate, in PEM; without it the swarm makes one.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Certificate { get; set; }

    /// <summary>The file of the new root certificate's key, in PEM and not encrypted. The managers keep it.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Key { get; set; }

    /// <summary>Authorities outside of the swarm that sign for the new root certificate: their addresses (<c>https://…</c>), which speak CFSSL, or docker's <c>protocol=cfssl,url=…,cacert=…</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? ExternalCA { get; set; }

    /// <summary>How long the nodes' certificates are valid from now on, such as <c>2160h</c>.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? CertificateExpiry { get; set; }

    /// <summary>Does not wait until all nodes have new certificates.</summary>
    [Parameter]
    public SwitchParameter Detach { get; set; }

    /// <summary>How long is waited; without it there is no limit.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? TimeoutSeconds { get; set; }

    /// <summary>Emits the swarm as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (Certificate is null && (Key ?? ExternalCA?[0]) is { } alone)
        {
            ThrowTerminatingError(Errors.InvalidArgument("CertificateMissing", alone, "A key or an authority outside needs the root certificate that belongs to it: give its file with -Certificate. Set-ContainerSwarm -ExternalCA names authorities for the certificate that the swarm has."));
        }
        if (Certificate is not null && Key is null && ExternalCA is null)
        {
            ThrowTerminatingError(Errors.InvalidArgument("KeyMissing", Certificate, "With a certificate alone nobody could certify a node: give its key with -Key, or with -ExternalCA who has it."));
        }
        if (Detach && TimeoutSeconds is { } limit)
        {
            ThrowTerminatingError(Errors.InvalidArgument("ParametersConflict", limit, "-Detach and -TimeoutSeconds exclude each other: with -Detach nothing is waited for."));
        }
        certificate = Certificate is null ? null : PemFile.Certificates(this, Certificate);
        key = Key is null ? null : PemFile.Key(this, Key);
        authorities = SwarmAuthority.Read(this, ExternalCA, certificate);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var member = new SwarmMember(Connect(), Endpoint);
        if (ShouldProcess($"the swarm of {member.Caption}", "Replace the root certificate, and the certificates of all nodes")) Work.Start(member, ResetAsync);
    }

    private async Task<IReadOnlyList<Emission>> ResetAsync(SwarmMember member, CancellationToken token)
    {
        try
        {
            await SwarmChange.RunAsync(member.Engine, (spec, _) => Apply(spec.Part("CAConfig")), token).ConfigureAwait(false);
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.BadRequest)
        {
            throw new EngineException("SwarmCARefused", ErrorCategory.InvalidArgument, member.Name, $"The managers keep the root certificate that they have: {Errors.EngineMessage(e.ResponseBody)}.", e);
        }
        if (!Detach && await WaitAsync(member, token).ConfigureAwait(false) is { } failure) return [new Emission.Failure(failure)];
        return PassThru ? [new Emission.Output(await SwarmMapping.ReadAsync(member.Engine, member.Endpoint, keepRaw: false, token).ConfigureAwait(false))] : [];
    }

    private void Apply(JsonObject settings)
    {
        if (CertificateExpiry is { } expiry) settings["NodeCertExpiry"] = expiry.ToNanoseconds();
        if (authorities is not null) settings["ExternalCAs"] = SwarmAuthority.Json(authorities);
        settings["SigningCACert"] = certificate ?? "";
        settings["SigningCAKey"] = key ?? "";
        if (certificate is null) settings["ForceRotate"] = ((long?)settings["ForceRotate"] ?? 0) + 1;
    }

    private async Task<ErrorRecord?> WaitAsync(SwarmMember member, CancellationToken token)
    {
        var report = new ProgressReport("Replacing the certificates of the swarm", record => Work.Tell(new Emission.Progress(record)), "nodes");
        var rotation = new RootRotation(member.Engine, report.Report);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        if (TimeoutSeconds is { } seconds) limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        try
        {
            await rotation.RunAsync(limit.Token).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return Errors.Timeout("SwarmCAResetTimeout", member.Name,
                $"Not all nodes had new certificates within {TimeoutSeconds!.Value.Invariant()} s: {rotation.Status}. The swarm goes on by itself; a node that is gone for good holds it up until Remove-ContainerNode -Force takes it away.");
        }
        finally
        {
            report.Complete();
        }
    }
}
