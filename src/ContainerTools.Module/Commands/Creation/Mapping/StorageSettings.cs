using Model = Docker.DotNet.Models;

namespace ContainerTools.Commands;

/// <summary>Volumes, mounts and devices.</summary>
internal static class StorageSettings
{
    private const string CdiDriver = "cdi";

    public static void Apply(ContainerCreationCommand command, Model.CreateContainerParameters parameters)
    {
        var host = parameters.HostConfig!;
        host.Binds = CreationMapping.ListOrNull(command.Volume.Where(volume => volume.Source is not null).Select(volume => volume.ToString()));
        parameters.Volumes = command.Volume.Where(volume => volume.Source is null).ToDictionary(volume => volume.Target, _ => default(Model.EmptyStruct), StringComparer.Ordinal)
            is { Count: > 0 } anonymous ? anonymous : null!;
        host.Mounts = CreationMapping.ListOrNull(command.Mount.Select(Mount));
        host.Tmpfs = command.Tmpfs.Length == 0 ? null : command.Tmpfs.GroupBy(tmpfs => tmpfs.Target, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last().Options ?? "", StringComparer.Ordinal);
        host.VolumesFrom = CreationMapping.ListOrNull(command.VolumesFrom);
        host.VolumeDriver = command.VolumeDriver ?? "";
        host.StorageOpt = command.StorageOption is null ? null! : CreationMapping.Pairs(command.StorageOption);
        host.ReadonlyRootfs = command.ReadOnly;
        host.ShmSize = command.ShmSize ?? 0;
        host.Devices = [.. command.Device.Where(device => device.CdiName is null).Select(Device)];
        host.DeviceCgroupRules = CreationMapping.ListOrNull(command.DeviceCgroupRule);
        host.DeviceRequests = CreationMapping.ListOrNull(command.Gpu.Select(Gpu).Concat(Cdi(command.Device)));
    }

    private static Model.Mount Mount(ContainerMount mount) => new()
    {
        Type = mount.Type,
        Source = mount.Source,
        Target = mount.Target,
        ReadOnly = mount.ReadOnly ? true : null,
        Consistency = mount.Consistency,
        BindOptions = mount.BindPropagation is null && mount.BindRecursive is null && mount.BindCreateSource is null ? null : new Model.BindOptions
        {
            Propagation = mount.BindPropagation,
            NonRecursive = mount.BindRecursive == "disabled" ? true : null,
            ReadOnlyNonRecursive = mount.BindRecursive == "writable" ? true : null,
            ReadOnlyForceRecursive = mount.BindRecursive == "readonly" ? true : null,
            CreateMountpoint = mount.BindCreateSource,
        },
        VolumeOptions = mount.VolumeNoCopy is null && mount.VolumeLabels is null && mount.VolumeSubpath is null && mount.VolumeDriver is null && mount.VolumeOptions is null ? null : new Model.VolumeOptions
        {
            NoCopy = mount.VolumeNoCopy,
            Labels = mount.VolumeLabels is { } labels ? new Dictionary<string, string>(labels) : null,
            Subpath = mount.VolumeSubpath,
            DriverConfig = mount.VolumeDriver is null && mount.VolumeOptions is null ? null : new Model.Driver
            {
                Name = mount.VolumeDriver,
                Options = mount.VolumeOptions is { } options ? new Dictionary<string, string>(options) : null,
            },
        },
        ImageOptions = mount.ImageSubpath is null ? null : new Model.ImageOptions { Subpath = mount.ImageSubpath },
        TmpfsOptions = mount.TmpfsSize is null && mount.TmpfsMode is null ? null : new Model.TmpfsOptions
        {
            SizeBytes = mount.TmpfsSize,
            Mode = mount.TmpfsMode is { } mode ? Convert.ToUInt32(mode, 8) : null,
        },
    };

    private static Model.DeviceMapping Device(DeviceMapping device) => new()
    {
        PathOnHost = device.PathOnHost ?? "",
        PathInContainer = device.PathInContainer ?? "",
        CgroupPermissions = device.CgroupPermissions ?? "",
    };

    private static Model.DeviceRequest Gpu(GpuRequest gpu) => new()
    {
        Driver = gpu.Driver ?? "",
        Count = gpu.Count,
        DeviceIDs = gpu.DeviceIds.Count == 0 ? null! : [.. gpu.DeviceIds],
        Capabilities = [[.. gpu.Capabilities]],
        Options = new Dictionary<string, string>(gpu.Options),
    };

    private static IEnumerable<Model.DeviceRequest> Cdi(IEnumerable<DeviceMapping> devices)
    {
        var names = devices.Select(device => device.CdiName).OfType<string>().ToList();
        if (names.Count > 0) yield return new Model.DeviceRequest { Driver = CdiDriver, DeviceIDs = names };
    }
}
