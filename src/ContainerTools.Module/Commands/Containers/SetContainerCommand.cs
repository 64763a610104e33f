using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Changes the limits and the restart policy of containers, running or not.</summary>
/// <remarks>
/// To the engine, 0 means "leave it as it is": a limit can be moved and not be taken away, so 0 is refused where it would be
/// taken for that.
/// </remarks>
[Cmdlet(VerbsCommon.Set, "Container", SupportsShouldProcess = true)]
[OutputType(typeof(Container))]
public sealed class SetContainerCommand : ContainerActionCommand
{
    private readonly JsonObject settings = [];
    private readonly List<string> words = [];
    private byte[] body = [];

    /// <summary>Memory that it may use: bytes, or docker's <c>512m</c>.</summary>
    [Parameter]
    [ByteSizeTransformation]
    [ValidateRange(1, long.MaxValue)]
    public long? Memory { get; set; }

    /// <summary>Memory and swap together: bytes, or docker's <c>1g</c>; -1 is without a limit for swap.</summary>
    [Parameter]
    [ByteSizeTransformation(AllowUnlimited = true)]
    public long? MemorySwap { get; set; }

    /// <summary>Memory that it is pushed back to when the host runs short: bytes, or docker's <c>256m</c>.</summary>
    [Parameter]
    [ByteSizeTransformation]
    [ValidateRange(1, long.MaxValue)]
    public long? MemoryReservation { get; set; }

    /// <summary>Processors that it may use, such as 1.5.</summary>
    [Parameter]
    [CpuCountTransformation]
    [ValidateRange(1, long.MaxValue)]
    public long? Cpu { get; set; }

    /// <summary>Weight among containers that want more processor time than there is; without one it is 1024.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long? CpuShares { get; set; }

    /// <summary>The processors that it may run on, such as <c>0-3</c> or <c>0,2</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CpuSet { get; set; }

    /// <summary>The nodes of memory (NUMA) that it may use, such as <c>0-1</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CpuSetMemory { get; set; }

    /// <summary>The period in microseconds that <c>-CpuQuota</c> is a part of. <c>-Cpu</c> says both in one number, and a container that has that takes no other.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long? CpuPeriod { get; set; }

    /// <summary>The time in microseconds that it may compute in each period; -1 is without a limit.</summary>
    [Parameter]
    [ValidateRange(-1, long.MaxValue)]
    public long? CpuQuota { get; set; }

    /// <summary>Weight among containers when disks are busy, from 10 to 1000.</summary>
    [Parameter]
    [ValidateRange(10, 1000)]
    public int? BlkioWeight { get; set; }

    /// <summary>How many processes and threads it may have; -1 is without a limit.</summary>
    [Parameter]
    [ValidateRange(-1, long.MaxValue)]
    public long? PidsLimit { get; set; }

    /// <summary>What the engine does when it ends: <c>no</c>, <c>always</c>, <c>unless-stopped</c>, <c>on-failure:3</c>.</summary>
    [Parameter]
    [RestartPolicyTransformation]
    public RestartPolicy? RestartPolicy { get; set; }

    /// <summary>Emits each container as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override string Action => "Set " + string.Join(", ", words);

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (MemorySwap == 0)
        {
            ThrowTerminatingError(Errors.InvalidArgument("MemorySwapInvalid", MemorySwap, "-MemorySwap 0 would change nothing. Give a size, or -1 for no limit."));
        }
        Set("Memory", Memory, Memory, nameof(Memory));
        Set("MemorySwap", MemorySwap, MemorySwap, nameof(MemorySwap));
        Set("MemoryReservation", MemoryReservation, MemoryReservation, nameof(MemoryReservation));
        Set("NanoCpus", Cpu, Cpu / 1e9m, nameof(Cpu));
        Set("CpuShares", CpuShares, CpuShares, nameof(CpuShares));
        Set("CpusetCpus", CpuSet, CpuSet, nameof(CpuSet));
        Set("CpusetMems", CpuSetMemory, CpuSetMemory, nameof(CpuSetMemory));
        Set("CpuPeriod", CpuPeriod, CpuPeriod, nameof(CpuPeriod));
        Set("CpuQuota", CpuQuota, CpuQuota, nameof(CpuQuota));
        Set("BlkioWeight", BlkioWeight, BlkioWeight, nameof(BlkioWeight));
        Set("PidsLimit", PidsLimit == 0 ? -1 : PidsLimit, PidsLimit, nameof(PidsLimit));
        Set("RestartPolicy", Policy(), RestartPolicy, nameof(RestartPolicy));
        if (settings.Count == 0)
        {
            ThrowTerminatingError(Errors.InvalidArgument("NothingToSet", null,
                "There is nothing to set. Give at least one of -Memory, -MemorySwap, -MemoryReservation, -Cpu, -CpuShares, -CpuSet, -CpuSetMemory, -CpuPeriod, -CpuQuota, -BlkioWeight, -PidsLimit and -RestartPolicy."));
        }
        body = Encoding.UTF8.GetBytes(settings.ToJsonString());
    }

    private void Set(string name, JsonNode? value, object? shown, string parameter)
    {
        if (value is null) return;
        settings[name] = value;
        words.Add(string.Create(CultureInfo.InvariantCulture, $"{parameter} = {shown}"));
    }

    private JsonObject? Policy() => RestartPolicy is { } policy ? new JsonObject { ["Name"] = policy.Name, ["MaximumRetryCount"] = policy.MaximumRetryCount } : null;

    private protected override async Task<IReadOnlyList<Emission>> ActAsync(ContainerTarget target, CancellationToken token)
    {
        var answer = await target.Engine.GetAsync(HttpMethod.Post, target.Path("/update"), null, EngineConnection.Json(body), token).ConfigureAwait(false);
        var result = new List<Emission>(answer.Texts("Warnings").Select(w => new Emission.Warning($"{target.Caption}: {w}")));
        if (PassThru) result.Add(new Emission.Output(await target.InspectAsync(token).ConfigureAwait(false)));
        return result;
    }
}
