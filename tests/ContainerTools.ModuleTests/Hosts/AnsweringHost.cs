using System.Globalization;
using System.Management.Automation.Host;

namespace ContainerTools.ModuleTests.Hosts;

/// <summary>A host that answers questions as a test says, by the label of the choice, and remembers what was asked.</summary>
internal sealed class AnsweringHost(params string[] answers) : PSHost
{
    private readonly AnsweringInterface userInterface = new(answers);

    /// <summary>The questions so far, in order.</summary>
    public IReadOnlyList<string> Questions => userInterface.Questions;

    public override string Name => "ContainerTools tests";

    public override Version Version { get; } = new(1, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => userInterface;

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override void SetShouldExit(int exitCode) => throw new InvalidOperationException($"A script of a test called exit {exitCode}.");

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
