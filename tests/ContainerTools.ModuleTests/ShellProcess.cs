using System.Diagnostics;

namespace ContainerTools.ModuleTests;

/// <summary>A script run by <c>tests/Shell</c> in a process of its own, for what must not share a process with other tests.</summary>
internal sealed record ShellProcess(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>The output's lines, without the empty ones.</summary>
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The same, where the process ended with 0 and wrote no error.</summary>
    public ShellProcess Good()
    {
        Assert.Equal((0, ""), (ExitCode, Error));
        return this;
    }

    /// <param name="arguments">The host's: -Command or -File and what follows.</param>
    /// <param name="input">What it reads from standard input.</param>
    /// <param name="variables">Its environment, besides this process's own.</param>
    public static ShellProcess Run(IEnumerable<string> arguments, string input = "", params (string Name, string? Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(TestEngine.Shell);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{string.Join(' ', arguments)} did not end within {Limit}.");
        }
        return new ShellProcess(process.ExitCode, output.Result, error.Result);
    }

    public static ShellProcess Command(string text, params (string Name, string? Value)[] variables) => Run(["-Command", text], "", variables);
}
