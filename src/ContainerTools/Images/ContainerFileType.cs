namespace ContainerTools;

/// <summary>What a file in an image or a container is.</summary>
public enum ContainerFileType
{
    /// <summary>An ordinary file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,

    /// <summary>A second name of a file in the same layer.</summary>
    HardLink,

    /// <summary>A character device.</summary>
    CharacterDevice,

    /// <summary>A block device.</summary>
    BlockDevice,

    /// <summary>A named pipe.</summary>
    Fifo,

    /// <summary>Something else, or something that is no longer known.</summary>
    Other,
}
