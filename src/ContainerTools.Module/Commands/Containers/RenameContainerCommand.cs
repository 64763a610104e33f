using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Gives a container another name.</summary>
[Cmdlet(VerbsCommon.Rename, "Container", SupportsShouldProcess = true)]
[OutputType(typeof(Container))]
public sealed class RenameContainerCommand : ContainerChangeCommand
{
    /// <summary>The new name, or a script block that makes one from each container.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string NewName { get; set; } = "";

    /// <inheritdoc />
    protected override string Action => $"Rename to '{NewName}'";

    private protected override Task ChangeAsync(ContainerTarget target, CancellationToken token) => RenameAsync(target, NewName, token);

    private protected override Func<ContainerTarget, CancellationToken, Task<IReadOnlyList<Emission>>> Prepare()
    {
        var name = NewName;
        return (target, token) => ChangeAsync(target, (found, stop) => RenameAsync(found, name, stop), token);
    }

    private static Task RenameAsync(ContainerTarget target, string name, CancellationToken token) =>
        target.Engine.DoAsync(HttpMethod.Post, target.Path("/rename"), new Query().Add("name", name), token);
}
