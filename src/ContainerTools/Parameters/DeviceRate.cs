using System.Globalization;

namespace ContainerTools;

/// <summary>How much of a device of the host a container may use (<c>docker run --device-read-bps</c> and the like).</summary>
public sealed class DeviceRate
{
    internal const string Kind = "a rate of a device";

    private const string DeviceFolder = "/dev/";

    private DeviceRate(string path, long rate) => (Path, Rate) = (path, rate);

    /// <summary>The device on the host, below <c>/dev/</c>.</summary>
    public string Path { get; }

    /// <summary>Bytes or operations a second, or a weight, as the parameter says.</summary>
    public long Rate { get; }

    /// <summary>Reads docker's syntax.</summary>
    /// <param name="text">The device and its rate, <c>/dev/sda:10m</c>.</param>
    /// <param name="unit">What the number counts.</param>
    /// <returns>The device and its rate.</returns>
    /// <exception cref="FormatException">The device is not below <c>/dev/</c>, or the number is none of that kind.</exception>
    public static DeviceRate Parse(string text, DeviceRateUnit unit)
    {
        ArgumentNullException.ThrowIfNull(text);
        var cut = text.IndexOf(':', StringComparison.Ordinal);
        if (cut < 0) throw Malformed.Text(text, Kind, Syntax(unit), "there is no number");
        var path = text[..cut];
        if (!path.StartsWith(DeviceFolder, StringComparison.Ordinal) || path.Length == DeviceFolder.Length) throw Malformed.Text(text, Kind, Syntax(unit), $"'{path}' is not below {DeviceFolder}");
        return new DeviceRate(path, Number(text, text[(cut + 1)..], unit));
    }

    internal static DeviceRate FromProperties(PropertyBag properties, DeviceRateUnit unit)
    {
        var (path, rate) = (properties.Text("Path"), unit == DeviceRateUnit.Weight ? properties.Text("Weight", "Rate") : properties.Text("Rate"));
        properties.Complete(Kind);
        return Parse($"{path}:{rate}", unit);
    }

    /// <summary>The syntax, as an error message shows it.</summary>
    internal static string Syntax(DeviceRateUnit unit) => unit switch
    {
        DeviceRateUnit.BytesPerSecond => "a device and bytes a second, for example /dev/sda:10m or @{Path='/dev/sda'; Rate=10MB}",
        DeviceRateUnit.OperationsPerSecond => "a device and operations a second, for example /dev/sda:500 or @{Path='/dev/sda'; Rate=500}",
        _ => "a device and its weight from 10 to 1000, for example /dev/sda:200 or @{Path='/dev/sda'; Weight=200}",
    };

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Path}:{Rate}");

    private static long Number(string text, string number, DeviceRateUnit unit)
    {
        if (unit == DeviceRateUnit.BytesPerSecond) return ByteSize.Parse(number);
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) throw Malformed.Text(text, Kind, Syntax(unit), $"'{number}' is not a whole number");
        return unit != DeviceRateUnit.Weight || count is >= 10 and <= 1000 ? count : throw Malformed.Text(text, Kind, Syntax(unit), "the weight is not from 10 to 1000");
    }
}
