namespace ContainerTools.Engine;

/// <summary>Compares an image with a platform as users write it.</summary>
internal static class PlatformMatch
{
    /// <summary>Whether an image is for a platform: <c>linux/arm64</c>, <c>linux/arm/v7</c>, or the processor or the system alone. What is not known fits.</summary>
    public static bool Fits(ContainerImage image, string platform)
    {
        var parts = platform.ToLowerInvariant().Split('/');
        var isSystem = parts.Length > 1 || parts[0] is "linux" or "windows";
        var os = isSystem ? parts[0] : null;
        var processor = parts.Length > 1 ? parts[1] : isSystem ? null : parts[0];
        processor = processor switch { "x86_64" or "x86-64" => "amd64", "aarch64" => "arm64", _ => processor };
        return (os is null || image.Os is null || image.Os == os)
            && (processor is null || image.Architecture is null || image.Architecture == processor)
            && (parts.Length < 3 || image.Variant is null || image.Variant == parts[2]);
    }
}
