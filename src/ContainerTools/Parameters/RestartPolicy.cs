using System.Globalization;

namespace ContainerTools;

/// <summary>What the engine does when a container ends (<c>docker run --restart</c>).</summary>
public sealed class RestartPolicy
{
    internal const string Kind = "a restart policy";
    internal const string Syntax = "no, always, unless-stopped, on-failure or on-failure:<number of attempts>, or @{Name='on-failure'; MaximumRetryCount=3}";

    private RestartPolicy(string name, int maximumRetryCount) => (Name, MaximumRetryCount) = (name, maximumRetryCount);

    /// <summary><c>no</c>, <c>always</c>, <c>unless-stopped</c> or <c>on-failure</c>.</summary>
    public string Name { get; }

    /// <summary>How often a failed container is started again; 0 is without a limit. Only for <c>on-failure</c>.</summary>
    public int MaximumRetryCount { get; }

    /// <summary>Reads docker's syntax.</summary>
    /// <param name="text">The policy, in either case.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="FormatException">The text is no restart policy, or a count stands with another policy than <c>on-failure</c>.</exception>
    public static RestartPolicy Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var cut = text.IndexOf(':', StringComparison.Ordinal);
        var name = (cut < 0 ? text : text[..cut]).ToLowerInvariant();
        var count = cut < 0 ? "" : text[(cut + 1)..];
        if (name is not ("no" or "always" or "unless-stopped" or "on-failure")) throw Malformed.Text(text, Kind, Syntax);
        var attempts = 0;
        if (count.Length > 0 && !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out attempts))
        {
            throw Malformed.Text(text, Kind, Syntax, $"'{count}' is not a number of attempts");
        }
        return attempts == 0 || name == "on-failure"
            ? new RestartPolicy(name, attempts)
            : throw Malformed.Text(text, Kind, Syntax, "only on-failure takes a number of attempts");
    }

    internal static RestartPolicy FromProperties(PropertyBag properties)
    {
        var name = properties.Text("Name");
        var count = properties.Text("MaximumRetryCount", "MaxRetryCount");
        properties.Complete(Kind);
        return Parse(count is null ? name ?? "" : $"{name}:{count}");
    }

    /// <inheritdoc />
    public override string ToString() => MaximumRetryCount == 0 ? Name : string.Create(CultureInfo.InvariantCulture, $"{Name}:{MaximumRetryCount}");
}
