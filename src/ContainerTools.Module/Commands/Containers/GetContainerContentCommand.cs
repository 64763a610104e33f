using System.Text;
using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.Files;

namespace ContainerTools.Commands;

/// <summary>Reads files in containers, which need not run, as <c>Get-Content</c> reads local ones.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerContent")]
[OutputType(typeof(string), typeof(byte), typeof(byte[]))]
public sealed class GetContainerContentCommand : ContainerQueryCommand
{
    /// <summary>How many files are read ahead of the one that is being written.</summary>
    private const int ReadAhead = 2;

    private StreamSet? streams;

    /// <summary>The paths of the files in the container, as they are written: there are no wildcards.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContainerPathCompleter))]
    public string[] Path { get; set; } = [];

    /// <summary>Emits each file as one string, or with <c>-AsByteStream</c> as one array of bytes.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    /// <summary>Emits bytes instead of lines.</summary>
    [Parameter]
    public SwitchParameter AsByteStream { get; set; }

    /// <summary>Only so many lines, or bytes, from the beginning; the rest is not fetched.</summary>
    [Parameter]
    [Alias("First", "Head")]
    [ValidateRange(0, long.MaxValue)]
    public long? TotalCount { get; set; }

    /// <summary>Only so many lines, or bytes, from the end.</summary>
    [Parameter]
    [Alias("Last")]
    [ValidateRange(0, int.MaxValue)]
    public int? Tail { get; set; }

    /// <summary>How the text is encoded; UTF-8 unless the file begins with another byte order mark.</summary>
    [Parameter]
    [TextEncodingTransformation]
    [ValidateNotNull]
    public Encoding? Encoding { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if ((Raw ? 1 : 0) + (TotalCount is null ? 0 : 1) + (Tail is null ? 0 : 1) > 1)
        {
            ThrowTerminatingError(Errors.InvalidArgument("ParametersConflict", null, "-Raw, -TotalCount and -Tail exclude each other: give one of them."));
        }
        if (AsByteStream && Encoding is not null) WriteWarning("-Encoding means nothing with -AsByteStream.");
    }

    private protected override void Take(ContainerTarget target)
    {
        streams ??= new StreamSet(inOrder: true, ReadAhead, Token) { Capacity = null };
        foreach (var path in Path) streams.Start(this, (emitter, token) => Read(new ContainerPlace(target, path), emitter, token));
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

    /// <summary>Reads one file; on a thread of its own.</summary>
    private void Read(ContainerPlace place, Emitter emitter, CancellationToken token)
    {
        try
        {
            using var file = ContainerFile.OpenAsync(place, token).GetAwaiter().GetResult();
            var content = new ContainerContent(file, emitter, token);
            if (Raw && AsByteStream) content.EmitArray();
            else if (AsByteStream) content.EmitBytes(TotalCount, Tail);
            else if (Raw) content.EmitText(Encoding);
            else content.EmitLines(Encoding, TotalCount, Tail);
        }
        catch (Exception e) when (!token.IsCancellationRequested)
        {
            emitter.Send(new Emission.Failure(place.Failure(e)));
        }
    }
}
