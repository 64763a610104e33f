namespace ContainerTools.Engine.Mapping;

/// <summary>What an engine says of its swarm.</summary>
internal static class SwarmMapping
{
    /// <summary>Asks an engine. Its general information is asked for, because it has no token in it, and a worker answers too.</summary>
    public static async Task<ContainerSwarm> ReadAsync(EngineConnection engine, EngineEndpoint endpoint, bool keepRaw, CancellationToken token) =>
        From((await engine.GetAsync("info", null, token).ConfigureAwait(false)).Child("Swarm"), endpoint, keepRaw);

    /// <summary>Maps the part about the swarm of an engine's information.</summary>
    public static ContainerSwarm From(JsonElement json, EngineEndpoint engine, bool keepRaw = false)
    {
        var cluster = json.Child("Cluster");
        var spec = cluster.Child("Spec");
        var (raft, certificates) = (spec.Child("Raft"), spec.Child("CAConfig"));
        return new ContainerSwarm
        {
            Id = cluster.TextOrNull("ID"),
            State = json.Word<ContainerSwarmState>("LocalNodeState"),
            NodeId = json.TextOrNull("NodeID"),
            NodeAddress = json.TextOrNull("NodeAddr"),
            IsManager = json.Flag("ControlAvailable") ?? false,
            Error = json.TextOrNull("Error"),
            Managers = (int?)json.Limit("Managers"),
            Nodes = (int?)json.Limit("Nodes"),
            RemoteManagers = [.. json.Child("RemoteManagers").Items().Select(manager => manager.Text("Addr"))],
            Created = cluster.Time("CreatedAt"),
            Updated = cluster.Time("UpdatedAt"),
            Labels = spec.Dictionary("Labels"),
            AutoLock = spec.Child("EncryptionConfig").Flag("AutoLockManagers"),
            TaskHistoryLimit = spec.Child("Orchestration").Integer("TaskHistoryRetentionLimit"),
            SnapshotInterval = raft.Number("SnapshotInterval"),
            MaxSnapshots = raft.Integer("KeepOldSnapshots"),
            DispatcherHeartbeat = spec.Child("Dispatcher").Nanoseconds("HeartbeatPeriod"),
            CertificateExpiry = certificates.Nanoseconds("NodeCertExpiry"),
            ExternalCA = [.. certificates.Child("ExternalCAs").Items().Select(authority => authority.Text("URL"))],
            DefaultAddressPool = cluster.Texts("DefaultAddrPool"),
            SubnetSize = cluster.Integer("SubnetSize"),
            DataPathPort = cluster.Integer("DataPathPort"),
            RootRotationInProgress = cluster.Flag("RootRotationInProgress"),
            RootCertificatePem = cluster.Child("TLSInfo").TextOrNull("TrustRoot")?.Trim(),
            Version = cluster.Child("Version").Number("Index"),
            Context = engine.Context,
            EngineHost = engine.HostText,
            RawJson = keepRaw ? json : null,
        };
    }
}
