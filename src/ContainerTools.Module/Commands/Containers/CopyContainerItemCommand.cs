using ContainerTools.Completion;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Copies files and directories into containers, out of them, and from one to another.</summary>
[Cmdlet(VerbsCommon.Copy, "ContainerItem", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(ContainerItem), typeof(FileInfo), typeof(DirectoryInfo))]
public sealed partial class CopyContainerItemCommand : EngineCommand
{
    private const string PathSet = "Path";
    private const string LiteralSet = "LiteralPath";
    private const string ItemSet = "Item";
    private const string ContainerSet = "FromContainer";

    /// <summary>
    /// What is copied: <c>name:/path</c> in a container, or a local path, with wildcards. With <c>-FromContainer</c>, paths in that
    /// container. A path that ends in <c>/.</c> means what is in the directory, and not the directory.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = PathSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ContainerSet)]
    [CopyPathTransformation]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CopyPathCompleter))]
    public string[] Path { get; set; } = [];

    /// <summary>Local paths, taken as they are written.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralSet)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Items in containers, as <c>Get-ContainerItem</c> gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ItemSet)]
    [ContainerItemTransformation]
    [ValidateNotNullOrEmpty]
    public ContainerItem[] Item { get; set; } = [];

    /// <summary>The container that is copied from: a name, an id, a unique prefix of an id, or an object, which may be of another engine.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ContainerSet)]
    [ContainerReferenceTransformation]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerReference[] FromContainer { get; set; } = [];

    /// <summary>
    /// Where to: <c>name:/path</c> in a container, or a local path. With <c>-ToContainer</c>, a path in those containers. What is a
    /// directory already gets the copy put into it; what is not there becomes the copy. Parents are not made.
    /// </summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CopyPathCompleter))]
    public string Destination { get; set; } = "";

    /// <summary>The containers that are copied to: names, ids, unique prefixes of ids, patterns, or objects, which may be of another engine.</summary>
    [Parameter]
    [ContainerReferenceTransformation]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerReference[]? ToContainer { get; set; }

    /// <summary>Keeps the owners, by their numbers, and here also the capabilities of executables. Without it what is copied belongs to root in a container, and to this user here.</summary>
    [Parameter]
    public SwitchParameter Archive { get; set; }

    /// <summary>Copies what a symbolic link leads to, and not the link, where what is named is a link. Links in directories stay links.</summary>
    [Parameter]
    [Alias("L")]
    public SwitchParameter FollowLink { get; set; }

    /// <summary>Emits what has been made, one object for each thing that was named.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>How many containers are copied to at once.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; } = 16;
}
