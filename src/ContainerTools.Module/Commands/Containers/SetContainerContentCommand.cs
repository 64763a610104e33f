using System.Text;
using ContainerTools.Completion;
using ContainerTools.Engine;
using ContainerTools.Engine.Files;

namespace ContainerTools.Commands;

/// <summary>Writes files in containers, which need not run, as <c>Set-Content</c> writes local ones.</summary>
[Cmdlet(VerbsCommon.Set, "ContainerContent", SupportsShouldProcess = true, DefaultParameterSetName = ValueSet)]
[OutputType(typeof(ContainerItem))]
public sealed class SetContainerContentCommand : ActionCommand
{
    private const string ValueSet = "Value";
    private const string ContainerSet = "Container";

    private readonly MemoryStream content = new();
    private ContainerFinder? finder;
    private bool hasValue;

    /// <summary>The containers: names, ids, unique prefixes of ids, patterns, or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ValueSet)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ContainerSet)]
    [ContainerReferenceTransformation]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerReference[] Container { get; set; } = [];

    /// <summary>The paths of the files in the container, as they are written: there are no wildcards. Their directories have to be there.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContainerPathCompleter))]
    public string[] Path { get; set; } = [];

    /// <summary>What is written: each value is a line, or with <c>-AsByteStream</c> one byte or an array of them.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipeline = true, ParameterSetName = ValueSet)]
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = ContainerSet)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object?[]? Value { get; set; }

    /// <summary>Writes bytes as they are.</summary>
    [Parameter]
    public SwitchParameter AsByteStream { get; set; }

    /// <summary>Writes the values one after the other, with no line ends.</summary>
    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    /// <summary>How text is encoded; UTF-8 without a byte order mark unless this says otherwise.</summary>
    [Parameter]
    [TextEncodingTransformation]
    [ValidateNotNull]
    public Encoding Encoding { get; set; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The file's permission bits in octal digits. Without this a file that is there keeps its own, and a new one gets 644.</summary>
    [Parameter]
    [FilePermissionTransformation]
    public UnixFileMode? Mode { get; set; }

    /// <summary>
    /// The file's owner, and after a colon its group, as numbers or names of the container. Without a group it is the number of the
    /// owner. Without this a file that is there keeps its owner, and a new one belongs to root.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Owner { get; set; }

    /// <summary>Emits each file as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override string Action => "Set content";

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        finder = new ContainerFinder(this, () => [Endpoint], EndpointOf);
        if (!AsByteStream) return;
        if (NoNewline || MyInvocation.BoundParameters.ContainsKey(nameof(Encoding))) WriteWarning("-Encoding and -NoNewline mean nothing with -AsByteStream.");
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ContainerSet) content.SetLength(0);
        var values = new ContentValues(this, content) { Encoding = AsByteStream ? null : Encoding, NoNewline = NoNewline };
        foreach (var value in Value ?? []) values.Add(value);
        hasValue = true;
        if (ParameterSetName == ContainerSet) WriteAll();
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        // A pipeline that was empty writes nothing, as with Set-Content.
        if (hasValue && ParameterSetName == ValueSet) WriteAll();
        base.EndProcessing();
    }

    private void WriteAll()
    {
        var bytes = content.ToArray();
        foreach (var target in finder!.Find(Container))
        {
            foreach (var path in Path)
            {
                var place = new ContainerPlace(target, path);
                if (ShouldProcess(place.Caption, Action)) Work.Start(place, (file, token) => WriteAsync(file, bytes, token));
            }
        }
    }

    private async Task<IReadOnlyList<Emission>> WriteAsync(ContainerPlace place, byte[] bytes, CancellationToken token)
    {
        var owner = Owner is null ? null : await ContainerAccounts.FindAsync(place.Container, Owner, token).ConfigureAwait(false);
        await new ContainerFileWrite(place) { Mode = Mode, Owner = owner }.RunAsync(bytes, token).ConfigureAwait(false);
        if (!PassThru) return [];
        var items = new List<Emission>();
        await Task.Run(() => new ContainerListing(place.Container, item => items.Add(new Emission.Output(item)), token).One(place.Path), token).ConfigureAwait(false);
        return items;
    }
}
