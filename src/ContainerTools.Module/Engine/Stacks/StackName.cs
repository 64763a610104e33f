namespace ContainerTools.Engine.Stacks;

/// <summary>The name of a stack, which stands before the names of its parts.</summary>
internal readonly record struct StackName(string Name)
{
    /// <summary>The name of a part in the swarm.</summary>
    public string Of(string part) => $"{Name}_{part}";
}
