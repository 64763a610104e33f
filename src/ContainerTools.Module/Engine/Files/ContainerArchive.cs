using ContainerTools.Engine.Tar;

namespace ContainerTools.Engine.Files;

/// <summary>An archive that an engine makes of a path in a container, while it comes.</summary>
internal sealed class ContainerArchive : IDisposable
{
    /// <summary>The error's id for an archive that ends in the middle.</summary>
    public const string CutOffId = "ContainerArchiveCutOff";

    private readonly EngineStream stream;

    public ContainerArchive(EngineStream stream)
    {
        this.stream = stream;
        Reader = new TarStreamReader(stream.Content);
    }

    public TarStreamReader Reader { get; }

    /// <summary>Moves to the next entry.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="EngineException">The archive ended in the middle: the engine met something that it could not read.</exception>
    public bool Read()
    {
        try
        {
            if (Reader.Read()) return true;
        }
        catch (EndOfStreamException e)
        {
            throw CutOff(e);
        }
        return Reader.HasEnd ? false : throw CutOff(null);
    }

    public void Dispose() => stream.Dispose();

    private static EngineException CutOff(Exception? cause) => new(CutOffId, ErrorCategory.ReadError, null,
        "The engine ended the files in the middle, as it does when one of them changes while it is read. Its log says which. Try again.", cause);
}
