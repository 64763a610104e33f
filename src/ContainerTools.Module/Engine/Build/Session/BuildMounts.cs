namespace ContainerTools.Engine.Build.Session;

/// <summary>What the steps of a build may mount of this computer.</summary>
internal sealed class BuildMounts
{
    /// <summary>How long a secret may be: what docker allows.</summary>
    public const int LongestSecret = 500 * 1024;

    public static readonly BuildMounts None = new();

    /// <summary>The secrets by their ids.</summary>
    public IReadOnlyDictionary<string, byte[]> Secrets { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>The sockets or pipes of ssh agents by their ids.</summary>
    public IReadOnlyDictionary<string, string> Agents { get; init; } = new Dictionary<string, string>();

    public bool Any => Secrets.Count + Agents.Count > 0;
}
