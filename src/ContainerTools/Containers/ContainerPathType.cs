namespace ContainerTools;

/// <summary>What is asked of a path in a container. The first three are the words of <c>Test-Path</c>.</summary>
public enum ContainerPathType
{
    /// <summary>That something is there, a symbolic link that leads nowhere too.</summary>
    Any,

    /// <summary>That something is there and is no directory.</summary>
    Leaf,

    /// <summary>That it is a directory, or a symbolic link to one.</summary>
    Container,

    /// <summary>That it is an ordinary file, or a symbolic link to one.</summary>
    File,

    /// <summary>The same as <see cref="Container"/>.</summary>
    Directory,
}
