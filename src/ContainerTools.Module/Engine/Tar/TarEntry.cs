namespace ContainerTools.Engine.Tar;

/// <summary>The header of an entry, with what extended headers before it said.</summary>
/// <param name="Name">The name as the archive has it: it may be absolute, or climb with <c>..</c>.</param>
/// <param name="Size">The file's bytes when unpacked; 0 for what has no content.</param>
/// <param name="StoredSize">The bytes that lie in the archive, which differ for sparse files.</param>
internal sealed record TarEntry(string Name, TarEntryType Type, long Size, long StoredSize)
{
    private const string CapabilityRecord = "SCHILY.xattr.security.capability";

    /// <summary>The permission bits, set-id and sticky bits included.</summary>
    public int Mode { get; init; }

    public long Uid { get; init; }

    public long Gid { get; init; }

    /// <summary>Where a link points; <see langword="null"/> for what is no link.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public long ModifiedUnix { get; init; }

    /// <summary>Major and minor number of a device.</summary>
    public (int Major, int Minor) Device { get; init; }

    /// <summary>The extended attributes as their pax records; <see langword="null"/> where there are none.</summary>
    public IReadOnlyDictionary<string, byte[]>? Attributes { get; init; }

    /// <summary>The attribute with what an executable may do without being root's; <see langword="null"/> for most.</summary>
    public byte[]? Capability
    {
        get => Attributes?.GetValueOrDefault(CapabilityRecord);
        init => Attributes = value is null ? null : new Dictionary<string, byte[]>(StringComparer.Ordinal) { [CapabilityRecord] = value };
    }
}
