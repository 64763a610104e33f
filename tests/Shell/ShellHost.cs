using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Reflection;

namespace ContainerTools.Shell;

/// <summary>The host that the engine sees as <c>$Host</c>.</summary>
internal sealed class ShellHost(ShellInterface userInterface, Action<ShellHost> nestedPrompt) : PSHost
{
    private int nesting;

    public override string Name => "ContainerTools Shell";

    public override Version Version { get; } = Assembly.GetExecutingAssembly().GetName().Version ?? new Version(0, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => userInterface;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    /// <summary>What <c>exit</c> asked for; null until then.</summary>
    public int? ExitCode { get; private set; }

    public bool LeaveNestedPrompt { get; private set; }

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt()
    {
        nesting++;
        try
        {
            LeaveNestedPrompt = false;
            nestedPrompt(this);
        }
        finally
        {
            LeaveNestedPrompt = false;
            nesting--;
        }
    }

    public override void ExitNestedPrompt()
    {
        if (nesting == 0)
            throw new InvalidOperationException("There is no nested prompt to leave.");
        LeaveNestedPrompt = true;
    }

    // A native program writes to the terminal by itself.
    public override void NotifyBeginApplication() => userInterface.ClearProgress();

    public override void NotifyEndApplication()
    {
    }
}
