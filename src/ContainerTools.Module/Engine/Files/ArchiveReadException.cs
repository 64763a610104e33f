namespace ContainerTools.Engine.Files;

/// <summary>The side that an archive comes from broke off, and not the one that it goes to.</summary>
internal sealed class ArchiveReadException(Exception cause) : Exception(cause.Message, cause);
