using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.Files;

namespace ContainerTools.Commands;

/// <summary>Tells of files, directories and links in containers, which need not run.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerItem", DefaultParameterSetName = "Path")]
[OutputType(typeof(ContainerItem))]
public sealed class GetContainerItemCommand : ContainerQueryCommand
{
    /// <summary>How many containers are read ahead of the one that is being written.</summary>
    private const int ReadAhead = 4;

    private StreamSet? streams;

    /// <summary>The paths in the container; wildcards in any part of them, so that <c>/etc/*</c> is what is in <c>/etc</c>.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContainerPathCompleter))]
    public string[] Path { get; set; } = [];

    /// <summary>The paths in the container, taken as they are written.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Lists what is in directories, and in directories in them, instead of the directories.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    private protected override void Take(ContainerTarget target)
    {
        // While it sends a file system the engine answers nothing else about the container. A reader that waited for the rest of
        // the pipeline would wait for ever if that asks about the same container.
        streams ??= new StreamSet(inOrder: true, ReadAhead, Token) { Capacity = null };
        var literal = ParameterSetName == "LiteralPath";
        foreach (var path in literal ? LiteralPath : Path)
        {
            streams.Start(this, (emitter, token) => List(new ContainerPlace(target, path), literal, emitter, token));
        }
        streams.WriteAvailable(this);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        base.EndProcessing();
        streams?.WriteAll(this);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing) streams?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Lists one path; on a thread of its own.</summary>
    private void List(ContainerPlace place, bool literal, Emitter emitter, CancellationToken token)
    {
        try
        {
            var listing = new ContainerListing(place.Container, item => emitter.Send(new Emission.Output(item)), token);
            if (!literal && WildcardPattern.ContainsWildcardCharacters(place.Path)) listing.Matching(place.Path, Recurse);
            else if (Recurse) listing.Below(place.Path);
            else listing.One(place.Path);
        }
        catch (Exception e) when (!token.IsCancellationRequested)
        {
            emitter.Send(new Emission.Failure(place.Failure(e)));
        }
    }
}
