namespace ContainerTools.ModuleTests.Podman;

/// <summary>What becomes of a cmdlet when podman is its engine.</summary>
public enum Verdict
{
    /// <summary>As with docker.</summary>
    Works,

    /// <summary>It works, and something about it is otherwise.</summary>
    Differs,

    /// <summary>podman cannot do it: there is an error that says so.</summary>
    Refused,
}

/// <summary>A row of the table in about_ContainerTools_Connections: a cmdlet, or one parameter of it, and a script that shows it.</summary>
/// <param name="Name">The cmdlet, or the cmdlet and a parameter.</param>
/// <param name="Script">
/// In it <c>$web</c> is a container that runs, <c>$n</c> a name that nothing has yet, <c>$label</c> the label that what is made
/// must carry, <c>$d</c> a folder, and <c>$second</c> another engine, docker's.
/// </param>
/// <param name="Expected">What the script writes; of what is refused the error's id.</param>
public sealed record PodmanRow(string Name, Verdict Verdict, string Script, params string[] Expected)
{
    public override string ToString() => Name;
}
