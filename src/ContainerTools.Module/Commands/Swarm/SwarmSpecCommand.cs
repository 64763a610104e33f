using System.Text.Json.Nodes;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>The settings of a swarm, for the cmdlets that make it and change it.</summary>
public abstract class SwarmSpecCommand : EngineCommand
{
    private IReadOnlyList<SwarmAuthority>? authorities;

    /// <summary>Encrypts the managers' keys, so that a manager which is started again has to be unlocked.</summary>
    [Parameter]
    public SwitchParameter AutoLock { get; set; }

    /// <summary>How long the nodes' certificates are valid, such as <c>2160h</c>.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? CertificateExpiry { get; set; }

    /// <summary>How often nodes report to a manager.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? DispatcherHeartbeat { get; set; }

    /// <summary>Authorities outside of the swarm that sign certificates: their addresses (<c>https://…</c>), which speak CFSSL, or docker's <c>protocol=cfssl,url=…,cacert=…</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? ExternalCA { get; set; }

    /// <summary>How many old snapshots of its state are kept.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? MaxSnapshots { get; set; }

    /// <summary>How many log entries are between two snapshots.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? SnapshotInterval { get; set; }

    /// <summary>How many old tasks are kept of each task of a service.</summary>
    [Parameter]
    [ValidateRange(-1, int.MaxValue)]
    public int? TaskHistoryLimit { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing() => authorities = SwarmAuthority.Read(this, ExternalCA, certificate: null);

    /// <summary>Puts what was named into a specification and leaves the rest.</summary>
    private protected void Apply(JsonObject spec)
    {
        if (MyInvocation.BoundParameters.ContainsKey(nameof(AutoLock))) spec.Part("EncryptionConfig")["AutoLockManagers"] = AutoLock.ToBool();
        if (CertificateExpiry is { } expiry) spec.Part("CAConfig")["NodeCertExpiry"] = expiry.ToNanoseconds();
        if (authorities is not null) spec.Part("CAConfig")["ExternalCAs"] = SwarmAuthority.Json(authorities);
        if (DispatcherHeartbeat is { } heartbeat) spec.Part("Dispatcher")["HeartbeatPeriod"] = heartbeat.ToNanoseconds();
        if (MaxSnapshots is { } kept) spec.Part("Raft")["KeepOldSnapshots"] = kept;
        if (SnapshotInterval is { } interval) spec.Part("Raft")["SnapshotInterval"] = interval;
        if (TaskHistoryLimit is { } limit) spec.Part("Orchestration")["TaskHistoryRetentionLimit"] = limit;
    }
}
