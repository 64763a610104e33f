using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ContainerTools.Shell;

/// <summary>Reads answers from standard input, given up when the pipeline is stopped.</summary>
internal sealed class ShellInput(bool nonInteractive, CancellationToken stop)
{
    /// <param name="question">What the answer is for: it stands in the error when there is no answer.</param>
    public string Line(string question) => Read(question, Console.In.ReadLine);

    public SecureString Secret(string question)
    {
        var text = Read(question, Console.IsInputRedirected ? Console.In.ReadLine : TypedUnseen);
        var secret = new SecureString();
        foreach (var character in text)
            secret.AppendChar(character);
        secret.MakeReadOnly();
        return secret;
    }

    private string Read(string question, Func<string?> read)
    {
        if (nonInteractive)
            throw new HostException($"'{question}' cannot be asked: this session is not interactive.");
        // A read of standard input cannot be cancelled: it is left behind when the pipeline stops.
        var answer = Task.Run(read);
        try
        {
            answer.Wait(stop);
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }

        return answer.Result
            ?? throw new HostException($"'{question}' was not answered: standard input has ended. Give the value as an argument, "
                + "or -Confirm:$false or -Force where a confirmation is asked for.");
    }

    private static string? TypedUnseen()
    {
        var text = new System.Text.StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            switch (key)
            {
                case { Key: ConsoleKey.Enter }:
                    Console.Out.WriteLine();
                    return text.ToString();
                case { Key: ConsoleKey.Backspace }:
                    text.Length = Math.Max(0, text.Length - 1);
                    break;
                case { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } when text.Length == 0:
                    return null;
                case { KeyChar: not '\0' }:
                    text.Append(key.KeyChar);
                    break;
            }
        }
    }
}
