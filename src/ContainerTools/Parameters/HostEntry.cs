namespace ContainerTools;

/// <summary>A line of the container's hosts file (<c>docker run --add-host</c>).</summary>
public sealed class HostEntry
{
    internal const string Kind = "a host entry";
    internal const string Syntax = "host:address or host=address, for example db:10.0.0.5, db=::1 or gateway:host-gateway, or @{db='10.0.0.5'}";
    private const string HostGateway = "host-gateway";

    private HostEntry(string hostName, string address) => (HostName, IPAddress) = (hostName, address);

    /// <summary>The name that the container resolves.</summary>
    public string HostName { get; }

    /// <summary>The address as it was written, without brackets, or <c>host-gateway</c> for the address of the host.</summary>
    public string IPAddress { get; }

    /// <summary>Reads docker's syntax.</summary>
    /// <param name="text">The entry. An IPv6 address may stand in brackets.</param>
    /// <returns>The entry.</returns>
    /// <exception cref="FormatException">There is no name, or the address is none.</exception>
    public static HostEntry Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var cut = text.IndexOf('=', StringComparison.Ordinal);
        if (cut < 0) cut = text.IndexOf(':', StringComparison.Ordinal);
        if (cut < 0) throw Malformed.Text(text, Kind, Syntax);
        var (name, address) = (text[..cut], text[(cut + 1)..]);
        if (name.Length == 0 || name.Contains(':', StringComparison.Ordinal)) throw Malformed.Text(text, Kind, Syntax, $"'{name}' is not a host name");
        if (address.Length > 2 && address[0] == '[' && address[^1] == ']') address = address[1..^1];
        return address == HostGateway || IPText.IsAddress(address)
            ? new HostEntry(name, address)
            : throw Malformed.Text(text, Kind, Syntax, $"'{address}' is neither an IP address nor {HostGateway}");
    }

    /// <summary>Either HostName and IPAddress, or names with their addresses.</summary>
    internal static IReadOnlyList<HostEntry> FromProperties(PropertyBag properties)
    {
        if (!properties.Contains("HostName") && !properties.Contains("IPAddress"))
        {
            return properties.All().Select(entry => Parse($"{entry.Key}={entry.Value}")).ToArray();
        }
        var (name, address) = (properties.Text("HostName"), properties.Text("IPAddress"));
        properties.Complete(Kind);
        return [Parse($"{name}={address}")];
    }

    /// <summary>Writes what the engine takes.</summary>
    /// <returns><c>host:address</c>.</returns>
    public override string ToString() => $"{HostName}:{IPAddress}";
}
