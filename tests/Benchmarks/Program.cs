using System.Diagnostics;
using ContainerTools.Benchmarks;

// Benchmarks URI [ROW …]: measures on the engine at URI; all rows, or those that are named. Progress goes to standard error,
// the table to standard output.
if (args.Length == 0)
{
    Console.Error.WriteLine("Benchmarks URI [ROW …]");
    foreach (var row in AllRows.List) Console.Error.WriteLine($"  {row.Name,-14} {row.Work}{(row.IsExtra ? " (only when it is named)" : "")}");
    return 2;
}
var names = args[1..].SelectMany(names => names.Split(',')).ToArray();
if (names.FirstOrDefault(name => !AllRows.List.Any(row => row.IsNamed(name))) is { } unknown)
{
    Console.Error.WriteLine($"There is no row '{unknown}'. There are {string.Join(", ", AllRows.List.Select(row => row.Name))}.");
    return 2;
}
var watch = Stopwatch.StartNew();
using var bench = new Bench(args[0]);
var findings = new List<Finding>();
foreach (var row in AllRows.List.Where(row => names.Length == 0 ? !row.IsExtra : names.Any(row.IsNamed)))
{
    Console.Error.WriteLine($"{watch.Elapsed:mm\\:ss} {row.Name}: {row.Work}");
    try
    {
        foreach (var finding in row.Run(bench))
        {
            findings.Add(finding);
            Console.Error.WriteLine($"      {finding.Module} {finding.Docker} {finding.Raw} {finding.Target}: {finding.Reached}");
        }
    }
    catch (Exception e) when (e is InvalidOperationException or IOException or System.Net.Sockets.SocketException)
    {
        findings.Add(new Finding(row.Name, row.Work) { Target = "a result", Reached = e.Message.Split('\n')[0], Holds = false });
    }
}
Console.WriteLine(bench.Describe());
Console.WriteLine();
Console.Write(Table.Of(findings));
Console.WriteLine();
Console.WriteLine($"{findings.Count(finding => finding.Holds)} of {findings.Count} targets hold; {watch.Elapsed:mm\\:ss} min.");
return 0;
