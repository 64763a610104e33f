using System.Management.Automation;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace ContainerTools;

/// <summary>
/// Holds the cmdlets, the engine client and their dependencies apart from whatever other modules of the process have loaded.
/// What is not in the module's own <c>bin</c> folder comes from the default context, this assembly among it.
/// </summary>
public sealed class ModuleLoadContext : AssemblyLoadContext
{
    private static readonly string Bin = Path.Combine(Path.GetDirectoryName(typeof(ModuleLoadContext).Assembly.Location)!, "bin");
    private static readonly ModuleLoadContext Instance = new();

    private ModuleLoadContext() : base("ContainerTools") { }

    /// <summary>
    /// Loads the assembly that holds the cmdlets. Every import of the module in a process gets the same one. What runs at the
    /// module's removal is set here, because each member that a script reads or sets costs an import 3 ms.
    /// </summary>
    /// <param name="module">Where the module's script runs.</param>
    /// <param name="onRemove">Runs when a session removes the module.</param>
    /// <returns>The assembly <c>ContainerTools.Module</c>.</returns>
    public static Assembly LoadModule(EngineIntrinsics module, ScriptBlock onRemove)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.SessionState.Module.OnRemove = onRemove;
        return Instance.LoadFromAssemblyName(new AssemblyName("ContainerTools.Module"));
    }

    /// <inheritdoc />
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        ArgumentNullException.ThrowIfNull(assemblyName);
        // Code compiled ahead of time for this platform first, else the portable one.
        foreach (var folder in new[] { Path.Combine(Bin, RuntimeInformation.RuntimeIdentifier), Bin })
        {
            var path = Path.Combine(folder, assemblyName.Name + ".dll");
            if (File.Exists(path)) return LoadFromAssemblyPath(path);
        }
        return null;
    }
}
