namespace ContainerTools.Engine.Copying;

/// <summary>What the end of a path says.</summary>
internal enum PathEnd
{
    /// <summary>Nothing.</summary>
    Open,

    /// <summary>A slash: that it is a directory.</summary>
    Directory,

    /// <summary>A slash and a dot: that what is in it is meant, so that it has to be there.</summary>
    Content,
}
