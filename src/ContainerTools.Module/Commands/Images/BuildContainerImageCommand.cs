using ContainerTools.Completion;

namespace ContainerTools.Commands;

/// <summary>Builds an image from a Dockerfile.</summary>
[Cmdlet("Build", "ContainerImage", DefaultParameterSetName = FolderSet, SupportsShouldProcess = true)]
[OutputType(typeof(ContainerImage), typeof(ContainerBuildStep))]
public sealed partial class BuildContainerImageCommand : EngineCommand
{
    private const string FolderSet = "Folder";
    private const string TextSet = "Text";

    /// <summary>The folder that the image is made of, or a git repository or URL that the engine fetches by itself.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The Dockerfile, if it is not the folder's <c>Dockerfile</c>. It may lie elsewhere.</summary>
    [Parameter(ParameterSetName = FolderSet)]
    [Alias("Dockerfile")]
    [ValidateNotNullOrEmpty]
    public string? File { get; set; }

    /// <summary>The Dockerfile's text, line by line or whole. Without <see cref="Path"/> nothing can be copied from a folder.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = TextSet)]
    [AllowEmptyString]
    public object? InputObject { get; set; }

    /// <summary>The names that the image gets: <c>name:tag</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Tag { get; set; } = [];

    /// <summary>Values for the Dockerfile's <c>ARG</c>: <c>NAME=value</c>, <c>NAME</c> for this process's value, or a hashtable.</summary>
    [Parameter]
    [KeyValueTransformation]
    public string[] BuildArgument { get; set; } = [];

    /// <summary>Secrets that steps may mount: <c>id=name,src=file</c>, <c>id=name,env=VARIABLE</c>, or a hashtable of ids and secure strings, credentials, bytes or files.</summary>
    [Parameter]
    [BuildSecretTransformation]
    public BuildSecret[] Secret { get; set; } = [];

    /// <summary>The ssh agents that steps may use: <c>default</c>, <c>name=/path/of/its/socket</c>.</summary>
    [Parameter]
    [BuildSshAgentTransformation]
    public BuildSshAgent[] Ssh { get; set; } = [];

    /// <summary>The stage to build; the last one without it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Target { get; set; }

    /// <summary>Labels for the image: <c>key=value</c> or a hashtable.</summary>
    [Parameter]
    [KeyValueTransformation]
    [ArgumentCompleter(typeof(LabelCompleter))]
    public string[] Label { get; set; } = [];

    /// <summary>Builds every step again, whatever earlier builds have done.</summary>
    [Parameter]
    public SwitchParameter NoCache { get; set; }

    /// <summary>Fetches the base images even if the engine has them.</summary>
    [Parameter]
    public SwitchParameter Pull { get; set; }

    /// <summary>The platform that the image is for: <c>linux/arm64</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Platform { get; set; }

    /// <summary>Images whose layers may be taken for steps that they were built with.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public string[] CacheFrom { get; set; } = [];

    /// <summary>Lines for the hosts file of the <c>RUN</c> instructions: <c>name:address</c>, or a hashtable of names and addresses.</summary>
    [Parameter]
    [HostEntryTransformation]
    public HostEntry[] AddHost { get; set; } = [];

    /// <summary>The size of <c>/dev/shm</c> for the <c>RUN</c> instructions: bytes, or docker's <c>64m</c>.</summary>
    [Parameter]
    [ByteSizeTransformation]
    [ValidateRange(1, long.MaxValue)]
    public long? ShmSize { get; set; }

    /// <summary>Limits of the processes of the <c>RUN</c> instructions: <c>nofile=1024:4096</c>, or hashtables.</summary>
    [Parameter]
    [UlimitTransformation]
    public Ulimit[] Ulimit { get; set; } = [];

    /// <summary>The network of the <c>RUN</c> instructions: <c>default</c>, <c>none</c>, <c>host</c>; with the classic builder any.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public string? Network { get; set; }

    /// <summary>What builds; BuildKit where the engine has it.</summary>
    [Parameter]
    public ContainerImageBuilder? Builder { get; set; }

    /// <summary>The variable that receives the steps, also those of a build that failed. The image has them too.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StepVariable { get; set; }

    /// <summary>Emits the steps before the image.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }
}
