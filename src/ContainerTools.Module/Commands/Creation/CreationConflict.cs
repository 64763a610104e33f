using System.Text.RegularExpressions;
using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>Parameters of a new container that exclude each other or say nothing useful, found before anything is asked of an engine.</summary>
internal static partial class CreationConflict
{
    /// <summary>What is wrong with the parameters, whatever the image.</summary>
    public static ErrorRecord? Find(ContainerCreationCommand command)
    {
        if (command.Name is { } name && !NamePattern().IsMatch(name))
        {
            return Errors.InvalidArgument("ContainerNameInvalid", name, $"'{name}' is not a container's name: two or more letters, digits, '_', '.' and '-', the first of them a letter or a digit.");
        }
        if (command.AutoRemove && command.RestartPolicy is { Name: not "no" } policy)
        {
            return Conflict(policy, $"-AutoRemove and -RestartPolicy {policy} exclude each other: a container that is removed when it ends cannot be started again.");
        }
        if (command.NoHealthCheck && command.HealthCheck is { } check)
        {
            return Conflict(check, "-NoHealthCheck and -HealthCheck exclude each other: give one of them.");
        }
        if (command.LogDriver == "none" && command.LogOption is { Length: > 0 } options)
        {
            return Conflict(options[0], $"The log driver 'none' takes no options, and -LogOption gives {string.Join(", ", options)}.");
        }
        return Addresses(command) ?? Networks(command);
    }

    /// <summary>What is wrong with the image for these parameters.</summary>
    public static ErrorRecord? Find(ContainerCreationCommand command, ContainerImageReference image)
    {
        if (image.IsPattern)
        {
            return Errors.InvalidArgument("ImagePattern", image.Text, $"'{image.Text}' is a pattern, and a container is made from one image. Get-ContainerImage '{image.Text}' shows which images fit.");
        }
        return command.PullPolicy == ContainerPullPolicy.Always && !image.IsObject && ContainerImageReference.IsId(image.Text)
            ? Conflict(image.Text, $"'{image.Text}' is an id, which no registry knows: with -PullPolicy Always name the image by its reference.")
            : null;
    }

    private static ErrorRecord? Addresses(ContainerCreationCommand command)
    {
        foreach (var address in command.Dns.Concat(command.IPAddress).Concat(command.LinkLocalIPAddress))
        {
            if (!IPText.IsAddress(address)) return Errors.InvalidArgument("IPAddressInvalid", address, $"'{address}' is not an IP address.");
        }
        if (command.MacAddress is { } mac && !NetworkAttachment.IsMacAddress(mac)) return Errors.InvalidArgument("MacAddressInvalid", mac, $"'{mac}' is not a MAC address, such as 02:42:ac:11:00:07.");
        var (four, six) = (command.IPAddress.Where(IPText.IsV4).ToList(), command.IPAddress.Where(IPText.IsV6).ToList());
        return four.Count > 1 || six.Count > 1
            ? Conflict(command.IPAddress, $"-IPAddress takes one IPv4 and one IPv6 address, and has {string.Join(", ", four.Count > 1 ? four : six)}. For several networks give each its own: -Network @{{Name='…'; IPAddress='…'}}.")
            : null;
    }

    private static ErrorRecord? Networks(ContainerCreationCommand command)
    {
        var networks = command.Network;
        if (networks.GroupBy(n => n.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            return Conflict(twice.Key, $"The network '{twice.Key}' is given twice.");
        }
        if (networks.FirstOrDefault(n => !n.IsUserDefined) is { } mode && networks.FirstOrDefault(n => n.IsUserDefined) is { } defined)
        {
            return Conflict(mode, $"The networks '{mode.Name}' and '{defined.Name}' exclude each other: networks that were made can be joined by several, '{mode.Name}' stands alone.");
        }
        if (networks.Count(n => !n.IsUserDefined) > 1)
        {
            return Conflict(networks[1], $"The networks {string.Join(" and ", networks.Select(n => $"'{n.Name}'"))} exclude each other: give one of them.");
        }
        if (command.NetworkAlias.Length > 0 && networks is [{ Aliases.Count: > 0 } first, ..])
        {
            return Conflict(first, $"-NetworkAlias and the aliases of the network '{first.Name}' exclude each other: give them in one place.");
        }
        if (command.IPAddress.Any(IPText.IsV4) && networks is [{ IPAddress: not null } four, ..])
        {
            return Conflict(four, $"-IPAddress and the address of the network '{four.Name}' exclude each other: give it in one place.");
        }
        if (command.IPAddress.Any(IPText.IsV6) && networks is [{ IPv6Address: not null } six, ..])
        {
            return Conflict(six, $"-IPAddress and the IPv6 address of the network '{six.Name}' exclude each other: give it in one place.");
        }
        if (command.MacAddress is not null && networks is [{ MacAddress: not null } named, ..])
        {
            return Conflict(named, $"-MacAddress and the MAC address of the network '{named.Name}' exclude each other: give it in one place.");
        }
        if (command.LinkLocalIPAddress.Length > 0 && networks is [{ LinkLocalIPAddresses.Count: > 0 } local, ..])
        {
            return Conflict(local, $"-LinkLocalIPAddress and the link-local addresses of the network '{local.Name}' exclude each other: give them in one place.");
        }
        var withAliases = command.NetworkAlias.Length > 0 ? networks.FirstOrDefault() ?? DefaultNetwork : networks.FirstOrDefault(n => n.Aliases.Count > 0);
        return withAliases is { IsUserDefined: false }
            ? Conflict(withAliases, $"The network '{withAliases.Name}' gives containers no further names: aliases need a network that was made, such as with 'docker network create'.")
            : null;
    }

    private static NetworkAttachment DefaultNetwork { get; } = NetworkAttachment.Parse("default");

    private static ErrorRecord Conflict(object? target, string message) => Errors.InvalidArgument("ParametersConflict", target, message);

    [GeneratedRegex(@"^/?[A-Za-z0-9][A-Za-z0-9_.-]+\z")]
    private static partial Regex NamePattern();
}
