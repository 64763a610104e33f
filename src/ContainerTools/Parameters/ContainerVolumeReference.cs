namespace ContainerTools;

/// <summary>
/// Names a volume: by text (an exact name, else a wildcard pattern), or by an object that came from an engine and goes back to that
/// engine.
/// </summary>
public sealed class ContainerVolumeReference : EngineReference
{
    /// <summary>Names a volume by text.</summary>
    /// <param name="text">A name or a wildcard pattern.</param>
    /// <exception cref="FormatException">The text is empty.</exception>
    public ContainerVolumeReference(string text) : base(Checked(text), null, null, null, null) { }

    /// <summary>Names the volume that an object stands for.</summary>
    /// <param name="volume">The volume.</param>
    public ContainerVolumeReference(ContainerVolume volume) : base(Checked(volume).Name, volume.Name, volume.Name, volume.Context, volume.EngineHost) { }

    internal ContainerVolumeReference(string name, string? context, string? engineHost) : base(name, name, name, context, engineHost) { }

    private static string Checked(string text) => string.IsNullOrWhiteSpace(text) ? throw new FormatException("A volume's name is empty.") : text;

    private static ContainerVolume Checked(ContainerVolume volume)
    {
        ArgumentNullException.ThrowIfNull(volume);
        return volume;
    }
}
