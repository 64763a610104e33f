using System.Collections;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ContainerTools.Shell;

/// <summary>The questions that the engine asks: confirmations, missing mandatory parameters, credentials.</summary>
internal sealed class ShellPrompts(PSHostUserInterface output, ShellInput input)
{
    public string Line() => Answer("A line");

    public SecureString Secret() => input.Secret("A secret");

    public int Choice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        if (choices.Count == 0 || defaultChoice >= choices.Count)
            throw new ArgumentException("There must be choices, and the default must be one of them.", nameof(choices));
        var labels = choices.Select(choice => Label(choice.Label)).ToArray();
        Head(caption, message);
        while (true)
        {
            var menu = labels.Select((label, i) => Accent($"[{Short(label)}] {label.Text}", i == defaultChoice)).Append("[?] Help");
            var preset = defaultChoice < 0 ? "" : $" (default is \"{Short(labels[defaultChoice])}\")";
            output.Write($"{string.Join("  ", menu)}{preset}: ");
            var answer = Answer(Question(caption, message)).Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
                return defaultChoice;
            if (answer == "?")
                Explain(choices, labels);
            else if (Array.FindIndex(labels, label => Means(answer, label)) is var chosen and >= 0)
                return chosen;
        }
    }

    public Dictionary<string, PSObject> Fields(string caption, string message, Collection<FieldDescription> descriptions)
    {
        Head(caption, message);
        var answers = new Dictionary<string, PSObject>();
        foreach (var field in descriptions)
            answers[field.Name] = PSObject.AsPSObject(Field(field));
        return answers;
    }

    public PSCredential Credential(string caption, string message, string? userName)
    {
        Head(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            output.Write("User: ");
            userName = Answer("User");
        }

        output.Write($"Password for user {userName}: ");
        return new PSCredential(userName, input.Secret($"Password for user {userName}"));
    }

    private string Answer(string question)
    {
        var answer = input.Line(question);
        if (Console.IsInputRedirected)
            output.WriteLine(answer); // a terminal shows by itself what is typed
        return answer;
    }

    private object? Field(FieldDescription field)
    {
        var name = Label(string.IsNullOrEmpty(field.Label) ? field.Name : field.Label).Text;
        if (!LanguagePrimitives.TryConvertTo<Type>(field.ParameterTypeFullName, out var type))
            type = typeof(string);
        if (type == typeof(SecureString))
        {
            output.Write($"{name}: ");
            return input.Secret(name);
        }

        if (type == typeof(PSCredential))
            return Credential("", name, null);
        if (type != typeof(string) && typeof(IList).IsAssignableFrom(type))
            return LanguagePrimitives.ConvertTo(Lines(name), type, CultureInfo.CurrentCulture);
        output.Write($"{name}: ");
        return LanguagePrimitives.ConvertTo(Answer(name), type, CultureInfo.CurrentCulture);
    }

    private List<string> Lines(string name)
    {
        var lines = new List<string>();
        while (true)
        {
            output.Write($"{name}[{lines.Count}]: ");
            var line = Answer(name);
            if (line.Length == 0)
                return lines;
            lines.Add(line);
        }
    }

    private void Head(string caption, string message)
    {
        if (!string.IsNullOrEmpty(caption))
        {
            output.WriteLine();
            output.WriteLine(Accent(caption, true));
        }

        if (!string.IsNullOrEmpty(message))
            output.WriteLine(message);
    }

    private void Explain(Collection<ChoiceDescription> choices, (string Key, string Text)[] labels)
    {
        for (var i = 0; i < choices.Count; i++)
            output.WriteLine($"{Short(labels[i])} - {choices[i].HelpMessage}");
    }

    // "Yes to &All" is answered with A.
    private static (string Key, string Text) Label(string label)
    {
        var mark = label.IndexOf('&', StringComparison.Ordinal);
        var key = mark >= 0 && mark + 1 < label.Length ? label.Substring(mark + 1, 1).Trim().ToUpperInvariant() : "";
        return (key, mark >= 0 ? label.Remove(mark, 1) : label);
    }

    private static string Short((string Key, string Text) label) => label.Key.Length > 0 ? label.Key : label.Text;

    private static bool Means(string answer, (string Key, string Text) label) =>
        answer.Equals(label.Text, StringComparison.OrdinalIgnoreCase)
        || (label.Key.Length > 0 && answer.Equals(label.Key, StringComparison.OrdinalIgnoreCase));

    private static string Question(string caption, string message) =>
        string.Join(' ', new[] { message, caption }.First(text => !string.IsNullOrEmpty(text)).Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static string Accent(string text, bool accent) =>
        accent ? PSStyle.Instance.Bold + text + PSStyle.Instance.BoldOff : text;
}
