namespace ContainerTools.Completion;

/// <summary>On a cmdlet: the states of containers that it can do something with. Only such are proposed for its <c>-Container</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ActsOnAttribute(params ContainerState[] states) : Attribute
{
    public ContainerState[] States { get; } = states;

    /// <summary>Whether <c>-Force</c> makes it take all of them.</summary>
    public bool UnlessForced { get; init; }
}
