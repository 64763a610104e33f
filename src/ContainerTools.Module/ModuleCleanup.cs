using System.Management.Automation.Runspaces;
using ContainerTools.Commands;
using ContainerTools.Engine;

namespace ContainerTools;

/// <summary>
/// Ends a session's subscriptions when it removes the module, and closes the connections to all engines when it was the last
/// session of the process that has it: the others share them.
/// </summary>
public sealed class ModuleCleanup : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static int sessions;

    /// <inheritdoc />
    public void OnImport() => Interlocked.Increment(ref sessions);

    /// <inheritdoc />
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        SessionContext.Current = null;
        if (Runspace.DefaultRunspace is { } session) EventSubscription.UnsubscribeAll(session.InstanceId);
        if (Interlocked.Decrement(ref sessions) <= 0) EngineConnection.CloseAll();
    }
}
