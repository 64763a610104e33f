namespace ContainerTools.Engine.Tar;

/// <summary>What an entry of a tar archive is.</summary>
internal enum TarEntryType : byte
{
    File,
    HardLink,
    SymbolicLink,
    CharacterDevice,
    BlockDevice,
    Directory,
    Fifo,
    Other,
}
