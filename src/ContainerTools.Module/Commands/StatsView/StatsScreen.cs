using System.Globalization;
using ContainerTools.Engine.Terminals;
using Spectre.Console;

namespace ContainerTools.Commands;

/// <summary>Draws the board as large as the window is. Only this names Spectre.Console, which is loaded with the first view.</summary>
internal static class StatsScreen
{
    private const string Bars = "▁▂▃▄▅▆▇█";
    private const int ShortestName = 8;
    private const int LongestName = 32;
    private const int ShortestHistory = 6;
    private const int LongestHistory = 60;
    private const int Wide = 110;
    private const int OtherLines = 4;
    private const double HighShare = 90;
    private const double RaisedShare = 75;

    /// <summary>The columns of numbers, with the widths of the largest that is likely.</summary>
    private static readonly (string Heading, int Width)[] Numbers =
        [("CPU %", 6), ("Memory", 8), ("Mem %", 5), ("Net in/s", 8), ("Net out/s", 9), ("Read/s", 7), ("Write/s", 7), ("PIDs", 5)];

    private static readonly Style Dim = new(decoration: Decoration.Dim);
    private static readonly Style Bold = new(decoration: Decoration.Bold);

    /// <summary>The screen as what a terminal is sent, from its upper left corner on.</summary>
    public static string Draw(StatsBoard board, TerminalSize size, bool colours)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new AnsiConsoleOutput(text),
        });
        (console.Profile.Width, console.Profile.Height, console.Profile.Capabilities.Unicode) = (size.Columns, size.Rows, true);
        var rows = board.Rows();
        var room = Math.Max(1, size.Rows - OtherLines);
        console.Write(new Text($"{Count(rows.Count)} by {(board.Order == ContainerStatsOrder.Cpu ? "CPU" : board.Order.ToString().ToLowerInvariant())} {(board.Ascending ? '▲' : '▼')}", Bold) { Overflow = Overflow.Ellipsis });
        console.WriteLine();
        console.Write(Table([.. rows.Take(room)], size.Columns));
        console.Write(new Text(board.Message is { } message ? DisplayText.Printable(message) : rows.Count > room ? $"… and {rows.Count - room} more" : "", Dim) { Overflow = Overflow.Ellipsis });
        console.WriteLine();
        console.Write(new Text("c CPU  m memory  n network  d disk  a name  r reverse  q quit", Dim) { Overflow = Overflow.Ellipsis });
        // In raw mode a new line does not begin at the left, and what was there before is wiped out line by line, without flicker.
        var lines = text.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Take(size.Rows);
        return "\u001b[H" + string.Join("\u001b[K\r\n", lines) + "\u001b[K\u001b[J";
    }

    /// <summary>The newest values as bars, of which the highest is the largest value, or 1 % where all are smaller.</summary>
    public static string History(IReadOnlyCollection<double> values, int width)
    {
        var newest = values.Skip(values.Count - width).ToList();
        var top = Math.Max(1, newest.DefaultIfEmpty().Max());
        return string.Concat(newest.Select(value => Bars[(int)Math.Clamp(Math.Round(value / top * (Bars.Length - 1)), 0, Bars.Length - 1)])).PadLeft(width);
    }

    private static Table Table(List<StatsRow> rows, int columns)
    {
        var gap = columns < Wide ? 1 : 2;
        var left = columns - Numbers.Sum(number => number.Width + gap) - (2 * gap);
        var name = Math.Clamp(rows.Select(row => row.Latest.Name.Length).DefaultIfEmpty().Max(), ShortestName, Math.Clamp(left - ShortestHistory, ShortestName, LongestName));
        var history = Math.Clamp(left - name, ShortestHistory, LongestHistory);
        var table = new Table { Border = TableBorder.None };
        table.AddColumn(Column("Name", name, gap, Justify.Left));
        table.AddColumn(Column(Numbers[0].Heading, Numbers[0].Width, gap, Justify.Right));
        table.AddColumn(Column("History", history, gap, Justify.Left));
        foreach (var (heading, width) in Numbers.Skip(1)) table.AddColumn(Column(heading, width, gap, Justify.Right));
        foreach (var row in rows)
        {
            var stats = row.Latest;
            table.AddRow(
                new Text(DisplayText.Printable(stats.Name)) { Overflow = Overflow.Ellipsis },
                Cell(Percent(stats.CpuPercent), Share(stats.CpuPercent / (stats.OnlineCpus ?? 1))),
                new Text(History(row.Cpu, history), new Style(Color.Green)) { Overflow = Overflow.Crop },
                Cell(DisplayText.Memory(stats.MemoryUsage)),
                Cell(Percent(stats.MemoryPercent), Share(stats.MemoryPercent)),
                Cell(Rate(row.Received)), Cell(Rate(row.Sent)), Cell(Rate(row.Read)), Cell(Rate(row.Written)),
                Cell(stats.Pids?.ToString(CultureInfo.InvariantCulture) ?? ""));
        }
        return table;
    }

    private static TableColumn Column(string heading, int width, int gap, Justify side) =>
        new(new Text(heading, Bold) { Justification = side, Overflow = Overflow.Crop }) { Width = width, Alignment = side, NoWrap = true, Padding = new Padding(0, 0, gap, 0) };

    private static Text Cell(string text, Style? style = null) => new(text, style ?? Style.Plain) { Justification = Justify.Right, Overflow = Overflow.Crop };

    private static Style Share(double? percent) => percent switch
    {
        >= HighShare => new Style(Color.Red),
        >= RaisedShare => new Style(Color.Yellow),
        _ => Style.Plain,
    };

    private static string Percent(double? value) => value?.ToString("0.0", CultureInfo.InvariantCulture) ?? "";

    private static string Rate(double? bytes) => bytes is { } number ? DisplayText.Size((long)number) : "";

    private static string Count(int count) => $"{count.ToString(CultureInfo.InvariantCulture)} running container{(count == 1 ? "" : "s")}";
}
