using ContainerTools.Commands;
using ContainerTools.Engine;

namespace ContainerTools;

/// <summary>
/// Closes the connections to all engines when the last session of the process that has the module removes it: other sessions
/// share them.
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
        if (Interlocked.Decrement(ref sessions) <= 0) EngineConnection.CloseAll();
    }
}
