using System.Globalization;

namespace ContainerTools.Engine.Mapping;

/// <summary>The answer to <c>top</c>, which is the table that <c>ps</c> printed, as processes.</summary>
internal static class ProcessMapping
{
    private const long Kibibyte = 1024;

    public static List<object> FromTop(JsonElement json, ContainerTarget target)
    {
        var titles = json.Texts("Titles");
        // What a container's own ps printed, podman hands on as it is, a line a row.
        var isLine = titles is [var line] && line.AsSpan().Trim().ContainsAny(' ', '\t');
        if (isLine) titles = [.. Words(titles[0], int.MaxValue)];
        titles = Unique(titles);
        var result = new List<object>();
        foreach (var row in json.Child("Processes").Items())
        {
            var cells = row.Items().Select(cell => cell.ToString());
            result.Add(Process(Columns(titles, isLine ? Words(cells.First(), titles.Count) : [.. cells]), target));
        }
        return result;
    }

    private static ContainerProcess Process(Dictionary<string, string> columns, ContainerTarget target)
    {
        return new ContainerProcess
        {
            ContainerName = target.Name,
            ContainerId = target.Id,
            ProcessId = (int)(Number("PID") ?? 0),
            ParentProcessId = (int?)Number("PPID"),
            User = Text("USER", "UID", "EUSER", "RUSER"),
            CpuPercent = Fraction("%CPU", "C"),
            MemoryPercent = Fraction("%MEM"),
            WorkingSet = Number("RSS", "RSZ") * Kibibyte,
            VirtualMemory = Number("VSZ") * Kibibyte,
            State = Text("STAT", "S"),
            Terminal = Text("TTY", "TT", "TTY8") is { } terminal and not "?" ? terminal : null,
            Started = Text("STIME", "START", "STARTED", "LSTART"),
            CpuTime = Text("TIME", "CPU") is { } time ? Duration(time) : null,
            // On Windows a process has a name and no command line.
            Command = Text("CMD", "COMMAND", "Name"),
            Columns = columns,
            Context = target.Endpoint.Context,
            EngineHost = target.Endpoint.HostText,
        };

        string? Text(params string[] titles) => titles.Select(t => columns.GetValueOrDefault(t)).FirstOrDefault(t => !string.IsNullOrEmpty(t) && t != "-");

        long? Number(params string[] titles) =>
            long.TryParse(Text(titles), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

        double? Fraction(params string[] titles) =>
            double.TryParse(Text(titles), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>Processor time as <c>ps</c> writes it: <c>[days-]hours:minutes:seconds</c> or <c>minutes:seconds</c>; podman writes <c>1m2.5s</c>.</summary>
    public static TimeSpan? Duration(string text)
    {
        if (text.EndsWith('s')) return GoDuration(text);
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var days = 0;
        if (dash >= 0 && !int.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out days)) return null;
        var parts = text[(dash + 1)..].Split(':');
        if (parts.Length is not (2 or 3)) return null;
        if (!double.TryParse(parts[^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)) return null;
        var hours = 0;
        if (!int.TryParse(parts[^2], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)) return null;
        if (parts.Length == 3 && !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out hours)) return null;
        return new TimeSpan(days, hours, minutes, 0) + TimeSpan.FromSeconds(seconds);
    }

    private static TimeSpan? GoDuration(string text)
    {
        try
        {
            return ContainerTools.Duration.Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string[] Words(string line, int count) =>
        line.Split((char[]?)null, count, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Dictionary<string, string> Columns(List<string> titles, string[] cells)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < titles.Count && i < cells.Length; i++) result[titles[i]] = cells[i];
        return result;
    }

    /// <summary><c>ps</c> prints a column as often as it is asked for; the second of a title becomes <c>TITLE#2</c>.</summary>
    private static List<string> Unique(List<string> titles)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return titles.ConvertAll(title =>
        {
            var count = seen[title] = seen.GetValueOrDefault(title) + 1;
            return count == 1 ? title : $"{title}#{count.Invariant()}";
        });
    }
}
