using System.Text.RegularExpressions;

namespace ContainerTools;

/// <summary>A device of the host in a container (<c>docker run --device</c>).</summary>
public sealed partial class DeviceMapping
{
    internal const string Kind = "a device";
    internal const string Syntax = "a path of the host with an optional path in the container and permissions, for example /dev/fuse, /dev/sda:/dev/xvda:r, or a CDI name such as vendor.com/class=name, or @{PathOnHost='/dev/sda'; PathInContainer='/dev/xvda'; CgroupPermissions='r'}";

    private DeviceMapping() { }

    /// <summary>The device on the host; on Windows its class (<c>class/…</c>). <see langword="null"/> for a CDI device.</summary>
    public string? PathOnHost { get; private init; }

    /// <summary>The device in the container; <see langword="null"/> for a CDI device and on Windows.</summary>
    public string? PathInContainer { get; private init; }

    /// <summary>Letters of <c>rwm</c>: read, write, make nodes. <see langword="null"/> for a CDI device and on Windows.</summary>
    public string? CgroupPermissions { get; private init; }

    /// <summary>The qualified name of a device of the Container Device Interface, <c>vendor/class=name</c>.</summary>
    public string? CdiName { get; private init; }

    /// <summary>Reads docker's syntax, the name of a CDI device, or a device class of Windows.</summary>
    /// <param name="text">The device.</param>
    /// <returns>The device.</returns>
    /// <exception cref="FormatException">The path in the container is not absolute, or the permissions are not letters of <c>rwm</c>.</exception>
    public static DeviceMapping Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (CdiPattern().IsMatch(text)) return new DeviceMapping { CdiName = text };
        // What an engine for Windows makes of it is its own affair; it has no paths in the container and no permissions.
        if (WindowsPattern().IsMatch(text)) return new DeviceMapping { PathOnHost = text };
        var parts = text.Split(':');
        if (parts.Length > 3 || parts[0].Length == 0) throw Malformed.Text(text, Kind, Syntax);
        var (host, container, permissions) = parts switch
        {
            [var only] => (only, only, "rwm"),
            [var first, var second] when IsPermissions(second) => (first, first, second),
            [var first, var second] => (first, second, "rwm"),
            _ => (parts[0], parts[1], parts[2]),
        };
        if (!IsPermissions(permissions)) throw Malformed.Text(text, Kind, Syntax, $"'{permissions}' is not made of the letters r, w and m, each at most once");
        if (!container.StartsWith('/')) throw Malformed.Text(text, Kind, Syntax, $"'{container}' is not an absolute path");
        return new DeviceMapping { PathOnHost = host, PathInContainer = container, CgroupPermissions = permissions };
    }

    internal static DeviceMapping FromProperties(PropertyBag properties)
    {
        var host = properties.Text("PathOnHost", "HostPath");
        var container = properties.Text("PathInContainer", "ContainerPath");
        var permissions = properties.Text("CgroupPermissions", "Permissions");
        var name = properties.Text("CdiName");
        properties.Complete(Kind);
        if (name is not null && (host ?? container ?? permissions) is { } other) throw Malformed.Text(other, Kind, Syntax, "a CDI device has a name only");
        return Parse(name ?? string.Join(':', new[] { host ?? "", container, permissions }.Where(part => part is not null)));
    }

    /// <inheritdoc />
    public override string ToString() => CdiName ?? string.Join(':', new[] { PathOnHost, PathInContainer, CgroupPermissions }.Where(part => part is not null));

    private static bool IsPermissions(string text) => text.Length > 0 && text.All(letter => letter is 'r' or 'w' or 'm') && text.Distinct().Count() == text.Length;

    [GeneratedRegex(@"^[A-Za-z](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?/[A-Za-z](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?=[A-Za-z0-9](?:[A-Za-z0-9_.:-]*[A-Za-z0-9])?\z")]
    private static partial Regex CdiPattern();

    [GeneratedRegex(@"^(?:class/|[A-Za-z][A-Za-z-]*://).+\z")]
    private static partial Regex WindowsPattern();
}
