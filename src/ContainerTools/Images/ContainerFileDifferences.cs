namespace ContainerTools;

/// <summary>In what two files at one path differ. The time of writing is none of it: it differs in every build.</summary>
[Flags]
public enum ContainerFileDifferences
{
    /// <summary>In nothing; so for what only one side has.</summary>
    None = 0,

    /// <summary>One is a file and the other a directory, a link or something else.</summary>
    Type = 1,

    /// <summary>Their bytes.</summary>
    Content = 2,

    /// <summary>Their permission bits.</summary>
    Mode = 4,

    /// <summary>Their owner or their group.</summary>
    Owner = 8,

    /// <summary>Where they point.</summary>
    LinkTarget = 16,
}
