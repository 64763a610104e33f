namespace ContainerTools;

/// <summary>Which of a process's outputs a text was written to.</summary>
public enum ContainerOutputStream
{
    /// <summary>Standard output; everything, for a container with a terminal.</summary>
    StdOut = 1,

    /// <summary>Standard error.</summary>
    StdErr = 2,
}
