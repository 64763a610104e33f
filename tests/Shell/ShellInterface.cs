using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ContainerTools.Shell;

/// <summary>What the engine writes to and asks: standard output, standard error and standard input, or a terminal there.</summary>
internal sealed class ShellInterface : PSHostUserInterface
{
    private readonly Lock gate = new(); // several runspaces may write at once
    private readonly ShellScreen screen = new();
    private readonly ProgressLine progress;
    private readonly ShellPrompts prompts;

    public ShellInterface(bool nonInteractive, CancellationToken stop)
    {
        SupportsVirtualTerminal = Environment.GetEnvironmentVariable("TERM") != "dumb";
        if (Environment.GetEnvironmentVariable("NO_COLOR") is not null and not "")
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        progress = new ProgressLine(Console.Out, SupportsVirtualTerminal && !Console.IsOutputRedirected, screen);
        prompts = new ShellPrompts(this, new ShellInput(nonInteractive, stop));
    }

    public override PSHostRawUserInterface RawUI => screen;

    public override bool SupportsVirtualTerminal { get; }

    public override void Write(string value)
    {
        lock (gate)
        {
            progress.Clear();
            Console.Out.Write(GetOutputString(value, SupportsVirtualTerminal && !Console.IsOutputRedirected));
        }
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(Coloured(foregroundColor, backgroundColor, value));

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(Coloured(foregroundColor, backgroundColor, value) + Environment.NewLine);

    public override void WriteErrorLine(string value)
    {
        lock (gate)
        {
            progress.Clear();
            Console.Error.WriteLine(GetOutputString(value, SupportsVirtualTerminal && !Console.IsErrorRedirected));
        }
    }

    public override void WriteWarningLine(string message) => WriteStyled(FormatStyle.Warning, "WARNING: ", message);

    public override void WriteVerboseLine(string message) => WriteStyled(FormatStyle.Verbose, "VERBOSE: ", message);

    public override void WriteDebugLine(string message) => WriteStyled(FormatStyle.Debug, "DEBUG: ", message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (gate)
            progress.Show(sourceId, record);
    }

    public void ClearProgress()
    {
        lock (gate)
            progress.Clear();
    }

    public override string ReadLine() => prompts.Line();

    public override SecureString ReadLineAsSecureString() => prompts.Secret();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        prompts.Fields(caption, message, descriptions);

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        prompts.Choice(caption, message, choices, defaultChoice);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        prompts.Credential(caption, message, userName);

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName,
        PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        prompts.Credential(caption, message, userName);

    private void WriteStyled(FormatStyle style, string prefix, string message) =>
        WriteLine(GetFormatStyleString(style) + prefix + message + PSStyle.Instance.Reset);

    private static string Coloured(ConsoleColor foreground, ConsoleColor background, string value)
    {
        // -1 is how the engine says "the terminal's own colour".
        var front = Enum.IsDefined(foreground) ? PSStyle.MapForegroundColorToEscapeSequence(foreground) : "";
        var back = Enum.IsDefined(background) ? PSStyle.MapBackgroundColorToEscapeSequence(background) : "";
        return front.Length + back.Length > 0 ? front + back + value + PSStyle.Instance.Reset : value;
    }
}
