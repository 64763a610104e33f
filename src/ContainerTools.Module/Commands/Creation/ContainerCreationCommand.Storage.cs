using ContainerTools.Completion;

namespace ContainerTools.Commands;

/// <content>Its volumes, mounts and devices.</content>
public abstract partial class ContainerCreationCommand
{
    /// <summary>Volumes and folders of the host: <c>source:target[:options]</c>, or hashtables.</summary>
    [Parameter]
    [VolumeMappingTransformation]
    [ArgumentCompleter(typeof(VolumeMappingCompleter))]
    public VolumeMapping[] Volume { get; set; } = [];

    /// <summary>Mounts of any type: <c>type=bind,source=…,target=…</c>, or hashtables.</summary>
    [Parameter]
    [ContainerMountTransformation]
    public ContainerMount[] Mount { get; set; } = [];

    /// <summary>File systems in memory: <c>/tmp:size=64m</c>, or hashtables.</summary>
    [Parameter]
    [TmpfsMountTransformation]
    public TmpfsMount[] Tmpfs { get; set; } = [];

    /// <summary>Containers whose volumes it gets too: <c>name</c> or <c>name:ro</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public string[] VolumesFrom { get; set; } = [];

    /// <summary>The driver of volumes that <c>-Volume</c> makes; without it <c>local</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? VolumeDriver { get; set; }

    /// <summary>Options of the storage driver for its own file system, such as <c>size=10G</c>, or a hashtable.</summary>
    [Parameter]
    [KeyValueTransformation(RequireValue = true)]
    public string[]? StorageOption { get; set; }

    /// <summary>Makes its root file system read-only.</summary>
    [Parameter]
    public SwitchParameter ReadOnly { get; set; }

    /// <summary>The size of <c>/dev/shm</c>: bytes, or docker's <c>64m</c>.</summary>
    [Parameter]
    [ByteSizeTransformation]
    public long? ShmSize { get; set; }

    /// <summary>Devices of the host: <c>/dev/fuse</c>, <c>/dev/sda:/dev/xvda:r</c>, CDI names, or hashtables.</summary>
    [Parameter]
    [DeviceMappingTransformation]
    public DeviceMapping[] Device { get; set; } = [];

    /// <summary>Rules for devices that are made later, of the kernel's device control group: <c>c 42:* rmw</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] DeviceCgroupRule { get; set; } = [];

    /// <summary>Graphics processors: <c>all</c>, a number, docker's <c>device=…</c>, or a hashtable.</summary>
    [Parameter]
    [GpuRequestTransformation]
    public GpuRequest[] Gpu { get; set; } = [];
}
