namespace ContainerTools.Engine.Files;

/// <summary>What becomes of local files that cannot be read while they are sent.</summary>
internal abstract class LocalProblems
{
    /// <summary>Takes a file or folder that cannot be opened. It is left out if this returns; throwing ends the sending.</summary>
    /// <exception cref="EngineException">It must not be left out.</exception>
    public abstract void Unreadable(string path, Exception cause);

    /// <summary>The failure for a file whose beginning has been sent and whose rest cannot be: the archive is wrong from there on.</summary>
    /// <param name="cause">Why; <see langword="null"/> for a file that has become shorter.</param>
    public abstract EngineException Broken(string path, Exception? cause);
}
