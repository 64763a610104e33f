using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace ContainerTools;

/// <summary>How the engine finds out whether a container works (<c>docker run --health-cmd</c> and its siblings).</summary>
/// <remarks>What is <see langword="null"/>, or 0, is inherited from the image.</remarks>
public sealed class HealthCheckSpec
{
    internal const string Kind = "a health check";
    internal const string Syntax = "a shell command, the words of a command, or @{Test='curl -f http://localhost/'; Interval='30s'; Timeout='5s'; StartPeriod='10s'; StartInterval='1s'; Retries=3}";
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private HealthCheckSpec() { }

    /// <summary>The probe as the engine takes it: <c>NONE</c>, or <c>CMD</c> and the words of a command, or <c>CMD-SHELL</c> and a line for the image's shell.</summary>
    public IReadOnlyList<string>? Test { get; private init; }

    /// <summary>The time between two probes.</summary>
    public TimeSpan? Interval { get; private init; }

    /// <summary>How long a probe may take.</summary>
    public TimeSpan? Timeout { get; private init; }

    /// <summary>The time after the start during which failures do not count.</summary>
    public TimeSpan? StartPeriod { get; private init; }

    /// <summary>The time between two probes during <see cref="StartPeriod"/>; needs API 1.44.</summary>
    public TimeSpan? StartInterval { get; private init; }

    /// <summary>How many failures in a row make the container unhealthy.</summary>
    public int? Retries { get; private init; }

    /// <summary>Takes a line for the image's shell as the probe.</summary>
    /// <param name="text">The command.</param>
    /// <returns>The health check, everything else inherited.</returns>
    /// <exception cref="FormatException">The text is empty.</exception>
    public static HealthCheckSpec Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new HealthCheckSpec { Test = Shell(text) };
    }

    /// <summary>Takes the words of a command as the probe, without a shell.</summary>
    /// <param name="words">The command and its arguments, or docker's own form that starts with <c>CMD</c>, <c>CMD-SHELL</c> or <c>NONE</c>.</param>
    /// <returns>The health check, everything else inherited.</returns>
    /// <exception cref="FormatException">There is no word, or what follows <c>CMD-SHELL</c> or <c>NONE</c> is not what docker allows.</exception>
    public static HealthCheckSpec FromWords(IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return new HealthCheckSpec { Test = Exec(words) };
    }

    internal static HealthCheckSpec FromProperties(PropertyBag properties)
    {
        var check = new HealthCheckSpec
        {
            Test = properties.IsList("Test", "Command", "cmd") ? Exec(properties.Texts("Test", "Command", "cmd")) : properties.Text("Test", "Command", "cmd") is { } line ? Shell(line) : null,
            Interval = Time(properties.Duration("interval"), "Interval"),
            Timeout = Time(properties.Duration("timeout"), "Timeout"),
            StartPeriod = Time(properties.Duration("start-period"), "StartPeriod"),
            StartInterval = Time(properties.Duration("start-interval"), "StartInterval"),
            Retries = properties.Integer("retries"),
        };
        properties.Complete(Kind);
        return check.Retries is null or >= 0 ? check : throw new FormatException($"'{check.Retries}' is not a number of retries: it is negative.");
    }

    /// <summary>Writes what follows <c>HEALTHCHECK</c> in a Dockerfile.</summary>
    /// <returns>For example <c>--interval=30s --retries=3 CMD curl -f http://localhost/</c>.</returns>
    public override string ToString()
    {
        var parts = new List<string>();
        Add("interval", Interval);
        Add("timeout", Timeout);
        Add("start-period", StartPeriod);
        Add("start-interval", StartInterval);
        if (Retries is { } retries) parts.Add(string.Create(CultureInfo.InvariantCulture, $"--retries={retries}"));
        if (Test is [var form, ..]) parts.Add(form switch { "CMD-SHELL" => $"CMD {Test[1]}", "NONE" => "NONE", _ => $"CMD {JsonSerializer.Serialize(Test.Skip(1))}" });
        return string.Join(' ', parts);

        void Add(string name, TimeSpan? time)
        {
            if (time is { } value) parts.Add($"--{name}={Duration.Format(value)}");
        }
    }

    private static string[] Shell(string line) => line.Trim().Length > 0 ? ["CMD-SHELL", line] : throw Malformed.Text(line, Kind, Syntax);

    private static IReadOnlyList<string> Exec(IReadOnlyList<string> words) => words switch
    {
        [] => throw new FormatException($"An empty list is not {Kind}. Expected {Syntax}."),
        ["NONE"] or ["CMD", _, ..] or ["CMD-SHELL", _] => words,
        ["NONE" or "CMD" or "CMD-SHELL", ..] => throw Malformed.Text(string.Join(' ', words), Kind, Syntax, "NONE stands alone, CMD-SHELL has one line after it, CMD has a command"),
        _ => ["CMD", .. words],
    };

    private static TimeSpan? Time(TimeSpan? time, string name) => time is null || time == TimeSpan.Zero || time >= Shortest
        ? time
        : throw new FormatException($"'{Duration.Format(time.Value)}' is too short for {name}: the engine takes 1ms or more, or 0 for what the image says.");
}
