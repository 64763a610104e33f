using System.Text;

namespace ContainerTools.Benchmarks;

/// <summary>Findings as a table in Markdown, aligned so that it can be read as text too.</summary>
internal static class Table
{
    private static readonly string[] Heads = ["row", "work", "ContainerTools", "docker", "raw", "target", "reached", "holds"];

    public static string Of(IEnumerable<Finding> findings)
    {
        string[] last = [];
        var lines = new List<string[]> { Heads, };
        foreach (var f in findings)
        {
            // Several targets of one measurement share its first columns.
            string[] first = [f.Row, f.Work, f.Module, f.Docker, f.Raw];
            lines.Add([.. first.SequenceEqual(last) ? ["", "", "", "", ""] : first, f.Target, f.Reached, f.Holds ? "yes" : "NO"]);
            last = first;
        }
        var widths = Heads.Select((_, i) => lines.Max(line => line[i].Length)).ToArray();
        lines.Insert(1, [.. widths.Select(width => new string('-', width))]);
        var text = new StringBuilder();
        foreach (var line in lines) text.Append("| ").AppendJoin(" | ", line.Select((cell, i) => cell.PadRight(widths[i]))).Append(" |\n");
        return text.ToString();
    }
}
