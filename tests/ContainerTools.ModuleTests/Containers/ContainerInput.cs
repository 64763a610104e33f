namespace ContainerTools.ModuleTests.Containers;

/// <summary>The forms in which a container reaches a cmdlet's pipeline; each script stands for the container <c>$name</c>.</summary>
internal static class ContainerInput
{
    public static IReadOnlyList<string> Forms { get; } =
    [
        "$name",
        "(Get-Container $name).ShortId",
        "($name.Substring(0, $name.Length - 1) + '?')",
        "(Get-Container $name)",
        "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-Container $name)))",
        "[pscustomobject]@{ Name = $name; Note = 'a row' }",
        "[pscustomobject]@{ Id = (Get-Container $name).Id }",
        "@{ Id = (Get-Container $name).Id }",
    ];

    /// <summary>A script that pipes every form to a command and says which form gave what.</summary>
    public static string PipeAllTo(string command) =>
        string.Join(Environment.NewLine, Forms.Select((form, i) => $"{form} | {command} | ForEach-Object {{ \"{i}: $_\" }}"));

    /// <summary>What that script says when each form gave this.</summary>
    public static IEnumerable<string> AllGive(string text) => Forms.Select((_, i) => $"{i}: {text}");
}
