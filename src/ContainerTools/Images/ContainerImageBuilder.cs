namespace ContainerTools;

/// <summary>What turns a Dockerfile into an image.</summary>
public enum ContainerImageBuilder
{
    /// <summary>Builds stages side by side, and knows cache mounts and, in newer engines, heredocs.</summary>
    BuildKit,

    /// <summary>Builds one instruction after the other; the only one of Windows engines.</summary>
    Classic,
}
