using Model = Docker.DotNet.Models;

namespace ContainerTools.Commands;

/// <summary>What a container may use and what it may do.</summary>
internal static class LimitSettings
{
    public static void Apply(ContainerCreationCommand command, Model.HostConfig host)
    {
        host.Memory = command.Memory ?? 0;
        host.MemorySwap = command.MemorySwap ?? 0;
        host.MemoryReservation = command.MemoryReservation ?? 0;
        host.MemorySwappiness = command.MemorySwappiness;
        host.OomKillDisable = command.OomKillDisable ? true : null;
        host.OomScoreAdj = command.OomScoreAdj ?? 0;
        host.NanoCPUs = command.Cpu ?? 0;
        host.CPUShares = command.CpuShares ?? 0;
        host.CpusetCpus = command.CpuSet ?? "";
        host.CpusetMems = command.CpuSetMemory ?? "";
        host.CPUPeriod = command.CpuPeriod ?? 0;
        host.CPUQuota = command.CpuQuota ?? 0;
        host.PidsLimit = command.PidsLimit;
        host.Ulimits = [.. command.Ulimit.Select(limit => new Model.Ulimit { Name = limit.Name, Soft = limit.Soft, Hard = limit.Hard })];
        host.Sysctls = command.Sysctl is null ? null : CreationMapping.Pairs(command.Sysctl);
        host.CapAdd = CreationMapping.ListOrNull(Capabilities(command.CapAdd));
        host.CapDrop = CreationMapping.ListOrNull(Capabilities(command.CapDrop));
        host.Privileged = command.Privileged;
        host.SecurityOpt = command.SecurityOpt.Length == 0 ? null! : [.. command.SecurityOpt.Where(option => !option.IsUnconfinedSystemPaths).Select(option => option.ToString())];
        if (command.SecurityOpt.Any(option => option.IsUnconfinedSystemPaths))
        {
            host.MaskedPaths = [];
            host.ReadonlyPaths = [];
        }
        host.BlkioWeight = (ushort)(command.BlkioWeight ?? 0);
        // docker sends these as lists, also where they are empty, and the engine shows them as they came.
        host.BlkioWeightDevice = [.. command.BlkioWeightDevice.Select(device => new Model.WeightDevice { Path = device.Path, Weight = (ushort)device.Rate })];
        host.BlkioDeviceReadBps = Rates(command.DeviceReadBps);
        host.BlkioDeviceWriteBps = Rates(command.DeviceWriteBps);
        host.BlkioDeviceReadIOps = Rates(command.DeviceReadIOps);
        host.BlkioDeviceWriteIOps = Rates(command.DeviceWriteIOps);
        host.Runtime = command.Runtime;
        host.IpcMode = command.IpcMode ?? "";
        host.PidMode = command.PidMode ?? "";
        host.UsernsMode = command.UsernsMode ?? "";
        host.UTSMode = command.UtsMode ?? "";
        host.CgroupnsMode = command.CgroupnsMode ?? "";
        host.CgroupParent = command.CgroupParent ?? "";
        host.GroupAdd = CreationMapping.ListOrNull(command.GroupAdd);
        host.Isolation = command.Isolation ?? "";
    }

    private static List<Model.ThrottleDevice> Rates(IEnumerable<DeviceRate> devices) => [.. devices.Select(device => new Model.ThrottleDevice { Path = device.Path, Rate = (ulong)device.Rate })];

    /// <summary>As the engine lists them: in capitals, with their prefix, each once and sorted.</summary>
    private static IEnumerable<string> Capabilities(IEnumerable<string> names) => names
        .Select(name => name.Trim().ToUpperInvariant())
        .Select(name => name == "ALL" || name.StartsWith("CAP_", StringComparison.Ordinal) ? name : "CAP_" + name)
        .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
