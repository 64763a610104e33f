namespace ContainerTools.Commands;

/// <content>What it may use and what it may do.</content>
public abstract partial class ContainerCreationCommand
{
    /// <summary>Memory that it may use: bytes, or docker's <c>512m</c>.</summary>
    [Parameter]
    [ByteSizeTransformation]
    public long? Memory { get; set; }

    /// <summary>Memory and swap together; -1 is without a limit for swap.</summary>
    [Parameter]
    [ByteSizeTransformation(AllowUnlimited = true)]
    public long? MemorySwap { get; set; }

    /// <summary>Memory that it is pushed back to when the host runs short: bytes, or docker's <c>256m</c>.</summary>
    [Parameter]
    [ByteSizeTransformation]
    public long? MemoryReservation { get; set; }

    /// <summary>How readily its memory is swapped out, from 0 to 100.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int? MemorySwappiness { get; set; }

    /// <summary>Lets it hang instead of ending a process where it needs more than its limit of memory.</summary>
    [Parameter]
    public SwitchParameter OomKillDisable { get; set; }

    /// <summary>How readily the kernel ends it when the host's memory is short, from -1000 to 1000.</summary>
    [Parameter]
    [ValidateRange(-1000, 1000)]
    public int? OomScoreAdj { get; set; }

    /// <summary>Processors that it may use, such as 1.5.</summary>
    [Parameter]
    [CpuCountTransformation]
    public long? Cpu { get; set; }

    /// <summary>Its weight against other containers when processors are short; the default is 1024.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? CpuShares { get; set; }

    /// <summary>The processors that it may run on: <c>0-3</c>, <c>0,2</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CpuSet { get; set; }

    /// <summary>The nodes of memory (NUMA) that it may use: <c>0-1</c>, <c>0,2</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CpuSetMemory { get; set; }

    /// <summary>The period in microseconds that <c>-CpuQuota</c> is a part of; the default is 100000. <c>-Cpu</c> says both in one number.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? CpuPeriod { get; set; }

    /// <summary>The time in microseconds that it may compute in each period; -1 is without a limit.</summary>
    [Parameter]
    [ValidateRange(-1, long.MaxValue)]
    public long? CpuQuota { get; set; }

    /// <summary>Processes that it may have; -1 is without a limit.</summary>
    [Parameter]
    [ValidateRange(-1, long.MaxValue)]
    public long? PidsLimit { get; set; }

    /// <summary>Limits of its processes: <c>nofile=1024:4096</c>, or hashtables.</summary>
    [Parameter]
    [UlimitTransformation]
    public Ulimit[] Ulimit { get; set; } = [];

    /// <summary>Kernel parameters of its own: <c>net.core.somaxconn=1024</c>, or a hashtable.</summary>
    [Parameter]
    [KeyValueTransformation(RequireValue = true)]
    public string[]? Sysctl { get; set; }

    /// <summary>Linux capabilities that it gets: <c>NET_ADMIN</c>, <c>ALL</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] CapAdd { get; set; } = [];

    /// <summary>Linux capabilities that it loses.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] CapDrop { get; set; } = [];

    /// <summary>Gives it all capabilities and all devices of the host.</summary>
    [Parameter]
    public SwitchParameter Privileged { get; set; }

    /// <summary>Security options: <c>no-new-privileges</c>, <c>seccomp=profile.json</c>, <c>apparmor=…</c>, <c>label=…</c>.</summary>
    [Parameter]
    [SecurityOptionTransformation]
    public SecurityOption[] SecurityOpt { get; set; } = [];

    /// <summary>The runtime that runs it, of those that the engine knows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Runtime { get; set; }

    /// <summary>Its inter-process communication: <c>private</c>, <c>shareable</c>, <c>host</c>, <c>none</c>, <c>container:name</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? IpcMode { get; set; }

    /// <summary>The processes that it sees: <c>host</c>, <c>container:name</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PidMode { get; set; }

    /// <summary>Its user namespace: <c>host</c> turns the engine's remapping off.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? UsernsMode { get; set; }

    /// <summary>Its host and domain name: <c>host</c> gives it those of the host.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? UtsMode { get; set; }

    /// <summary>Its control groups: <c>private</c> or <c>host</c>; without it the engine decides.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CgroupnsMode { get; set; }

    /// <summary>The control group of the host that its own is made in.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CgroupParent { get; set; }

    /// <summary>Groups that its user is in besides its own, by names or numbers.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] GroupAdd { get; set; } = [];

    /// <summary>How it is isolated on Windows: <c>process</c>, <c>hyperv</c>; <c>default</c> elsewhere.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Isolation { get; set; }
}
