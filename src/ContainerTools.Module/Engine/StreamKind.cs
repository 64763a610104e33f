namespace ContainerTools.Engine;

/// <summary>What a streamed answer is, which decides how its connection is read.</summary>
internal enum StreamKind
{
    /// <summary>Text, which an engine sends a line at a time.</summary>
    Lines,

    /// <summary>A container's standard streams, in both directions.</summary>
    Duplex,

    /// <summary>Many bytes, as fast as they come.</summary>
    Archive,

    /// <summary>Calls of the engine and their answers, each of which somebody waits for.</summary>
    Calls,
}
