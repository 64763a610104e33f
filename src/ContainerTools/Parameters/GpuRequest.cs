using System.Globalization;

namespace ContainerTools;

/// <summary>Graphics processors for a container (<c>docker run --gpus</c>).</summary>
public sealed class GpuRequest
{
    internal const string Kind = "a GPU request";
    internal const string Syntax = "all, a number, or count=…,driver=…,\"device=0,1\",\"capabilities=compute,utility\",\"options=key=value\", or @{Count=2; Driver='nvidia'}";
    private const string Gpu = "gpu";

    private GpuRequest() { }

    /// <summary>How many; -1 is all of them, 0 where <see cref="DeviceIds"/> names them.</summary>
    public int Count { get; private init; }

    /// <summary>The driver, or <see langword="null"/> for the engine's choice.</summary>
    public string? Driver { get; private init; }

    /// <summary>Indexes or ids of the devices; empty where <see cref="Count"/> says how many.</summary>
    public IReadOnlyList<string> DeviceIds { get; private init; } = [];

    /// <summary>What the driver must offer, all of it; <c>gpu</c> is always the last.</summary>
    public IReadOnlyList<string> Capabilities { get; private init; } = [Gpu];

    /// <summary>Options for the driver.</summary>
    public IReadOnlyDictionary<string, string> Options { get; private init; } = new Dictionary<string, string>();

    /// <summary>Reads docker's syntax, with its quoting.</summary>
    /// <param name="text">The request.</param>
    /// <returns>The request.</returns>
    /// <exception cref="FormatException">A key is unknown or stands twice, a count is no number, or both a count and devices are given.</exception>
    public static GpuRequest Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in Csv.Read(text, reason => Malformed.Text(text, Kind, Syntax, reason)))
        {
            var cut = field.IndexOf('=', StringComparison.Ordinal);
            var (key, value) = cut < 0 ? ("count", field) : (field[..cut], field[(cut + 1)..]);
            if (!fields.TryAdd(key, value)) throw Malformed.Text(text, Kind, Syntax, $"'{key}' is given twice");
        }
        try
        {
            return FromProperties(PropertyBag.FromFields(fields));
        }
        catch (FormatException refusal)
        {
            throw new FormatException($"'{text}' is not {Kind}: {refusal.Message}", refusal);
        }
    }

    internal static GpuRequest FromProperties(PropertyBag properties)
    {
        var count = properties.Text("count");
        var driver = properties.Text("driver");
        var devices = List(properties.Texts("device", "Device", "DeviceIds"));
        var capabilities = List(properties.Texts("capabilities", "Capability")).Where(capability => capability != Gpu).Append(Gpu).ToArray();
        var options = Pairs(properties);
        properties.Complete(Kind);
        if (count is not (null or "0") && devices.Length > 0) throw new FormatException("A count and devices exclude each other.");
        return new GpuRequest
        {
            Count = count is null ? devices.Length == 0 ? 1 : 0 : Number(count),
            Driver = driver,
            DeviceIds = devices,
            Capabilities = capabilities,
            Options = options,
        };
    }

    /// <summary>Writes docker's syntax.</summary>
    /// <returns>For example <c>count=all</c> or <c>"device=0,1",driver=nvidia</c>; text that <see cref="Parse"/> reads back.</returns>
    public override string ToString()
    {
        var fields = new List<string>
        {
            DeviceIds.Count > 0 ? $"device={string.Join(',', DeviceIds)}" : Count == -1 ? "count=all" : string.Create(CultureInfo.InvariantCulture, $"count={Count}"),
        };
        if (Driver is not null) fields.Add($"driver={Driver}");
        if (Capabilities.Count > 1) fields.Add($"capabilities={string.Join(',', Capabilities.Where(capability => capability != Gpu))}");
        if (Options.Count > 0) fields.Add($"options={Csv.Write(Options.Select(option => $"{option.Key}={option.Value}"))}");
        return Csv.Write(fields);
    }

    private static string[] List(IEnumerable<string> texts) => texts.SelectMany(text => text.Split(',')).Where(text => text.Length > 0).ToArray();

    /// <summary>In docker's syntax the options are a quoted list in a quoted field.</summary>
    private static IReadOnlyDictionary<string, string> Pairs(PropertyBag properties)
    {
        if (!properties.IsFields) return properties.Map("options") ?? new Dictionary<string, string>();
        if (properties.Text("options") is not { Length: > 0 } text) return new Dictionary<string, string>();
        return Csv.Read(text, reason => new FormatException($"'{text}' is not a list of options: {reason}."))
            .Select(pair => (Pair: pair, Cut: pair.IndexOf('=', StringComparison.Ordinal)))
            .ToDictionary(pair => pair.Cut < 0 ? pair.Pair : pair.Pair[..pair.Cut], pair => pair.Cut < 0 ? "" : pair.Pair[(pair.Cut + 1)..]);
    }

    private static int Number(string count)
    {
        if (count.Equals("all", StringComparison.OrdinalIgnoreCase)) return -1;
        return int.TryParse(count, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= -1
            ? number
            : throw new FormatException($"'{count}' is not a count. Expected all or a number.");
    }
}
