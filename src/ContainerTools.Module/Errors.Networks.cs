using ContainerTools.Engine;

namespace ContainerTools;

internal static partial class Errors
{
    /// <summary>A failed call about one network that the user named or piped.</summary>
    public static ErrorRecord OfNetwork(Exception failure, EngineEndpoint endpoint, ContainerNetworkReference reference) =>
        NetworkTarget.IsGone(failure) ? NetworkNotFound(reference.Text) : From(failure, endpoint, Subject.Network, reference.Text);

    public static ErrorRecord NetworkNotFound(string name) => Record("NetworkNotFound", ErrorCategory.ObjectNotFound, name,
        $"There is no network '{name}' on this engine. Get-ContainerNetwork lists those that are there.", null);

    public static ErrorRecord NetworkPredefined(string name) => Record("NetworkPredefined", ErrorCategory.InvalidOperation, name,
        $"The network '{name}' is one that every engine has: it cannot be removed.", null);
}
