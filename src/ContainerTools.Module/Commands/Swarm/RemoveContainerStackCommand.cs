using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.Stacks;

namespace ContainerTools.Commands;

/// <summary>Removes stacks: their services, secrets, configs and networks. Volumes stay.</summary>
[Cmdlet(VerbsCommon.Remove, "ContainerStack", SupportsShouldProcess = true)]
public sealed class RemoveContainerStackCommand : ActionCommand
{
    /// <summary>The stacks: names, patterns, or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ContainerStackReferenceTransformation]
    [ArgumentCompleter(typeof(StackCompleter))]
    [Alias("Name")]
    [SupportsWildcards]
    public ContainerStackReference[] Stack { get; set; } = [];

    /// <inheritdoc />
    protected override string Action => "Remove with its services, secrets, configs and networks";

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var reference in Stack)
        {
            if (EndpointOf(reference) is not { } endpoint) continue;
            EngineConnection engine;
            IReadOnlyList<ContainerStack> stacks;
            try
            {
                engine = Wait(token => ConnectAsync(endpoint, token));
                stacks = Wait(token => StackList.ReadAsync(engine, endpoint, token));
            }
            catch (Exception e) when (e is not PipelineStoppedException)
            {
                WriteError(Errors.From(e, endpoint, Errors.Subject.Stack, reference.Text));
                continue;
            }
            var found = stacks.Where(stack => reference.IsPattern ? WildcardPattern.Get(reference.Text, WildcardOptions.IgnoreCase).IsMatch(stack.Name) : string.Equals(stack.Name, reference.Text, StringComparison.Ordinal)).ToList();
            if (found.Count == 0 && reference.IsObject) WriteVerbose($"{reference.Text} has gone already.");
            else if (found.Count == 0 && !reference.IsPattern) WriteError(Errors.StackNotFound(reference.Text));
            foreach (var stack in found)
            {
                if (ShouldProcess(stack.Name, Action)) Work.Start(new SwarmMember(engine, endpoint), (member, token) => RemoveAsync(member, stack, token));
            }
        }
    }

    private static async Task<IReadOnlyList<Emission>> RemoveAsync(SwarmMember member, ContainerStack stack, CancellationToken token) =>
        [.. (await StackRemoval.RunAsync(member.Engine, stack, token).ConfigureAwait(false)).Select(failed => new Emission.Failure(Errors.From(failed.Failure, member.Endpoint, failed.Kind, failed.Name)))];
}
