using Model = Docker.DotNet.Models;

namespace ContainerTools.Commands;

/// <summary>What a container may use and what it may do.</summary>
internal static class LimitSettings
{
    public static void Apply(ContainerCreationCommand command, Model.HostConfig host)
    {
        host.Memory = command.Memory ?? 0;
        host.MemorySwap = command.MemorySwap ?? 0;
        host.NanoCPUs = command.Cpu ?? 0;
        host.CPUShares = command.CpuShares ?? 0;
        host.CpusetCpus = command.CpuSet ?? "";
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
        // docker sends these as empty lists, and the engine shows them as they came.
        (host.BlkioWeightDevice, host.BlkioDeviceReadBps, host.BlkioDeviceWriteBps, host.BlkioDeviceReadIOps, host.BlkioDeviceWriteIOps) = ([], [], [], [], []);
        host.Runtime = command.Runtime;
        host.IpcMode = command.IpcMode ?? "";
        host.PidMode = command.PidMode ?? "";
        host.UsernsMode = command.UsernsMode ?? "";
        host.Isolation = command.Isolation ?? "";
    }

    /// <summary>As the engine lists them: in capitals, with their prefix, each once and sorted.</summary>
    private static IEnumerable<string> Capabilities(IEnumerable<string> names) => names
        .Select(name => name.Trim().ToUpperInvariant())
        .Select(name => name == "ALL" || name.StartsWith("CAP_", StringComparison.Ordinal) ? name : "CAP_" + name)
        .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
