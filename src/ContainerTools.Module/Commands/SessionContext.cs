using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace ContainerTools.Commands;

/// <summary>
/// The context that a session uses: one a runspace, forgotten with it. A static of its own would be shared by all runspaces of
/// the process.
/// </summary>
internal static class SessionContext
{
    private static readonly ConditionalWeakTable<Runspace, string> Choices = new();

    /// <summary>The choice of the runspace that this thread works for; <see langword="null"/> where it made none.</summary>
    public static string? Current
    {
        get => Runspace.DefaultRunspace is { } runspace && Choices.TryGetValue(runspace, out var name) ? name : null;
        set
        {
            if (Runspace.DefaultRunspace is not { } runspace) return;
            if (value is null) Choices.Remove(runspace);
            else Choices.AddOrUpdate(runspace, value);
        }
    }
}
