using System.ComponentModel;
using System.Management.Automation;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace ContainerTools;

/// <summary>A swarm as one of its engines sees it. What is unknown, because only managers know it, is <see langword="null"/>.</summary>
[TypeConverter(typeof(HashtableConverter))]
public sealed class ContainerSwarm
{
    private PSObject? raw;
    private X509Certificate2? root;

    /// <summary>The swarm's id; <see langword="null"/> where the engine is in none, and from a worker.</summary>
    public string? Id { get; init; }

    /// <summary>What the engine that was asked is to the swarm.</summary>
    public ContainerSwarmState State { get; init; }

    /// <summary>The engine's own id as a node.</summary>
    public string? NodeId { get; init; }

    /// <summary>The address by which the other nodes reach this engine.</summary>
    public string? NodeAddress { get; init; }

    /// <summary>Whether the engine is a manager, and not a worker.</summary>
    public bool IsManager { get; init; }

    /// <summary>Why the engine cannot work with the swarm.</summary>
    public string? Error { get; init; }

    /// <summary>How many managers there are.</summary>
    public int? Managers { get; init; }

    /// <summary>How many nodes there are, managers and workers.</summary>
    public int? Nodes { get; init; }

    /// <summary>The managers' addresses, with their ports: a node joins at one of them.</summary>
    public IReadOnlyList<string> RemoteManagers { get; init; } = [];

    /// <summary>When it was made.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When its settings were changed last.</summary>
    public DateTimeOffset? Updated { get; init; }

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a manager that is started again has to be unlocked.</summary>
    public bool? AutoLock { get; init; }

    /// <summary>How many old tasks are kept of each task of a service.</summary>
    public int? TaskHistoryLimit { get; init; }

    /// <summary>How many log entries are between two snapshots of its state.</summary>
    public long? SnapshotInterval { get; init; }

    /// <summary>How many old snapshots are kept.</summary>
    public int? MaxSnapshots { get; init; }

    /// <summary>How often nodes report to a manager.</summary>
    public TimeSpan? DispatcherHeartbeat { get; init; }

    /// <summary>How long the nodes' certificates are valid; they are renewed before.</summary>
    public TimeSpan? CertificateExpiry { get; init; }

    /// <summary>The addresses of authorities outside of it that sign certificates.</summary>
    public IReadOnlyList<string> ExternalCA { get; init; } = [];

    /// <summary>The networks of addresses that its networks are cut from.</summary>
    public IReadOnlyList<string> DefaultAddressPool { get; init; } = [];

    /// <summary>How many bits of an address name such a cut.</summary>
    public int? SubnetSize { get; init; }

    /// <summary>The UDP port of the traffic between containers.</summary>
    public int? DataPathPort { get; init; }

    /// <summary>Whether its own authority is being replaced.</summary>
    public bool? RootRotationInProgress { get; init; }

    /// <summary>The certificate of its own authority, which all its nodes trust; its first where there are several. <see langword="null"/> but from a manager.</summary>
    public X509Certificate2? RootCertificate => root ??= RootCertificatePem is { } pem ? Read(pem) : null;

    /// <summary>The same as text in PEM, as <c>docker swarm ca</c> writes it.</summary>
    public string? RootCertificatePem { get; init; }

    /// <summary>The number of the last change, as the managers count.</summary>
    public long? Version { get; init; }

    /// <summary>The context that the engine which was asked was named by; <see langword="null"/> if none was.</summary>
    public string? Context { get; init; }

    /// <summary>The engine that was asked, as a URI: objects go back to it.</summary>
    public string? EngineHost { get; init; }

    /// <summary>The engine's answer, untouched, as an object to walk through; only with <c>-Detailed</c>.</summary>
    public PSObject? Raw => raw ??= RawJson is { } json ? JsonConversion.ToPSObject(json) : null;

    internal JsonElement? RawJson { get; init; }

    /// <inheritdoc />
    public override string ToString() => Id ?? State.ToString();

    private static X509Certificate2? Read(string pem)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem);
        }
        catch (CryptographicException)
        {
            return null; // the text is there for whoever can read it
        }
    }
}
