using ContainerTools.Engine;

namespace ContainerTools;

internal static partial class Errors
{
    /// <summary>A failed call about one volume that the user named or piped.</summary>
    /// <param name="name">The volume's name; for one that a pattern fitted, it tells which.</param>
    public static ErrorRecord OfVolume(Exception failure, EngineEndpoint endpoint, ContainerVolumeReference reference, string name)
    {
        var target = reference.IsPattern ? name : reference.Text;
        return VolumeTarget.IsGone(failure) ? VolumeNotFound(target) : From(failure, endpoint, Subject.Volume, target);
    }

    public static ErrorRecord VolumeNotFound(string name) => Record("VolumeNotFound", ErrorCategory.ObjectNotFound, name,
        $"There is no volume '{name}' on this engine. Get-ContainerVolume lists those that are there.", null);
}
