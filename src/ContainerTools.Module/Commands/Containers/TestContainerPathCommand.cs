using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.Files;

namespace ContainerTools.Commands;

/// <summary>Tells whether paths are there in containers, which need not run.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ContainerPath")]
[OutputType(typeof(bool))]
public sealed class TestContainerPathCommand : ContainerQueryCommand
{
    /// <summary>The paths in the container, as they are written: there are no wildcards.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContainerPathCompleter))]
    public string[] Path { get; set; } = [];

    /// <summary>What has to be there; symbolic links are followed for everything but <c>Any</c>.</summary>
    [Parameter]
    public ContainerPathType PathType { get; set; }

    private protected override void Take(ContainerTarget target)
    {
        foreach (var path in Path) Work.Start(new ContainerPlace(target, path), TestAsync);
    }

    private async Task<IReadOnlyList<Emission>> TestAsync(ContainerPlace place, CancellationToken token)
    {
        var stat = await ContainerFileSystem.StatAsync(place, token).ConfigureAwait(false);
        if (stat?.LinkTarget is { } end && PathType != ContainerPathType.Any)
        {
            // A link that leads nowhere is no directory, so it is a leaf.
            stat = (await ContainerFileSystem.ResolveAsync(new ContainerPlace(place.Container, end), token).ConfigureAwait(false)).Stat ?? stat;
        }
        return [new Emission.Output(stat is not null && Fits(stat))];
    }

    private bool Fits(ContainerPathStat stat) => PathType switch
    {
        ContainerPathType.Leaf => !stat.IsDirectory,
        ContainerPathType.Container or ContainerPathType.Directory => stat.IsDirectory,
        ContainerPathType.File => stat.Type == ContainerFileType.File,
        _ => true,
    };
}
