namespace ContainerTools;

/// <summary>
/// Names a task of a swarm: by text (an exact name, else a unique id prefix, else a wildcard pattern), or by an object that came
/// from an engine and goes back to that engine.
/// </summary>
public sealed class ContainerTaskReference : EngineReference
{
    /// <summary>Names a task by text.</summary>
    /// <param name="text">A name, an id, a unique prefix of an id, or a wildcard pattern.</param>
    /// <exception cref="FormatException">The text is empty.</exception>
    public ContainerTaskReference(string text) : base(Checked(text), null, null, null, null) { }

    /// <summary>Names the task that an object stands for.</summary>
    /// <param name="task">The task.</param>
    public ContainerTaskReference(ContainerTask task) : base(Checked(task).Name, task.Id, task.Name, task.Context, task.EngineHost) { }

    internal ContainerTaskReference(string text, string? id, string? name, string? context, string? engineHost) : base(text, id, name, context, engineHost) { }

    private static string Checked(string text) => string.IsNullOrWhiteSpace(text) ? throw new FormatException("A task's name or id is empty.") : text;

    private static ContainerTask Checked(ContainerTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task;
    }
}
