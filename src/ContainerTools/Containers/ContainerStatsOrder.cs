namespace ContainerTools;

/// <summary>What the live view of containers is sorted by.</summary>
public enum ContainerStatsOrder
{
    /// <summary>The share of processor time, the largest first.</summary>
    Cpu,

    /// <summary>The memory in use, the most first.</summary>
    Memory,

    /// <summary>The bytes received and sent a second, the most first.</summary>
    Network,

    /// <summary>The bytes read from and written to block devices a second, the most first.</summary>
    Disk,

    /// <summary>The name.</summary>
    Name,
}
