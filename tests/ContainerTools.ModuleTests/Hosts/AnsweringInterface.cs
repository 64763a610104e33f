using System.Collections.ObjectModel;
using System.Management.Automation.Host;
using System.Security;

namespace ContainerTools.ModuleTests.Hosts;

/// <summary>The part of <see cref="AnsweringHost"/> that is asked. What is written is dropped: tests read the streams.</summary>
internal sealed class AnsweringInterface(string[] answers) : PSHostUserInterface
{
    private readonly List<string> questions = [];

    public IReadOnlyList<string> Questions
    {
        get
        {
            lock (questions) return [.. questions];
        }
    }

    public override PSHostRawUserInterface? RawUI => null;

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        string answer;
        lock (questions)
        {
            if (questions.Count == answers.Length) throw new InvalidOperationException($"One question too many: {message}");
            answer = answers[questions.Count];
            questions.Add(message);
        }
        var labels = choices.Select(choice => choice.Label.Replace("&", "", StringComparison.Ordinal)).ToList();
        var index = labels.IndexOf(answer);
        return index >= 0 ? index : throw new InvalidOperationException($"'{answer}' is none of {string.Join(", ", labels)}");
    }

    public override string ReadLine() => throw new NotSupportedException();

    public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw new InvalidOperationException($"A value was asked for: {string.Join(", ", descriptions.Select(field => field.Name))}");

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw new NotSupportedException();

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw new NotSupportedException();

    public override void Write(string value)
    {
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
    }

    public override void WriteLine(string value)
    {
    }

    public override void WriteErrorLine(string value)
    {
    }

    public override void WriteDebugLine(string message)
    {
    }

    public override void WriteVerboseLine(string message)
    {
    }

    public override void WriteWarningLine(string message)
    {
    }

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }
}
