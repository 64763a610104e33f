using System.Management.Automation.Runspaces;

namespace ContainerTools.UnitTests.Parameters;

/// <summary>A PowerShell session that has the test's cmdlet; opening one takes longer than all that a test does in it.</summary>
public sealed class TestRunspace : IDisposable
{
    public TestRunspace()
    {
        var state = InitialSessionState.CreateDefault2();
        state.Commands.Add(new SessionStateCmdletEntry("Test-Transformation", typeof(TestTransformationCommand), null));
        Runspace = RunspaceFactory.CreateRunspace(state);
        Runspace.Open();
    }

    public Runspace Runspace { get; }

    public void Dispose() => Runspace.Dispose();
}
