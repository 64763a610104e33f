namespace ContainerTools.Commands;

/// <content>How many tasks, where, with what, and how they are replaced.</content>
public abstract partial class ServiceSpecCommand
{
    /// <summary>How many tasks it has.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Replicas { get; set; }

    /// <summary>How many tasks of a job run at once.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? MaxConcurrent { get; set; }

    /// <summary>How many tasks a node has at most; 0 is without a limit.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? MaxReplicasPerNode { get; set; }

    /// <summary>What a node must fulfil: <c>node.role==worker</c>, <c>node.labels.disk!=hdd</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Constraint { get; set; }

    /// <summary>What its tasks are spread over: <c>spread=node.labels.zone</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? PlacementPreference { get; set; }

    /// <summary>Processors that a task may use, such as 1.5.</summary>
    [Parameter]
    [CpuCountTransformation]
    public long? LimitCpu { get; set; }

    /// <summary>Memory that a task may use: bytes, or docker's <c>512m</c>.</summary>
    [Parameter]
    [ByteSizeTransformation]
    public long? LimitMemory { get; set; }

    /// <summary>Processes that a task may have; 0 is without a limit.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? LimitPids { get; set; }

    /// <summary>Processors that a node must have free for a task.</summary>
    [Parameter]
    [CpuCountTransformation]
    public long? ReserveCpu { get; set; }

    /// <summary>Memory that a node must have free for a task.</summary>
    [Parameter]
    [ByteSizeTransformation]
    public long? ReserveMemory { get; set; }

    /// <summary>Other things that a node must have for a task: <c>gpu=2</c>.</summary>
    [Parameter]
    [KeyValueTransformation(RequireValue = true)]
    public string[]? GenericResource { get; set; }

    /// <summary>When a task that ended is replaced.</summary>
    [Parameter]
    public ContainerRestartCondition? RestartCondition { get; set; }

    /// <summary>The pause before that.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? RestartDelay { get; set; }

    /// <summary>How often a task is replaced at most; 0 is without a limit.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? RestartMaxAttempts { get; set; }

    /// <summary>The time over which these are counted.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? RestartWindow { get; set; }

    /// <summary>How many tasks are replaced at once; 0 is all.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? UpdateParallelism { get; set; }

    /// <summary>The pause between two of these.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? UpdateDelay { get; set; }

    /// <summary>How long a new task is watched for failure.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? UpdateMonitor { get; set; }

    /// <summary>What is done when an update fails.</summary>
    [Parameter]
    public ContainerUpdateFailureAction? UpdateFailureAction { get; set; }

    /// <summary>The part of tasks, from 0 to 1, that may fail.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double? UpdateMaxFailureRatio { get; set; }

    /// <summary>Whether the old task ends before the new one starts, or after.</summary>
    [Parameter]
    public ContainerUpdateOrder? UpdateOrder { get; set; }

    /// <summary>How many tasks are taken back at once; 0 is all.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? RollbackParallelism { get; set; }

    /// <summary>The pause between two of these.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? RollbackDelay { get; set; }

    /// <summary>How long a new task is watched for failure.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? RollbackMonitor { get; set; }

    /// <summary>What is done when a rollback fails.</summary>
    [Parameter]
    [ValidateSet("Pause", "Continue")]
    public ContainerUpdateFailureAction? RollbackFailureAction { get; set; }

    /// <summary>The part of tasks, from 0 to 1, that may fail.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double? RollbackMaxFailureRatio { get; set; }

    /// <summary>Whether the old task ends before the new one starts, or after.</summary>
    [Parameter]
    public ContainerUpdateOrder? RollbackOrder { get; set; }

    /// <summary>Hands this user's credentials for the image's registry to the nodes.</summary>
    [Parameter]
    public SwitchParameter WithRegistryAuth { get; set; }

    /// <summary>Does not ask the registry for the digest of the image.</summary>
    [Parameter]
    public SwitchParameter NoResolveImage { get; set; }
}
