using System.Globalization;
using System.Text.RegularExpressions;

namespace ContainerTools;

/// <summary>A network that a container is attached to, and how (<c>docker run --network</c>).</summary>
public sealed partial class NetworkAttachment
{
    internal const string Kind = "a network attachment";
    internal const string Syntax = "the name of a network, or name=…,alias=…,ip=…,ip6=…,mac-address=…,link-local-ip=…,driver-opt=key=value,gw-priority=…, or @{Name='back'; Alias='db'; IPAddress='10.0.0.5'}";

    private NetworkAttachment() { }

    /// <summary>The network's name or id, or <c>bridge</c>, <c>host</c>, <c>none</c>, <c>container:name</c>.</summary>
    public string Name { get; private init; } = "";

    /// <summary>More names for the container on this network.</summary>
    public IReadOnlyList<string> Aliases { get; private init; } = [];

    /// <summary>The IPv4 address, or <see langword="null"/> for one that the engine chooses.</summary>
    public string? IPAddress { get; private init; }

    /// <summary>The IPv6 address, or <see langword="null"/> for one that the engine chooses.</summary>
    public string? IPv6Address { get; private init; }

    /// <summary>Link-local addresses, IPv4 or IPv6.</summary>
    public IReadOnlyList<string> LinkLocalIPAddresses { get; private init; } = [];

    /// <summary>The hardware address, or <see langword="null"/> for one that the engine chooses.</summary>
    public string? MacAddress { get; private init; }

    /// <summary>Options for the network's driver.</summary>
    public IReadOnlyDictionary<string, string> DriverOptions { get; private init; } = new Dictionary<string, string>();

    /// <summary>The network with the highest priority has the container's default gateway; <see langword="null"/> is the engine's default, 0.</summary>
    public int? GatewayPriority { get; private init; }

    /// <summary>Whether it is a network that somebody made; only such a one takes aliases.</summary>
    internal bool IsUserDefined => Name is not ("default" or "bridge" or "host" or "none") && !Name.StartsWith("container:", StringComparison.Ordinal);

    /// <summary>Whether there is nothing but the name.</summary>
    internal bool IsNameOnly => Aliases.Count == 0 && LinkLocalIPAddresses.Count == 0 && DriverOptions.Count == 0
        && (IPAddress ?? IPv6Address ?? MacAddress) is null && GatewayPriority is null;

    /// <summary>
    /// Reads docker's syntax. Unlike docker it keeps the case of values: docker turns <c>name=Back</c> into <c>back</c>, which
    /// is another network.
    /// </summary>
    /// <param name="text">The attachment.</param>
    /// <returns>The attachment.</returns>
    /// <exception cref="FormatException">There is no name, a key is unknown, or an address is none.</exception>
    public static NetworkAttachment Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!LongSyntax().IsMatch(text)) return text.Trim().Length > 0 ? new NetworkAttachment { Name = text } : throw Malformed.Text(text, Kind, Syntax);
        var fields = Csv.Read(text, reason => Malformed.Text(text, Kind, Syntax, reason)).Select(field =>
        {
            var cut = field.IndexOf('=', StringComparison.Ordinal);
            return cut > 0
                ? KeyValuePair.Create(field[..cut].Trim(), field[(cut + 1)..].Trim())
                : throw Malformed.Text(text, Kind, Syntax, $"'{field}' is not of the form key=value");
        }).ToArray();
        try
        {
            return FromProperties(PropertyBag.FromFields(fields));
        }
        catch (FormatException refusal)
        {
            throw new FormatException($"'{text}' is not {Kind}: {refusal.Message}", refusal);
        }
    }

    internal static NetworkAttachment FromProperties(PropertyBag properties)
    {
        var attachment = new NetworkAttachment
        {
            Name = properties.Text("name") is { Length: > 0 } name ? name : throw new FormatException($"A network attachment has no name. Expected {Syntax}."),
            Aliases = properties.Texts("alias", "Aliases"),
            IPAddress = Address(properties.Text("ip", "IPAddress"), IPText.IsV4, "an IPv4 address"),
            IPv6Address = Address(properties.Text("ip6", "IPv6Address"), IPText.IsV6, "an IPv6 address"),
            LinkLocalIPAddresses = properties.Texts("link-local-ip", "LinkLocalIPAddresses", "LinkLocalIPAddress")
                .Select(address => Address(address, IPText.IsAddress, "an IP address")!).ToArray(),
            MacAddress = Address(properties.Text("mac-address"), IsMacAddress, "a MAC address"),
            DriverOptions = properties.Map("driver-opt", "DriverOptions", "DriverOption") ?? new Dictionary<string, string>(),
            GatewayPriority = properties.Integer("gw-priority", "GatewayPriority"),
        };
        properties.Complete(Kind);
        return attachment;
    }

    /// <summary>Writes docker's syntax: the name alone, or everything.</summary>
    /// <returns>For example <c>name=back,alias=db,ip=10.0.0.5</c>; text that <see cref="Parse"/> reads back.</returns>
    public override string ToString()
    {
        if (IsNameOnly) return Name;
        var fields = new List<string> { $"name={Name}" };
        fields.AddRange(Aliases.Select(alias => $"alias={alias}"));
        if (IPAddress is not null) fields.Add($"ip={IPAddress}");
        if (IPv6Address is not null) fields.Add($"ip6={IPv6Address}");
        if (MacAddress is not null) fields.Add($"mac-address={MacAddress}");
        fields.AddRange(LinkLocalIPAddresses.Select(address => $"link-local-ip={address}"));
        fields.AddRange(DriverOptions.Select(option => $"driver-opt={option.Key}={option.Value}"));
        if (GatewayPriority is { } priority) fields.Add(string.Create(CultureInfo.InvariantCulture, $"gw-priority={priority}"));
        return Csv.Write(fields);
    }

    internal static bool IsMacAddress(string text) => MacPattern().IsMatch(text);

    private static string? Address(string? text, Func<string, bool> isValid, string kind) =>
        text is null || isValid(text) ? text : throw new FormatException($"'{text}' is not {kind}.");

    [GeneratedRegex(@"[A-Za-z0-9_]+=[A-Za-z0-9_]+")]
    private static partial Regex LongSyntax();

    [GeneratedRegex(@"^(?:[0-9A-Fa-f]{2}(?:(?::[0-9A-Fa-f]{2}){5}|(?:-[0-9A-Fa-f]{2}){5})|[0-9A-Fa-f]{4}(?:\.[0-9A-Fa-f]{4}){2})\z")]
    private static partial Regex MacPattern();
}
