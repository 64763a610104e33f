namespace ContainerTools.Engine.Stacks;

/// <summary>Something that deploying or removing a stack does to one of its parts.</summary>
/// <param name="Phase">Changes of a lower phase are done before.</param>
/// <param name="Kind">What kind of part.</param>
/// <param name="Name">Its name in the swarm.</param>
/// <param name="Action">What is done, in a word; <see langword="null"/> for what changes nothing.</param>
/// <param name="RunAsync">Does it, and gives warnings.</param>
internal sealed record StackChange(int Phase, Errors.Subject Kind, string Name, string? Action, Func<CancellationToken, Task<IReadOnlyList<string>>> RunAsync);
