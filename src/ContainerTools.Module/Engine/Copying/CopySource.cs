using ContainerTools.Engine.Files;

namespace ContainerTools.Engine.Copying;

/// <summary>What is copied.</summary>
/// <param name="Text">As a person calls it.</param>
/// <param name="Name">What it is called where it arrives, unless the destination says otherwise; empty for what has no name, such as a root.</param>
/// <param name="IsDirectory">Whether it is a directory.</param>
/// <param name="IsContent">Whether what is in the directory is meant, and not the directory.</param>
/// <param name="Size">Its bytes, where that is known.</param>
internal abstract record CopySource(string Text, string Name, bool IsDirectory, bool IsContent, long? Size);

/// <summary>Something local.</summary>
/// <param name="Item">It, with a link at its end followed if that was asked for.</param>
internal sealed record LocalCopySource(string Text, string Name, bool IsDirectory, bool IsContent, long? Size, FileSystemInfo Item) : CopySource(Text, Name, IsDirectory, IsContent, Size);

/// <summary>Something in a container.</summary>
/// <param name="Place">Where it is, with a link at its end followed if that was asked for.</param>
internal sealed record ContainerCopySource(string Text, string Name, bool IsDirectory, bool IsContent, long? Size, ContainerPlace Place) : CopySource(Text, Name, IsDirectory, IsContent, Size);
