namespace ContainerTools.Engine.Mapping;

/// <summary>The engine's readings of counters as our samples.</summary>
internal static class StatsMapping
{
    /// <summary>A container that does not run is answered with zeros of the year 1.</summary>
    public static bool IsRunning(JsonElement reading) => reading.Time("read") is not null;

    /// <summary>Whether the engine has put the reading before into the answer.</summary>
    public static bool HasPrevious(JsonElement reading) => reading.Time("preread") is not null;

    /// <summary>Makes a sample of a reading. Name and id are given, because not every engine's answer has them.</summary>
    /// <param name="reading">The engine's answer.</param>
    /// <param name="previous">The answer before; without it, what the answer itself tells of the reading before.</param>
    /// <param name="name">The container's name.</param>
    /// <param name="id">The container's id.</param>
    /// <param name="engine">The engine that answered.</param>
    /// <param name="engineIsWindows">What the engine runs on, where the reading does not say what it was taken on.</param>
    public static ContainerStats From(JsonElement reading, JsonElement? previous, string name, string id, EngineEndpoint engine, bool engineIsWindows)
    {
        var windows = reading.TextOrNull("os_type") is { } os ? os.Equals("windows", StringComparison.OrdinalIgnoreCase) : engineIsWindows;
        var read = reading.Time("read");
        var period = read - (previous is { } before ? before.Time("read") : reading.Time("preread"));
        var (cpu, memory) = (reading.Child("cpu_stats"), reading.Child("memory_stats"));
        var total = cpu.Child("cpu_usage").Number("total_usage");
        var usage = windows ? memory.Number("privateworkingset") : MemoryUsage(memory);
        var limit = windows ? null : memory.Limit("limit");
        var (blockRead, blockWritten) = BlockIO(reading, windows);
        var networks = reading.Child("networks");
        var hasNetworks = networks.ValueKind == JsonValueKind.Object;
        return new ContainerStats
        {
            Name = name,
            ContainerId = id,
            Timestamp = read,
            Period = period,
            CpuPercent = CpuPercent(reading, previous, period, windows),
            OnlineCpus = Processors(reading, windows),
            CpuTime = total is { } time ? TimeSpan.FromTicks(windows ? time : time / TimeSpan.NanosecondsPerTick) : null,
            MemoryUsage = usage,
            MemoryLimit = limit,
            MemoryPercent = StatsFormulas.MemoryPercent(usage, limit),
            NetworkReceived = hasNetworks ? networks.Properties().Sum(n => n.Value.Number("rx_bytes") ?? 0) : null,
            NetworkSent = hasNetworks ? networks.Properties().Sum(n => n.Value.Number("tx_bytes") ?? 0) : null,
            BlockRead = blockRead,
            BlockWritten = blockWritten,
            Pids = windows ? null : reading.Child("pids_stats").Number("current"),
            PidsLimit = PidsLimit(reading),
            Context = engine.Context,
            EngineHost = engine.HostText,
            RawJson = reading,
        };
    }

    private static double? CpuPercent(JsonElement reading, JsonElement? previous, TimeSpan? period, bool windows)
    {
        var now = reading.Child("cpu_stats");
        var before = previous is { } earlier ? earlier.Child("cpu_stats") : reading.Child("precpu_stats");
        if (period is not { } passed || Processors(reading, windows) is not { } processors
            || now.Child("cpu_usage").Number("total_usage") is not { } total
            || before.Child("cpu_usage").Number("total_usage") is not { } previousTotal
            || total < previousTotal) // it was restarted between the readings, and counts from 0 again
        {
            return null;
        }
        if (windows) return StatsFormulas.WindowsCpuPercent(total, previousTotal, passed, processors);
        return now.Number("system_cpu_usage") is { } system && before.Number("system_cpu_usage") is { } previousSystem
            ? StatsFormulas.CpuPercent(total, previousTotal, system, previousSystem, processors)
            : null;
    }

    private static int? Processors(JsonElement reading, bool windows)
    {
        if (windows) return (int?)reading.Limit("num_procs");
        var cpu = reading.Child("cpu_stats");
        if (cpu.Limit("online_cpus") is { } online) return (int)online;
        return cpu.Child("cpu_usage").Child("percpu_usage").Items().Count() is > 0 and var counted ? counted : null;
    }

    private static long? MemoryUsage(JsonElement memory)
    {
        var counters = memory.Child("stats");
        return memory.Number("usage") is { } usage
            ? StatsFormulas.MemoryUsage(usage, counters.Number("total_inactive_file"), counters.Number("inactive_file"))
            : null;
    }

    private static (long? Read, long? Written) BlockIO(JsonElement reading, bool windows)
    {
        if (windows)
        {
            var storage = reading.Child("storage_stats");
            return (storage.Number("read_size_bytes"), storage.Number("write_size_bytes"));
        }
        var entries = reading.Child("blkio_stats").Child("io_service_bytes_recursive");
        return entries.ValueKind == JsonValueKind.Array
            ? StatsFormulas.BlockIO(entries.Items().Select(e => (e.Text("op"), e.Number("value") ?? 0)))
            : (null, null);
    }

    /// <summary>Without a limit there is no number, or the largest that there is.</summary>
    private static long? PidsLimit(JsonElement reading) =>
        reading.Child("pids_stats").Child("limit") is { ValueKind: JsonValueKind.Number } limit && limit.TryGetInt64(out var number) && number > 0 ? number : null;
}
