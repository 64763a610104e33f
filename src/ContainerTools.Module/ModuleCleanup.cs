using ContainerTools.Engine;

namespace ContainerTools;

/// <summary>Closes the connections to all engines when the module is removed. A session that still has it opens new ones.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc />
    public void OnRemove(PSModuleInfo psModuleInfo) => EngineConnection.CloseAll();
}
